"""Photos looked at: in small orders, a few at a time, each verdict written down once."""

from uuid import uuid4

import numpy as np
import pytest

from reklamai.core.errors import MediaError, NotFound
from soulids.models import SoulID, SoulPhoto
from soulids.selectors.album import PhotoState, album_of
from soulids.services import judging, photos
from soulids.upkeep_photos import Photos
from studio.engines.base import Result
from studio.models import Allowance, Asset, CatalogueModel, Generation, GenerationReference, Status
from studio.services import generations, work
from tests.soulids import rows


def looks():
    return Generation.objects.filter(kind="soulid_judge")


def open_looks():
    return looks().open()


def finish_all():
    """Do every look that is ordered, and those that follow it, until nothing is left."""
    for _ in range(60):
        order = open_looks().order_by("created_at").first()
        if order is None:
            return
        work.run(order.pk)
    raise AssertionError("looks do not come to an end")


def waiting(soul, count):
    return [rows.a_photo_row(soul, seed=seed, judged=False) for seed in range(count)]


def test_ten_photos_are_looked_at_four_at_a_time_in_two_orders(soul, looking) -> None:
    waiting(soul, 10)

    judging.pump(soul)

    assert sorted(each.references.count() for each in open_looks()) == [4, 4]
    assert SoulPhoto.objects.filter(judging=None).count() == 2


def test_called_again_it_orders_nothing_twice(soul, looking) -> None:
    waiting(soul, 10)

    for _ in range(4):
        judging.pump(soul)

    assert looks().count() == 2


def test_an_end_brings_the_next_ones_until_all_have_a_verdict(soul, looking) -> None:
    waiting(soul, 10)
    judging.pump(soul)

    finish_all()

    album = album_of(soul)
    assert album.waiting == 0 and len(album.kept) == 10
    assert looks().count() == 3
    asked = [each.source_id for job in looking.runs for each in job.references]
    assert sorted(asked) == sorted(str(photo.pk) for photo in album.photos)


def test_what_was_found_stands_in_the_row_and_nowhere_else(soul, looking) -> None:
    (photo,) = waiting(soul, 1)
    found = looking.found[str(photo.pk)] = rows.facts_of(seed=5)
    judging.pump(soul)

    finish_all()

    photo.refresh_from_db()
    order = looks().get()
    assert photo.is_judged and photo.found == found
    assert np.array_equal(np.asarray(photo.vector, np.float32), found.vector)
    assert order.status == Status.DONE and order.price == 0
    assert order.notes == {} and order.kept == {} and order.sent.get("notes", []) == []
    assert all(row.facts == {} for row in GenerationReference.objects.all())


def test_full_storage_keeps_nobody_waiting_for_a_verdict(soul, looking, alice) -> None:
    photo = rows.a_photo_row(soul, judged=False)
    Asset.objects.filter(pk=photo.asset_id).update(size_bytes=2 * 2**20)
    Allowance.objects.create(owner=alice, limit_mb=1)

    judging.pump(soul)
    finish_all()

    photo.refresh_from_db()
    assert photo.is_judged


def test_looking_is_free_and_is_listed_in_no_library(soul, looking, alice) -> None:
    waiting(soul, 1)
    judging.pump(soul)
    finish_all()

    assert not Generation.objects.visible_to(alice).works().exists()
    alice.account.refresh_from_db()
    assert alice.account.balance == 100


def test_a_file_that_cannot_be_read_says_so_and_the_others_are_judged(soul, looking) -> None:
    bad, good = waiting(soul, 2)
    looking.found[str(bad.pk)] = "unreadable"
    judging.pump(soul)

    finish_all()

    album = album_of(soul)
    assert album.state_of(bad) == PhotoState.UNREADABLE
    assert album.state_of(good) == PhotoState.ACCEPTED


def test_a_photo_that_breaks_the_engine_fails_alone(soul, looking) -> None:
    broken, *others = waiting(soul, 4)

    def break_on_one(job, report):
        if str(broken.pk) in {each.source_id for each in job.references}:
            raise MediaError("It went to pieces.")

    looking.does = break_on_one
    judging.pump(soul)

    finish_all()

    album = album_of(soul)
    assert album.state_of(broken) == PhotoState.FAILED
    assert {album.state_of(each) for each in others} == {PhotoState.ACCEPTED}
    assert looks().filter(status=Status.FAILED).count() == 2  # with the others, and alone


def test_one_that_failed_is_looked_at_again_when_its_owner_says_so(soul, looking, alice) -> None:
    (photo,) = waiting(soul, 1)
    looking.does = lambda job, report: (_ for _ in ()).throw(MediaError("It went to pieces."))
    judging.pump(soul)
    finish_all()

    looking.does = None
    judging.again(alice, pk=soul.pk, photo=photo.pk)
    finish_all()

    assert album_of(soul).state_of(photo) == PhotoState.ACCEPTED


