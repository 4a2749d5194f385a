"""Data taken along, and accounts that their owners close."""

import io
import json
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ
from PIL import Image
from rest_framework.test import APIClient

from studio import storage
from studio.models import Asset, DataExport, Generation, Status, User
from studio.selectors.ledger import faults
from studio.services import exports, keys, leaving, upkeep
from tests.pages.conftest import PASSWORD

LEAVE = {"password": PASSWORD, "sure": "on"}


def red_png():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return SimpleUploadedFile("red.png", file.getvalue(), "image/png")


@pytest.fixture
def picture(page, vera, private_media):
    answer = page.post("/uploads", {"file": red_png(), "role": "reference_images"})
    assert answer.status_code in (200, 302), answer.content[:200]
    return Asset.objects.get(owner=vera)


def body(answer):
    async def whole():
        return b"".join([piece async for piece in answer.streaming_content])

    return async_to_sync(whole)()


@pytest.fixture
def ready(page, vera, picture, order, work_off):
    """An archive that was asked for and packed."""
    order(vera, prompt="a can at sunset")
    keys.make(vera, name="Shop", scopes=["read"])
    page.post("/settings/data/export")
    work_off()
    return DataExport.objects.get()


def test_an_archive_holds_words_movements_and_files_and_no_secrets(page, vera, picture, ready):
    archive = zipfile.ZipFile(io.BytesIO(body(page.get(f"/settings/data/{ready.pk}"))))
    tables = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}

    assert archive.testzip() is None
    assert tables["account.json"]["email"] == "vera@lis.studio"
    assert tables["generations.json"][0]["prompt"] == "a can at sunset"
    assert sorted(row["kind"] for row in tables["credits.json"]) == ["grant", "hold", "return"]
    assert archive.read(tables["files.json"][0]["path"]) == b"".join(storage.read(picture.stored_name))
    assert tables["missing.json"] == []
    everything = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".json")).decode()
    assert vera.password not in everything
    assert not re.search("digest|rk_[0-9A-Za-z]{20}", everything)


def test_its_owner_is_told_by_page_and_letter(page, ready, work_off):
    html = page.get("/settings/data").content.decode()
    work_off()

    assert f"/settings/data/{ready.pk}" in html
    assert "hx-trigger" not in html.split('id="archives"')[1].split(">")[0]
    assert mail.outbox[-1].subject == "ReklamAI: Your data is ready"


def test_while_it_is_packed_the_page_asks_again(page, vera):
    page.post("/settings/data/export")

    html = page.get("/settings/data", headers={"hx-request": "true"}).content.decode()

    assert 'hx-trigger="every 3s"' in html
    assert "<html" not in html


def test_an_archive_is_for_its_owner_alone_and_for_its_days(page, ready, timur, browser_of, make_user):
    chief = make_user("chief@lis.studio", is_staff=True, is_superuser=True)
    address = f"/settings/data/{ready.pk}"

    strangers = [browser_of(timur), browser_of(chief), Client()]
    assert [client.get(address).status_code for client in strangers] == [404] * 3
    assert page.get(f"/settings/data/{uuid4()}").status_code == 404
    assert page.post(address).status_code == 404
    assert page.get(address)["Cache-Control"] == "private, no-store"

    DataExport.objects.update(expires_at=timezone.now())
    assert page.get(address).status_code == 404


def test_a_piece_of_an_archive_can_be_asked_for(page, ready):
    answer = page.get(f"/settings/data/{ready.pk}", headers={"range": "bytes=0-3"})

    assert (answer.status_code, body(answer)) == (206, b"PK\x03\x04")


def test_asking_twice_packs_once_and_a_day_has_its_limit(page, vera, work_off):
    for _ in range(2):
        page.post("/settings/data/export")
    assert OrmQ.objects.count() <= 2
    assert DataExport.objects.count() == 1

    for _ in range(4):
        work_off()
        answer = page.post("/settings/data/export")

    assert answer.status_code == 409
    assert DataExport.objects.count() == exports.MOST_A_DAY


def test_a_lost_file_is_named_and_fails_nothing(page, vera, picture, work_off):
    storage.forget(picture.stored_name)
    page.post("/settings/data/export")
    work_off()

    archive = zipfile.ZipFile(io.BytesIO(body(page.get(f"/settings/data/{DataExport.objects.get().pk}"))))

    assert json.loads(archive.read("missing.json")) == [str(picture.pk)]


def test_the_sweep_removes_old_archives_with_their_files(ready):
    name = ready.stored_name
    DataExport.objects.update(expires_at=timezone.now())

    upkeep.sweep()

    assert not DataExport.objects.exists()
    with pytest.raises(FileNotFoundError):
        storage.size_of(name)


