"""Files that a room keeps for itself: uploaded for it, refused to the library, and gone with what they were for."""

import io

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from reklamai.core.errors import Conflict, FileRefused, MediaError
from studio import storage
from studio.engines.base import Result
from studio.models import Asset, CreditAccount, Generation, User
from studio.services import assets, credits, results
from studio.services.reporting import Reporter

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 40


def png(shade=90):
    file = io.BytesIO()
    Image.new("RGB", (64, 64), (shade, 90, 7)).save(file, "PNG")
    file.seek(0)
    return file


def kept_files(root):
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_rooms_file_is_written_down_with_what_it_is_for(alice, private_media) -> None:
    seen = []

    asset = assets.upload(owner=alice, file=png(), name="me.png", room="soulids", belongs=seen.append)

    assert seen == [asset] and asset.room == "soulids"
    assert storage.size_of(asset.stored_name) == asset.size_bytes
    assert not Asset.objects.listed_for(alice).exists()


def test_what_the_room_refuses_leaves_no_row_and_no_file(alice, private_media) -> None:
    def refuse(asset):
        raise Conflict("There is one of these already.")

    with pytest.raises(Conflict):
        assets.upload(owner=alice, file=png(), name="me.png", room="soulids", belongs=refuse)

    assert not Asset.objects.exists()
    assert kept_files(private_media) == []


def test_what_the_room_refuses_stays_where_the_library_has_it_too(alice, private_media) -> None:
    def refuse(asset):
        raise Conflict("There is one of these already.")

    mine = assets.upload(owner=alice, file=png(), name="me.png")

    with pytest.raises(Conflict):
        assets.upload(owner=alice, file=png(), name="me.png", room="soulids", belongs=refuse)

    assert storage.size_of(mine.stored_name) == mine.size_bytes


def test_a_sound_is_refused_where_pictures_belong(alice, private_media) -> None:
    with pytest.raises(FileRefused) as refused:
        assets.upload(owner=alice, file=io.BytesIO(WAV), name="me.png", kinds=("picture",))

    assert refused.value.facts["kind"] == "sound"


def test_a_rooms_file_is_not_deleted_as_if_it_lay_in_the_library(alice, private_media) -> None:
    asset = assets.upload(owner=alice, file=png(), name="me.png", room="soulids")

    with pytest.raises(Conflict):
        assets.delete(asset)

    assert Asset.objects.get().deleted_at is None


@pytest.mark.parametrize(("kind", "needs_a_file"), [("soulid_judge", False), ("text_to_image", True)])
def test_only_kinds_that_make_no_file_may_end_without_one(alice, tmp_path, kind, needs_a_file) -> None:
    order = Generation.objects.create(owner=alice, kind=kind, model="fake", provider="local")
    told, report = Result(files=(), notes={"photos": {}}), Reporter(order)

    if needs_a_file:
        with pytest.raises(MediaError):
            results.keep(order, told, workdir=tmp_path, report=report)
    else:
        assert results.keep(order, told, workdir=tmp_path, report=report) == ()


@pytest.mark.django_db(transaction=True)
def test_the_account_is_taken_before_an_order_that_a_room_follows(alice) -> None:
    order = Generation.objects.create(owner=alice, kind="anchor_extract", model="fake", provider="local")

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        credits.lock(order)

    assert "FOR UPDATE" in asked[0]["sql"] and CreditAccount._meta.db_table in asked[0]["sql"]


def test_an_order_of_somebody_without_an_account_ends_all_the_same(db) -> None:
    nobody = User.objects.create_user("nobody@example.com", "a long password")
    order = Generation.objects.create(owner=nobody, kind="anchor_extract", model="fake", provider="local")

    credits.lock(order)
