"""A project's ZIP: its owner's results under friendly names, packed while it is read."""

import asyncio
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from rest_framework.test import APIClient

from studio.services import generations, projects
from tests.api.conftest import client_of
from tests.api.test_hostile import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def autumn(alice):
    return projects.create(alice, name="Осень 2026")


@pytest.fixture
def works(alice, autumn, place, run):
    """Two results in the project and one beside it."""
    inside = [run(place(alice, prompt=words, project=autumn.pk)) for words in ("Красная чашка", "a blue cup")]
    run(place(alice, prompt="elsewhere"))
    return inside


@pytest.fixture
def download(api, autumn):
    """Read the archive to its end: (the answer, the archive)."""

    def read():
        answer = api.get(f"/api/projects/{autumn.pk}/download")
        assert answer.status_code == 200
        return answer, zipfile.ZipFile(io.BytesIO(asyncio.run(all_of(answer.streaming_content))))

    return read


async def all_of(pieces):
    return b"".join([piece async for piece in pieces])


def test_it_holds_the_files_of_the_project_under_friendly_names(works, download):
    answer, archive = download()

    first, second = works
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="osen-2026-')
    assert archive.testzip() is None
    names = {f"krasnaya-chashka-{str(first.pk)[:8]}.png", f"a-blue-cup-{str(second.pk)[:8]}.png"}
    assert set(archive.namelist()) == names


def test_its_bytes_are_those_of_the_files(works, download):
    _answer, archive = download()

    for work in works:
        with default_storage.open(work.result.stored_name) as file:
            kept = file.read()
        [name] = [name for name in archive.namelist() if str(work.pk)[:8] in name]
        assert archive.read(name) == kept


def test_a_file_that_is_gone_from_the_store_is_left_out_and_told_to_our_log(works, download, caplog):
    default_storage.delete(works[0].result.stored_name)

    _answer, archive = download()

    assert archive.testzip() is None
    assert [name[:10] for name in archive.namelist()] == ["a-blue-cup"]
    assert "not in the store" in caplog.text


def test_works_in_the_bin_are_not_packed(works, download):
    generations.delete(works[0])

    assert [name[:10] for name in download()[1].namelist()] == ["a-blue-cup"]


def test_an_empty_project_is_an_empty_archive(download):
    assert download()[1].namelist() == []


def test_a_project_of_somebody_else_or_of_the_bin_is_a_404(api, bob, works, autumn, alice):
    url = f"/api/projects/{autumn.pk}/download"
    refused(client_of(bob).get(url), 404)
    refused(APIClient().get(url), 401)
    refused(api.post(url), 405)

    projects.delete(alice, pk=autumn.pk)

    refused(api.get(url), 404)


def test_the_project_page_offers_it_where_there_is_something_to_pack(client, alice, works, autumn):
    empty = projects.create(alice, name="Empty")
    client.force_login(alice)

    page = client.get("/projects").content.decode()

    assert page.count("Download ZIP") == 1
    assert f'name="project" value="{autumn.pk}">' in page
    answer = client.post("/library/download", {"project": str(autumn.pk)})
    assert answer["Content-Disposition"].startswith('attachment; filename="osen-2026-')
    assert client.post("/library/download", {"project": str(empty.pk)}).status_code == 200


def test_another_person_s_project_is_not_packed_for_a_page_either(client, bob, autumn):
    client.force_login(bob)

    assert client.post("/library/download", {"project": str(autumn.pk)}).status_code == 404