def test_an_archive_whose_worker_died_is_packed_again_and_given_up_after_three(vera, work_off):
    long_ago = timezone.now() - timedelta(hours=1)
    lost = DataExport.objects.create(owner=vera, status="running", attempt=1, touched_at=long_ago)

    upkeep.sweep()
    work_off()
    lost.refresh_from_db()
    assert (lost.status, lost.attempt) == ("ready", 2)

    DataExport.objects.update(status="running", attempt=3, touched_at=long_ago)
    upkeep.sweep()
    lost.refresh_from_db()
    assert lost.status == "failed"


def test_closing_an_account_ends_every_way_in_at_once_and_returns_what_was_held(page, vera, order, work_off):
    made = keys.make(vera, name="Shop", scopes=["read"])
    token = APIClient().post("/api/token", {"email": vera.email, "password": PASSWORD}, format="json").json()
    queued, running = order(vera, status=Status.QUEUED), order(vera, status=Status.RUNNING)
    Generation.objects.filter(pk=running.pk).update(provider="kie", provider_ref="task-1")  # which cannot be stopped

    answer = page.post("/settings/leave", LEAVE)
    work_off()

    for each in (queued, running):
        each.refresh_from_db()
    vera.account.refresh_from_db()
    assert answer.url == "/left"
    assert {queued.status, running.status} == {Status.CANCELLED}
    assert vera.account.balance == 100
    assert list(faults()) == []
    assert page.get("/settings").status_code == 302
    assert APIClient().get("/api/me", HTTP_X_API_KEY=made.text).status_code == 401
    assert APIClient().get("/api/me", HTTP_AUTHORIZATION=f"Bearer {token['access']}").status_code == 401
    assert "14 days" in mail.outbox[-1].body
    assert "14" in page.get("/left").content.decode()


@pytest.mark.parametrize("given", [{"password": "wrong", "sure": "on"}, {"password": PASSWORD}, {}])
def test_an_account_is_not_closed_without_password_and_a_yes(page, vera, given):
    answer = page.post("/settings/leave", given)

    vera.refresh_from_db()
    assert answer.status_code == 422
    assert vera.is_active
    assert PASSWORD not in answer.content.decode()


def test_the_page_says_what_is_erased_and_what_is_lost(page):
    html = page.get("/settings/leave").content.decode()

    assert "100 credits" in html
    assert "14 days" in html
    assert "What stays" in html


def test_a_member_of_staff_is_sent_to_the_administrator(make_user, browser_of):
    chief = make_user("chief@lis.studio", is_staff=True)

    assert browser_of(chief).post("/settings/leave", LEAVE).status_code == 409
    chief.refresh_from_db()
    assert chief.is_active


def test_within_its_days_the_account_can_be_taken_back_as_it_was(page, vera, picture, work_off):
    page.post("/settings/leave", LEAVE)
    client = Client(headers={"accept-language": "en"})
    door = client.post("/account/login/", {"login": vera.email, "password": PASSWORD})
    shown = client.get(door.url).content.decode()
    back = client.post(door.url)
    signed_in = client.post("/account/login/", {"login": vera.email, "password": PASSWORD})

    assert door.url == "/come-back"
    assert "You closed this account" in shown
    assert back.url == "/account/login/"
    assert signed_in.url == "/"
    assert client.get(f"/assets/{picture.pk}/file").status_code == 200
    upkeep.sweep()
    assert User.objects.get(pk=vera.pk).erased_at is None


def test_nobody_takes_back_an_account_without_its_password(page, vera, timur, browser_of):
    page.post("/settings/leave", LEAVE)

    for client in (Client(), browser_of(timur)):
        assert client.get("/come-back").status_code == client.post("/come-back").status_code == 404
    assert not User.objects.get(pk=vera.pk).is_active


def test_after_its_days_it_cannot_be_taken_back_even_with_the_page_open(page, vera):
    page.post("/settings/leave", LEAVE)
    client = Client()
    client.post("/account/login/", {"login": vera.email, "password": PASSWORD})
    User.objects.update(erase_after=timezone.now())

    assert client.post("/come-back").status_code == 404
    assert not leaving.take_back(vera.pk)


def test_without_days_of_grace_everything_is_erased_by_the_next_worker(page, vera, picture, settings, work_off):
    settings.ACCOUNT_GRACE_DAYS = 0
    page.post("/settings/leave", LEAVE)
    work_off()

    gone = User.objects.get(pk=vera.pk)
    assert gone.email == f"erased-{vera.pk}@erased.invalid"
    assert not Asset.objects.exists()
    with pytest.raises(FileNotFoundError):
        storage.size_of(picture.stored_name)
    signed_up = Client().post("/account/signup/", {"email": vera.email, "password1": "orange-window-31"})
    assert signed_up.status_code == 302
    assert User.objects.get(email=vera.email).pk != vera.pk