def test_one_that_is_judged_is_not_looked_at_again(soul, looking, alice) -> None:
    photo = rows.a_photo_row(soul)

    judging.again(alice, pk=soul.pk, photo=photo.pk)

    assert not looks().exists() and SoulPhoto.objects.get().is_judged


def test_nobody_else_can_have_it_looked_at_again(soul, looking, alice, bob) -> None:
    photo = rows.a_photo_row(soul, judged=False)

    for who, soul_pk, photo_pk in ((bob, soul.pk, photo.pk), (alice, uuid4(), None), (alice, soul.pk, uuid4())):
        with pytest.raises(NotFound):
            judging.again(who, pk=soul_pk, photo=photo_pk)
    assert not looks().exists()


def test_a_look_that_was_stopped_by_hand_leaves_failed_photos(soul, looking) -> None:
    pair = waiting(soul, 2)
    judging.pump(soul)

    generations.cancel(looks().get())

    album = album_of(soul)
    assert {album.state_of(each) for each in pair} == {PhotoState.FAILED}
    assert not open_looks().exists()


def test_what_is_no_facts_fails_the_order_and_leaves_no_half_of_them(soul, looking) -> None:
    waiting(soul, 1)
    looking.found = {str(SoulPhoto.objects.get().pk): rows.facts_of()}
    told = looking.told
    looking.told = lambda pk: {**told(pk), "vector": "AAAAAA=="}
    judging.pump(soul)

    with pytest.raises(ValueError, match="vector"):
        work.run(looks().get().pk)

    photo = SoulPhoto.objects.get()
    assert looks().get().status == Status.FAILED and looks().get().notes == {}
    assert (photo.facts, photo.vector, photo.trouble) == ({}, None, "failed")


def test_an_engine_that_says_nothing_of_a_photo_has_failed_on_it(soul, looking) -> None:
    photo, other = waiting(soul, 2)
    found = looking.told
    looking.told = lambda pk: {"trouble": "made up"} if pk == str(photo.pk) else found(pk)
    judging.pump(soul)

    finish_all()

    album = album_of(soul)
    assert album.state_of(photo) == PhotoState.FAILED and album.state_of(other) == PhotoState.ACCEPTED


def test_a_worker_that_died_costs_nothing_and_the_verdict_is_written_once(soul, looking) -> None:
    (photo,) = waiting(soul, 1)
    judging.pump(soul)
    first = work.claim(looks().get().pk)
    told = Result(files=(), notes={"photos": {str(photo.pk): looking.told(str(photo.pk))}})
    Generation.objects.filter(pk=first.pk).update(status=Status.QUEUED)  # as the watch revives it

    work.run(first.pk)
    SoulPhoto.objects.update(trouble="", facts={}, facts_version=0, vector=None)  # seen if it were written again
    work.finish(first, told, ())

    order = looks().get()
    assert (order.status, order.attempt) == (Status.DONE, 2)
    assert SoulPhoto.objects.get().facts == {}


def test_while_the_engine_is_off_photos_wait_and_are_looked_at_when_it_is_back(soul, looking, caplog) -> None:
    waiting(soul, 3)
    CatalogueModel.objects.filter(id="soulid-judge").update(enabled=False)
    judging.pump(soul)
    assert not looks().exists() and album_of(soul).waiting == 3
    assert Photos().is_due()

    CatalogueModel.objects.filter(id="soulid-judge").update(enabled=True)
    Photos().look_after()
    finish_all()

    assert album_of(soul).waiting == 0 and not Photos().is_due()
    assert "photos wait" in caplog.text


def test_upkeep_leaves_those_alone_that_are_being_looked_at(soul, looking) -> None:
    waiting(soul, 9)
    judging.pump(soul)

    assert not Photos().is_due() and Photos().late() == 0


def test_photos_judged_in_an_older_form_are_looked_at_again(soul, looking) -> None:
    photo = rows.a_photo_row(soul)
    SoulPhoto.objects.update(facts_version=0, facts={**photo.facts, "version": 0})

    assert Photos().is_due()
    Photos().look_after()
    finish_all()

    assert SoulPhoto.objects.get().is_judged


def test_a_soul_that_is_deleted_while_its_photos_are_looked_at_leaves_nothing(soul, looking) -> None:
    waiting(soul, 2)
    judging.pump(soul)
    looking.does = lambda job, report: SoulID.objects.all().delete()

    finish_all()

    assert looks().get().status == Status.DONE and looks().get().notes == {}
    assert not SoulPhoto.objects.exists()


def test_a_photo_that_is_removed_while_it_is_looked_at_leaves_the_others_their_verdicts(soul, looking, alice) -> None:
    gone, *others = waiting(soul, 3)
    looking.does = lambda job, report: photos.remove(alice, pk=soul.pk, photo=gone.pk)
    judging.pump(soul)

    finish_all()

    album = album_of(soul)
    assert [photo.pk for photo in album.photos] == [photo.pk for photo in others]
    assert len(album.kept) == 2 and looks().get().notes == {}
