"""A master of a gigabyte goes out in pieces: any range of it at once, the whole of it in little memory."""

import resource

import pytest
from django.core.files.storage import default_storage
from django.test import AsyncClient

from studio.models import Asset
from tests.pages.conftest import make_user, vera  # noqa: F401

SIZE = 1 << 30
END = b"the last frame"
LITTLE_KB = 64 * 1024
"""What a process may grow by; the file is sixteen times as large."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def large(vera, private_media):
    """An archive of a gigabyte that takes no room on the disk: all but its end is a hole."""
    name = f"{vera.pk}/large.zip"
    path = private_media / name
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(SIZE - len(END))
        file.seek(0, 2)
        file.write(END)
    assert default_storage.size(name) == SIZE
    return Asset.objects.create(
        owner=vera, kind="archive", origin="result", file=name, content_type="application/zip", size_bytes=SIZE,
        sha256="0" * 64, name="frames",
    )  # fmt: skip


@pytest.fixture
async def browser(vera):
    client = AsyncClient()
    await client.aforce_login(vera, backend="django.contrib.auth.backends.ModelBackend")
    return client


async def test_the_whole_of_a_gigabyte_needs_little_memory(browser, large):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = await browser.get(f"{large.file_url}?download=1")
    taken, last = 0, b""
    async for piece in answer.streaming_content:
        taken, last = taken + len(piece), piece

    assert answer.headers["Content-Disposition"] == 'attachment; filename="frames.zip"'
    assert taken == int(answer.headers["Content-Length"]) == SIZE
    assert last.endswith(END)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < LITTLE_KB


async def test_a_broken_download_goes_on_at_its_end(browser, large):
    answer = await browser.get(large.file_url, headers={"Range": f"bytes={SIZE - len(END)}-"})

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {SIZE - len(END)}-{SIZE - 1}/{SIZE}"
    assert b"".join([piece async for piece in answer.streaming_content]) == END
