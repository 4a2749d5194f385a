"""Pictures made ready for the live view: read once, by an order, and let go with their picture."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from reklamai.core.errors import BadInput, Conflict, NotFound
from studio.models import Asset, Generation, Status
from studio.services import bin, orders, work
from tests.studio.conftest import alice, balance_of, bob  # noqa: F401
from tests.video.plating import Reader, picture_of
from video.models import Plate, PlateStatus
from video.services import plates

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reader")]


def read(plate):
    work.run(plate.order_id)
    plate.refresh_from_db()
    return plate


def test_a_picture_is_read_once_by_a_free_order_that_no_library_shows(alice):
    picture = picture_of(alice)

    plate = read(plates.plate_for(alice, picture.pk))
    again = plates.plate_for(alice, str(picture.pk))

    assert (again.pk, again.status, Reader.runs) == (plate.pk, PlateStatus.READY, 1)
    assert plate.facts == {"subject_m": 2.0, "face": [0.4, 0.3, 0.2, 0.3]}
    assert plate.picture.size > 0 and plate.depth.size > 0
    assert balance_of(alice) == 100
    assert list(Asset.objects.listed_for(alice)) == [picture]
    assert not Generation.objects.filter(owner=alice).works().exists()


def test_asking_while_it_is_read_orders_nothing_more(alice):
    picture = picture_of(alice)

    first, second = plates.plate_for(alice, picture.pk), plates.plate_for(alice, picture.pk)

    assert first.order_id == second.order_id
    assert Generation.objects.filter(owner=alice, kind="camera_plate").count() == 1


def test_a_picture_that_could_not_be_read_is_read_anew_when_it_is_wanted_later(alice):
    Reader.fails = True
    picture = picture_of(alice)
    plate = read(plates.plate_for(alice, picture.pk))
    assert plate.status == PlateStatus.FAILED

    Reader.fails = False
    long_ago = timezone.now() - timedelta(minutes=2)
    Generation.objects.filter(pk=plate.order_id).update(finished_at=long_ago)
    plate = read(plates.plate_for(alice, picture.pk))

    assert plate.status == PlateStatus.READY


def test_whoever_waits_for_a_reading_that_fails_is_told_so_and_orders_no_other(alice):
    Reader.fails = True
    picture = picture_of(alice)
    read(plates.plate_for(alice, picture.pk))

    again = [plates.plate_for(alice, picture.pk) for _ in range(3)]

    assert {plate.status for plate in again} == {PlateStatus.FAILED}
    assert Generation.objects.filter(kind="camera_plate").count() == 1


def test_nobody_reads_somebody_elses_picture(alice, bob):
    with pytest.raises(NotFound):
        plates.plate_for(bob, picture_of(alice).pk)
    with pytest.raises(NotFound):
        plates.plate_for(alice, "no-id")


def test_only_pictures_are_read(alice):
    picture = picture_of(alice)
    Asset.objects.filter(pk=picture.pk).update(kind="clip")

    with pytest.raises(BadInput):
        plates.plate_for(alice, picture.pk)


def test_plates_are_ordered_by_their_room_alone(alice):
    from uuid import uuid4

    from studio.ask import Ask, ReferenceAsk

    ask = Ask(
        kind="camera_plate", model="camera-plate",
        references=(ReferenceAsk("asset", str(picture_of(alice).pk), "source_image"),),
    )  # fmt: skip
    with pytest.raises(Conflict):
        orders.order(owner=alice, ask=ask, key=uuid4())


def test_what_was_made_of_a_picture_goes_with_it(alice, bob, django_capture_on_commit_callbacks):
    plate = read(plates.plate_for(alice, picture_of(alice).pk))
    kept = read(plates.plate_for(bob, picture_of(bob).pk))
    store, names = plate.picture.storage, [plate.picture.name, plate.depth.name]
    Asset.objects.filter(pk=plate.asset_id).update(deleted_at=timezone.now() - timedelta(days=40))

    with django_capture_on_commit_callbacks(execute=True):
        plates.let_go(Q(), before=timezone.now() - timedelta(days=30))
        bin.purge()

    assert list(Plate.objects.all()) == [kept]
    assert not any(store.exists(name) for name in names)
    assert store.exists(kept.picture.name)
    assert Generation.objects.get(pk=plate.order_id).status == Status.DONE, "the ledger's row stays"


def test_a_plate_that_nobody_looks_at_any_more_is_let_go_and_read_again_when_wanted(alice):
    picture = picture_of(alice)
    old = read(plates.plate_for(alice, picture.pk))
    Plate.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    plates.let_go(Q(owner=alice), before=timezone.now())
    fresh = read(plates.plate_for(alice, picture.pk))

    assert fresh.pk != old.pk
    assert fresh.status == PlateStatus.READY
    assert Asset.objects.visible_to(alice).filter(pk=picture.pk).exists()
