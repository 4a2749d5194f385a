"""Photos of a Soul ID: added once each, refused in time, removed without a trace."""

import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reklamai.core.errors import BadInput, FileRefused, NotFound, QuotaReached, TooLarge
from soulids.models import SoulPhoto
from soulids.selectors.album import PhotoState, album_of
from soulids.services import judging, photos
from soulids.sources.photos import Photos
from studio import storage
from studio.ask import ReferenceAsk
from studio.models import Allowance, Asset, Generation, GenerationReference, Status
from studio.services import assets, bin, work
from tests.soulids import rows


def jpeg(shade, *, size=(120, 160)):
    file = io.BytesIO()
    Image.new("RGB", size, (shade, 120, 90)).save(file, "JPEG")
    file.seek(0)
    return file


def is_there(name):
    return any(store.stat(name) for store in storage.stores())


def an_order(owner, photo, *, kind="soulid_train", source="soul-photo", status=Status.QUEUED, pk=None):
    """An order that goes with a photo: by its row, or as the file that a Soul ID has lent."""
    model = "soulid-train" if kind == "soulid_train" else "fake-picture"
    order = Generation.objects.create(owner=owner, kind=kind, model=model, provider="local", status=status)
    GenerationReference.objects.create(
        generation=order, source=source, source_id=str(pk or photo.pk), role="training_photos",
        file=photo.asset.stored_name, text="a woman", facts={"vector": "AAAA"},
    )  # fmt: skip
    return order


def test_an_upload_is_kept_for_this_room_and_its_look_is_ordered(soul, looking, alice) -> None:
    photo = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")

    assert photo.asset.room == "soulids" and photo.asset.name == "me.jpg"
    assert photo.sha256 == photo.asset.sha256 and is_there(photo.asset.stored_name)
    assert photo.judging is not None and photo.judging.kind == "soulid_judge"
    assert not Asset.objects.listed_for(alice).exists()
    assert album_of(soul).state_of(photo) == PhotoState.JUDGING


def test_its_verdict_is_there_once_the_look_is_done(soul, looking, alice) -> None:
    photo = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")

    work.run(photo.judging_id)

    assert album_of(soul).state_of(photo) == PhotoState.ACCEPTED


def test_the_same_file_again_is_the_same_photo(soul, looking, alice) -> None:
    first = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")
    again = photos.add(alice, pk=soul.pk, file=jpeg(10), name="copy of me.jpg")

    assert again.pk == first.pk
    assert (Asset.objects.count(), SoulPhoto.objects.count(), Generation.objects.count()) == (1, 1, 1)
    assert is_there(first.asset.stored_name)


def test_the_same_file_again_is_looked_at_again_where_the_look_had_failed(soul, looking, alice) -> None:
    first = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")
    Generation.objects.update(status=Status.FAILED)
    SoulPhoto.objects.update(trouble="failed")

    again = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")

    assert again.pk == first.pk and again.trouble == ""
    assert again.judging_id != first.judging_id


def test_the_same_file_may_be_a_photo_of_two_people(soul, looking, alice) -> None:
    other = rows.a_soul(alice, name="Anna")

    one = photos.add(alice, pk=soul.pk, file=jpeg(10), name="us.jpg")
    two = photos.add(alice, pk=other.pk, file=jpeg(10), name="us.jpg")

    photos.remove(alice, pk=soul.pk, photo=one.pk)
    assert one.pk != two.pk and is_there(two.asset.stored_name)


