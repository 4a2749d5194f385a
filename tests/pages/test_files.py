"""The door to private files: owner, ranges, headers; and uploads through their service."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import AsyncClient
from PIL import Image

from reklamai.core.errors import FileRefused, TooLarge
from studio.models import Asset, User
from studio.services import assets, credits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(private_media):
    user = User.objects.create_user("owner@example.com", "a long password")
    credits.open_account(user)
    return user


@pytest.fixture
def asset(owner):
    file = io.BytesIO()
    Image.effect_noise((300, 300), 80).convert("RGB").save(file, "PNG")
    file.seek(0)
    return assets.upload(owner=owner, file=file, name="Осень/../noise.png")


@pytest.fixture
def content(asset):
    with default_storage.open(asset.file.name) as file:
        return file.read()


async def get(user, url, **headers):
    client = AsyncClient()
    if user:
        await client.aforce_login(user)
    answer = await client.get(url, headers=headers)
    body = b"".join([piece async for piece in answer.streaming_content]) if answer.streaming else answer.content
    return answer, body


async def test_the_owner_gets_the_file_and_nobody_in_between_may_keep_it(owner, asset, content):
    answer, body = await get(owner, asset.file_url)

    assert body == content
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Cache-Control"].startswith("private")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_the_small_picture_is_served_too(owner, asset):
    answer, body = await get(owner, asset.thumbnail_url)

    assert answer["Content-Type"] == "image/webp"
    assert body[8:12] == b"WEBP"


async def test_a_file_of_somebody_else_and_a_file_for_nobody_do_not_exist(asset):
    stranger = await User.objects.acreate(email="stranger@example.com")

    for user in (stranger, None):
        answer, _body = await get(user, asset.file_url)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=5-5", 5, 5)],
)
async def test_a_range_is_answered_with_exactly_its_bytes(owner, asset, content, asked, first, last):
    answer, body = await get(owner, asset.file_url, range=asked)

    expected = content[first:] if last is None else content[first : last + 1]
    start = first if first >= 0 else len(content) + first
    assert answer.status_code == 206
    assert body == expected
    assert answer["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(content)}"
    assert int(answer["Content-Length"]) == len(expected)


async def test_a_range_is_never_longer_than_what_a_slow_client_may_keep_waiting(owner, asset, content, monkeypatch):
    monkeypatch.setattr("studio.serving.LARGEST_RANGE", 1000)

    answer, body = await get(owner, asset.file_url, range="bytes=10-")

    assert answer.status_code == 206
    assert body == content[10:1010]


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=50-10"])
async def test_a_range_outside_the_file_is_416(owner, asset, asked):
    answer, _body = await get(owner, asset.file_url, range=asked)

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{asset.size_bytes}"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "chunks=1-2", "bytes=0-1,5-6"])
async def test_a_range_that_is_not_understood_is_the_whole_file(owner, asset, content, asked):
    answer, body = await get(owner, asset.file_url, range=asked)

    assert (answer.status_code, body) == (200, content)


async def test_a_download_has_a_friendly_name_without_folders(owner, asset):
    answer, _body = await get(owner, f"{asset.file_url}?download=1")

    assert answer["Content-Disposition"] == 'attachment; filename="noise.png"'


def refused(owner, content, name="x.png"):
    with pytest.raises((FileRefused, TooLarge)) as caught:
        assets.upload(owner=owner, file=io.BytesIO(content), name=name)
    assert not Asset.objects.exists()
    assert not default_storage.exists(f"{owner.pk}")
    return caught.value


def test_a_refused_file_leaves_nothing_behind(owner):
    error = refused(owner, b"\x89PNG\r\n\x1a\n" + b"broken" * 50)

    assert error.status == 415


def test_a_file_over_the_limit_is_not_read_to_its_end(owner, settings):
    settings.UPLOAD_LIMITS = {"picture": {"bytes": 1000}, "clip": {"bytes": 1000}, "sound": {"bytes": 1000}}

    class Endless(io.RawIOBase):
        served = 0

        def read(self, size=-1):
            self.served += size
            return b"x" * size

    endless = Endless()

    with pytest.raises(TooLarge):
        assets.upload(owner=owner, file=endless, name="endless.png")

    assert endless.served <= 2 * assets.CHUNK


def test_the_same_file_twice_is_kept_once_in_the_store(owner, asset, content):
    again = assets.upload(owner=owner, file=io.BytesIO(content), name="again.png")

    assert again.pk != asset.pk
    assert again.file.name == asset.file.name
