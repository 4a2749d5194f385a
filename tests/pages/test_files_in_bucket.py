"""The same doors with the files in a bucket: a signed way there, or through us; and nothing of it in a log."""

import io
import logging
import urllib.request
import zipfile

import pytest
from django.core.management import call_command
from django.test import AsyncClient, Client
from PIL import Image

from reklamai.core import doctor
from reklamai.core.starting import CannotStart
from reklamai.core.stores import store
from studio import storage
from studio.models import Asset, User
from studio.services import assets, credits
from tests.bucket import KEYS

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Осень в городе.png"


@pytest.fixture
def owner(db):
    user = User.objects.create_user("owner@example.com", "a long password")
    credits.open_account(user)
    return user


@pytest.fixture
def asset_in(in_bucket, owner):
    """Gives `asset_in(VARIABLE=...)`: an upload in the bucket, with these settings."""

    def make(address="", **environment):
        in_bucket(address, **environment)
        file = io.BytesIO()
        Image.effect_noise((300, 300), 80).convert("RGB").save(file, "PNG")
        file.seek(0)
        asset = assets.upload(owner=owner, file=file, name=NAME)
        asset.name = NAME
        asset.save()
        return asset

    return make


def content_of(asset):
    return b"".join(storage.read(asset.stored_name))


def browser(user):
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


async def got(user, address, **headers):
    client = AsyncClient()
    await client.aforce_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = await client.get(address, headers=headers)
    body = b"".join([piece async for piece in answer.streaming_content]) if answer.streaming else answer.content
    return answer, body


def fetched(address, **headers):
    request = urllib.request.Request(address, headers=headers)  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.status, answer.headers, answer.read()


class TestTheWayThere:
    def test_the_owner_is_sent_to_the_bucket_and_gets_the_file(self, owner, asset_in):
        asset = asset_in()

        answer = browser(owner).get(asset.file_url)

        status, headers, body = fetched(answer["Location"])
        assert (answer.status_code, status) == (302, 200)
        assert body == content_of(asset)
        assert headers["Content-Type"] == "image/png"

    def test_a_part_can_be_asked_for_there(self, owner, asset_in):
        asset = asset_in()

        status, _headers, body = fetched(browser(owner).get(asset.file_url)["Location"], Range="bytes=5-14")

        assert (status, body) == (206, content_of(asset)[5:15])

    def test_a_download_is_named_in_cyrillic(self, owner, asset_in):
        asset = asset_in()

        answer = browser(owner).get(f"{asset.file_url}?download=1")

        _status, headers, _body = fetched(answer["Location"])
        assert headers["Content-Disposition"] == (
            "attachment; filename*=utf-8''%D0%9E%D1%81%D0%B5%D0%BD%D1%8C%20%D0%B2"
            "%20%D0%B3%D0%BE%D1%80%D0%BE%D0%B4%D0%B5.png"
        )

    def test_the_small_picture_goes_the_same_way(self, owner, asset_in):
        answer = browser(owner).get(asset_in().thumbnail_url)

        assert fetched(answer["Location"])[1]["Content-Type"] == "image/webp"

    def test_the_way_is_kept_by_the_browser_for_less_than_it_works_and_by_nobody_else(self, owner, asset_in):
        answer = browser(owner).get(asset_in(S3_LINK_SECONDS="200").file_url)

        assert answer["Cache-Control"] == "private, max-age=100"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "X-Amz-Expires=200" in answer["Location"]

    def test_somebody_else_and_nobody_are_shown_no_way(self, asset_in):
        asset = asset_in()
        stranger = User.objects.create_user("stranger@example.com", "a long password")

        for who in (stranger, None):
            answer = browser(who).get(asset.file_url)
            assert answer.status_code == 404
            assert "Location" not in answer

    def test_head_is_answered_by_us_as_a_signature_is_for_one_method(self, owner, asset_in):
        asset = asset_in()

        answer = browser(owner).head(asset.file_url)

        assert (answer.status_code, answer["Content-Length"]) == (200, str(asset.size_bytes))

    def test_its_object_is_granted_to_nobody_but_the_buckets_owner(self, asset_in, moto):
        asset = asset_in()

        grants = moto.client.get_object_acl(Bucket=moto.bucket, Key=asset.stored_name)["Grants"]

        assert [(each["Grantee"]["Type"], each["Permission"]) for each in grants] == [("CanonicalUser", "FULL_CONTROL")]

    def test_a_pages_policy_allows_the_bucket_for_pictures_and_clips_alone(self, owner, asset_in, moto):
        asset_in()

        policy = browser(owner).get("/settings")["Content-Security-Policy"]

        found = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
        assert {name for name, sources in found.items() if moto.address in sources} == {"img-src", "media-src"}

    def test_no_signature_and_no_key_reaches_a_log(self, owner, asset_in, caplog, settings):
        logging.config.dictConfig(settings.LOGGING)
        with caplog.at_level(logging.DEBUG):
            asset = asset_in()
            address = browser(owner).get(asset.file_url)["Location"]
            content_of(asset)

        assert "X-Amz-Signature=" in address
        for secret in ("X-Amz-Signature", "Signature=", KEYS["AWS_SECRET_ACCESS_KEY"]):
            assert secret not in caplog.text