@pytest.mark.parametrize(
    ("content", "error"), [(b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 40, FileRefused), (b"no picture", FileRefused)]
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(soul, looking, alice, private_media, content, error) -> None:
    with pytest.raises(error):
        photos.add(alice, pk=soul.pk, file=io.BytesIO(content), name="me.jpg")

    assert not Asset.objects.exists() and not SoulPhoto.objects.exists()
    assert [path for path in Path(private_media).rglob("*") if path.is_file()] == []


def test_nobody_adds_photos_to_somebody_elses(soul, looking, bob) -> None:
    for pk in (soul.pk, uuid4()):
        with pytest.raises(NotFound):
            photos.add(bob, pk=pk, file=jpeg(10), name="me.jpg")
    assert not Asset.objects.exists()


def test_beyond_the_limit_a_photo_is_refused_before_it_is_read(soul, looking, alice, settings) -> None:
    settings.SOUL_PHOTOS_MOST = 2
    for seed in range(4):
        rows.a_photo_row(soul, seed=seed)
    unread = SimpleUploadedFile("me.jpg", jpeg(10).getvalue())

    with pytest.raises(BadInput, match="There are 4 photos") as refused:
        photos.add(alice, pk=soul.pk, file=unread, name="me.jpg")

    assert refused.value.facts["limit"] == 4 and unread.tell() == 0


def test_refused_photos_leave_their_place_to_others_but_not_without_end(soul, looking, alice, settings) -> None:
    settings.SOUL_PHOTOS_MOST = 2
    for seed in range(3):
        rows.a_photo_row(soul, seed=seed)
    for seed in range(3, 7):
        rows.a_photo_row(soul, facts=rows.unusable(seed=seed), seed=seed)

    photos.add(alice, pk=soul.pk, file=jpeg(10), name="eighth.jpg")

    with pytest.raises(BadInput, match="There are 8 photos"):
        photos.add(alice, pk=soul.pk, file=jpeg(11), name="ninth.jpg")


def test_the_last_place_under_the_limit_is_looked_at_under_the_lock(soul, looking, alice, settings) -> None:
    settings.SOUL_PHOTOS_MOST = 1
    rows.a_photo_row(soul, seed=0)
    asset = rows.a_file(alice)
    photos.written_down(alice, pk=soul.pk, asset=asset)

    with pytest.raises(BadInput):
        photos.written_down(alice, pk=soul.pk, asset=rows.a_file(alice))


def test_photos_may_be_added_while_a_training_is_under_way(trained, looking, alice) -> None:
    order = Generation.objects.create(owner=alice, kind="soulid_train", model="soulid-train", provider="local")
    trained.training = order
    trained.save()

    photo = photos.add(alice, pk=trained.pk, file=jpeg(10), name="one more.jpg")

    order.refresh_from_db()
    assert order.status == Status.QUEUED and photo.waits


def test_a_picture_of_the_library_becomes_a_photo_of_its_own(soul, looking, alice, picture) -> None:
    mine = picture(alice, name="holiday.png", metadata={"cut": "whole"})

    photo = photos.add_from_library(alice, pk=soul.pk, asset=mine.pk)

    assert photo.asset.pk != mine.pk and photo.asset.room == "soulids" and photo.asset.metadata == {}
    assert (photo.asset.stored_name, photo.asset.name) == (mine.stored_name, "holiday.png")
    assert list(Asset.objects.listed_for(alice)) == [mine]
    assert photo.judging is not None


def test_it_stays_when_the_librarys_own_is_gone_and_the_other_way_round(soul, looking, alice, picture) -> None:
    one, two = picture(alice), picture(alice)
    kept = photos.add_from_library(alice, pk=soul.pk, asset=one.pk)
    gone = photos.add_from_library(alice, pk=soul.pk, asset=two.pk)

    assets.delete(one)
    bin.empty(alice)
    photos.remove(alice, pk=soul.pk, photo=gone.pk)

    assert is_there(kept.asset.stored_name) and is_there(two.stored_name)
    assert not Asset.objects.filter(pk=one.pk).exists() and Asset.objects.filter(pk=two.pk).exists()


def test_the_same_picture_of_the_library_again_is_the_same_photo(soul, looking, alice, picture) -> None:
    mine = picture(alice)

    first = photos.add_from_library(alice, pk=soul.pk, asset=mine.pk)
    again = photos.add_from_library(alice, pk=soul.pk, asset=mine.pk)

    assert first.pk == again.pk and Asset.objects.filter(room="soulids").count() == 1


def test_only_pictures_that_can_be_looked_at_are_taken_from_the_library(soul, looking, alice, picture) -> None:
    clip = picture(alice)
    Asset.objects.filter(pk=clip.pk).update(content_type="video/mp4", kind="clip")
    huge = picture(alice)
    Asset.objects.filter(pk=huge.pk).update(size_bytes=41 * 2**20)

    with pytest.raises(BadInput, match="JPEG"):
        photos.add_from_library(alice, pk=soul.pk, asset=clip.pk)
    with pytest.raises(TooLarge):
        photos.add_from_library(alice, pk=soul.pk, asset=huge.pk)
    assert not SoulPhoto.objects.exists()


def test_neither_somebody_elses_picture_nor_another_photo_is_taken(soul, looking, alice, bob, picture) -> None:
    hers, of_a_room = picture(bob), rows.a_file(alice)

    for pk in (hers.pk, of_a_room.pk, uuid4()):
        with pytest.raises(NotFound):
            photos.add_from_library(alice, pk=soul.pk, asset=pk)


def test_a_copy_counts_as_what_its_owner_keeps(soul, looking, alice, picture) -> None:
    mine = picture(alice)
    Asset.objects.filter(pk=mine.pk).update(size_bytes=2**20)
    Allowance.objects.create(owner=alice, limit_mb=1)

    with pytest.raises(QuotaReached):
        photos.add_from_library(alice, pk=soul.pk, asset=mine.pk)


def test_a_removed_photo_is_gone_at_once_with_row_and_files(
    soul, looking, alice, django_capture_on_commit_callbacks
) -> None:
    photo = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")
    names = [photo.asset.stored_name, str(photo.asset.thumbnail)]
    work.run(photo.judging_id)

    with django_capture_on_commit_callbacks(execute=True):
        photos.remove(alice, pk=soul.pk, photo=photo.pk)

    assert not SoulPhoto.objects.exists() and not Asset.objects.exists()
    assert not any(is_there(name) for name in names)
    with pytest.raises(NotFound):
        photos.remove(alice, pk=soul.pk, photo=photo.pk)


def test_one_that_is_removed_before_it_was_looked_at_makes_room_for_the_next(soul, looking, alice) -> None:
    first, *others = [photos.add(alice, pk=soul.pk, file=jpeg(shade), name="me.jpg") for shade in (0, 60, 120, 180)]
    assert [each.judging_id is None for each in others] == [False, True, True]

    photos.remove(alice, pk=soul.pk, photo=first.pk)

    assert not SoulPhoto.objects.filter(judging=None).exists()


def test_nobody_removes_somebody_elses(album, looking, bob, alice) -> None:
    photo = album.photos.first()
    other = rows.a_soul(alice, name="Anna")

    for owner, pk in ((bob, album.pk), (alice, other.pk)):
        with pytest.raises(NotFound):
            photos.remove(owner, pk=pk, photo=photo.pk)
    assert album.photos.count() == 12


def test_a_training_that_learns_from_a_removed_photo_is_stopped(trained, looking, alice) -> None:
    photo = trained.photos.first()
    order = an_order(alice, photo)

    photos.remove(alice, pk=trained.pk, photo=photo.pk)

    order.refresh_from_db()
    assert order.status == Status.CANCELLED
    assert trained.versions.count() == 1  # what was learned before stays


def test_a_training_without_it_goes_on(trained, looking, alice) -> None:
    gone, other = trained.photos.all()[:2]
    order = an_order(alice, other)

    photos.remove(alice, pk=trained.pk, photo=gone.pk)

    order.refresh_from_db()
    assert order.status == Status.QUEUED


def test_no_order_keeps_a_copy_of_a_removed_photo(trained, looking, alice, django_capture_on_commit_callbacks) -> None:
    photo, other = trained.photos.all()[:2]
    an_order(alice, photo, status=Status.DONE)
    an_order(alice, photo, kind="text_to_image", source="soulid", pk=trained.pk, status=Status.DONE)
    untouched = an_order(alice, other, status=Status.DONE)

    with django_capture_on_commit_callbacks(execute=True):
        photos.remove(alice, pk=trained.pk, photo=photo.pk)

    assert not GenerationReference.objects.filter(file=photo.asset.stored_name).exists()
    of_photo = GenerationReference.objects.get(source="soul-photo", source_id=str(photo.pk))
    assert (of_photo.text, of_photo.facts) == ("", {})
    assert untouched.references.get().facts == {"vector": "AAAA"}
    assert not is_there(photo.asset.stored_name) and is_there(other.asset.stored_name)


def test_what_a_vendor_is_making_already_goes_on_without_the_photo(trained, looking, fake_engine, alice) -> None:
    photo = trained.photos.first()
    order = an_order(alice, photo, kind="text_to_image", status=Status.RUNNING)
    fake_engine.can_stop = False
    Generation.objects.filter(pk=order.pk).update(provider="fake", provider_ref="task-1")

    photos.remove(alice, pk=trained.pk, photo=photo.pk)

    order.refresh_from_db()
    assert order.status == Status.RUNNING and order.references.get().file == ""
    assert not SoulPhoto.objects.filter(pk=photo.pk).exists()


def test_a_store_that_cannot_let_go_leaves_the_file_to_the_sweep(
    soul, looking, alice, private_media, caplog, django_capture_on_commit_callbacks
) -> None:
    photo = photos.add(alice, pk=soul.pk, file=jpeg(10), name="me.jpg")
    stuck = Path(private_media) / photo.asset.stored_name
    stuck.unlink()
    stuck.mkdir()

    with django_capture_on_commit_callbacks(execute=True):
        photos.remove(alice, pk=soul.pk, photo=photo.pk)

    assert not SoulPhoto.objects.exists()
    assert "files are left to the sweep" in caplog.text


def test_a_photo_lends_itself_to_its_owners_orders_alone(soul, looking, alice, bob) -> None:
    photo = rows.a_photo_row(soul)
    asked = ReferenceAsk(source="soul-photo", id=str(photo.pk))

    (lent,) = Photos().resolve(alice, asked)

    assert (lent.file, lent.role) == (photo.asset.stored_name, "reference_images")
    assert lent.content_type == "image/png" and lent.longest_px == 80
    for owner, pk in ((bob, photo.pk), (alice, uuid4()), (alice, "nonsense")):
        with pytest.raises(NotFound):
            Photos().resolve(owner, ReferenceAsk(source="soul-photo", id=str(pk)))


def test_waiting_photos_are_what_the_next_look_takes(soul, looking) -> None:
    photo = rows.a_photo_row(soul, judged=False)

    assert list(judging.waiting_of(soul)) == [photo]