class TestThroughUs:
    async def test_parts_and_wholes_are_streamed_with_our_headers(self, owner, asset_in):
        from asgiref.sync import sync_to_async

        asset = await sync_to_async(asset_in)(S3_PROXY="1")
        content = await sync_to_async(content_of)(asset)

        whole, body = await got(owner, asset.file_url)
        part, some = await got(owner, asset.file_url, range="bytes=10-19")

        assert (whole.status_code, body) == (200, content)
        assert (part.status_code, some) == (206, content[10:20])
        assert part["Content-Range"] == f"bytes 10-19/{len(content)}"
        assert whole["X-Content-Type-Options"] == "nosniff"
        assert whole["Cache-Control"].startswith("private")

    async def test_a_connection_to_the_bucket_that_breaks_is_not_noticed(self, owner, asset_in, door):
        from asgiref.sync import sync_to_async

        asset = await sync_to_async(asset_in)(door.address, S3_PROXY="1")
        content = await sync_to_async(content_of)(asset)
        door.next("cut the answer", "GET")

        _answer, body = await got(owner, asset.file_url)

        assert body == content

    def test_a_file_that_is_gone_is_a_404(self, owner, asset_in):
        asset = asset_in(S3_PROXY="1")
        storage.forget(asset.stored_name)

        assert browser(owner).get(asset.file_url).status_code == 404

    def test_a_bucket_that_is_away_is_a_503_with_a_sentence(self, owner, asset_in, in_bucket):
        asset = asset_in(S3_PROXY="1")
        in_bucket("http://127.0.0.1:9", attempts=1, S3_PROXY="1")

        answer = browser(owner).get(asset.file_url)

        assert answer.status_code == 503


class TestEverythingElse:
    def test_an_upload_while_the_bucket_is_away_is_a_503_and_leaves_no_row(self, owner, in_bucket):
        in_bucket("http://127.0.0.1:9", attempts=1)
        file = io.BytesIO()
        Image.new("RGB", (9, 9)).save(file, "PNG")
        file.seek(0)

        answer = browser(owner).post("/uploads", {"file": file})

        assert answer.status_code == 503
        assert not Asset.objects.exists()

    async def test_an_archive_holds_the_very_bytes(self, asset_in):
        from asgiref.sync import sync_to_async

        from studio.archives import Member, zipped

        asset = await sync_to_async(asset_in)()

        member = Member(name="a.png", stored=asset.stored_name, size=asset.size_bytes)
        packed = b"".join([piece async for piece in zipped([member])])

        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert [archive.read(name) for name in archive.namelist()] == [await sync_to_async(content_of)(asset)]

    def test_deleted_for_good_it_is_gone_from_the_bucket(self, owner, asset_in, moto):
        assets.delete(asset_in())

        call_command("sweep")
        assert len(moto.client.list_objects_v2(Bucket=moto.bucket)["Contents"]) == 2
        browser(owner).post("/settings/empty-bin")

        assert "Contents" not in moto.client.list_objects_v2(Bucket=moto.bucket)

    def test_readyz_says_that_the_files_are_away(self, client, in_bucket):
        in_bucket()
        assert client.get("/readyz").json() == {"database": "ok", "files": "ok"}

        in_bucket("http://127.0.0.1:9")
        answer = client.get("/readyz")

        assert (answer.status_code, answer.json()["files"]) == (503, "away")

    def test_doctor_tries_the_bucket_out_and_names_the_cure(self, in_bucket):
        in_bucket()
        assert doctor.check_files().startswith("bucket b-")
        assert list(store().walk()) == []

        in_bucket(S3_BUCKET="there-is-none")
        with pytest.raises(CannotStart, match="S3_BUCKET"):
            doctor.check_files()
