"""What storyboards leave behind: told in the export, gone from the bin in time, erased with their owner."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Q
from django.utils import timezone

from soulids.services import forgetting
from studio.models import Asset, Generation, LedgerEntry, Status
from studio.services import bin, leaving
from tests.soulids import rows
from tests.studio.test_erasing import closed
from tests.video.boards import board, picture, shots_of
from tests.video.filming import open_orders, work_off
from video.film_belongings import Storyboards
from video.models import MultiShotGeneration, Shot, ShotOrder
from video.services import film_bin, films, rendering, shots

pytestmark = pytest.mark.django_db


def ordered(film, *, part="shot", kind="text_to_video", shot=None, **other):
    """An order of a board that is over, with a file of its own."""
    made = Generation.objects.create(
        owner=film.owner, kind=kind, model="draft-clip", provider="local", status=Status.DONE, **other
    )
    file = picture(film.owner)
    Asset.objects.filter(pk=file.pk).update(generation=made, origin="result")
    shot = shot or shots_of(film)[0]
    return ShotOrder.objects.create(film=film, shot=shot, generation=made, part=part, content_hash="0" * 64)


def test_the_export_has_boards_shots_and_orders_of_this_person_alone(alice, bob, private_media):
    film = board(alice)
    order = ordered(film)
    binned = board(alice, "Gone", "Too")
    films.trash(alice, binned.pk)
    board(bob, "His", "Own")

    told = dict(Storyboards().tables(alice))

    assert {row["id"] for row in told["storyboards"]} == {film.pk, binned.pk}
    assert {row["prompt"] for row in told["storyboard_shots"]} == {
        "A dawn",
        "A cup",
        "A hand",
        "The sea",
        "Gone",
        "Too",
    }
    assert [(row["film_id"], row["generation_id"]) for row in told["storyboard_orders"]] == [
        (film.pk, order.generation_id)
    ]
    assert not any("owner_id" in row for rows in told.values() for row in rows)


class TestPurging:
    def test_a_board_goes_after_its_days_in_the_bin_and_what_was_rendered_stays(self, alice, bob, private_media):
        film, his, living = board(alice), board(bob), board(alice)
        rendered, sketch = ordered(film), ordered(film, part="sketch", kind="animatic_shot")
        before = timezone.now() - timedelta(days=30)
        films.trash(alice, film.pk)
        films.trash(bob, his.pk)

        Storyboards().purge(Q(), before=before)
        assert MultiShotGeneration.objects.count() == 3

        MultiShotGeneration.objects.filter(pk__in=[film.pk, his.pk]).update(deleted_at=before)
        Storyboards().purge(Q(owner=alice), before=before)

        assert set(MultiShotGeneration.objects.all()) == {his, living}
        assert Shot.objects.filter(film=film.pk).count() == ShotOrder.objects.count() == 0
        assert Generation.objects.get(pk=rendered.generation_id).deleted_at is None
        assert Generation.objects.get(pk=sketch.generation_id).deleted_at == before

    def test_emptying_the_bin_takes_the_files_of_sketches_in_the_same_round(
        self, alice, private_media, django_capture_on_commit_callbacks
    ):
        film = board(alice)
        kept, gone = ordered(film), ordered(film, part="animatic", kind="animatic")
        name = gone.generation.assets.get().stored_name
        films.trash(alice, film.pk)

        with django_capture_on_commit_callbacks(execute=True):
            assert bin.empty(alice) == 1

        assert not (private_media / name).exists()
        assert kept.generation.assets.count() == 1

    def test_a_shot_that_was_taken_off_goes_with_its_sketches_and_the_board_stays(self, alice, private_media):
        film = board(alice)
        cup, hand = shots_of(film)[1:3]
        sketch = ordered(film, part="sketch", kind="animatic_shot", shot=cup)
        shots.remove(alice, cup.pk)
        shots.remove(alice, hand.pk)
        before = timezone.now() - timedelta(days=30)
        Shot.objects.filter(pk=cup.pk).update(deleted_at=before)

        Storyboards().purge(Q(owner=alice), before=before)

        assert set(Shot.objects.exclude(deleted_at=None)) == {hand}
        assert len(shots_of(film)) == 2
        assert Generation.objects.get(pk=sketch.generation_id).deleted_at == before

    def test_a_shot_that_was_taken_off_stays_while_another_waits_for_its_last_frame(self, alice, film):
        made = film(alice, "a", "b", {"prompt": "c", "continues": True})
        rendering.render(alice, made, key=uuid4())
        shots.remove(alice, shots_of(made)[1].pk)

        bin.empty(alice)
        work_off(alice)
        bin.empty(alice)

        assert not open_orders(alice).exists()
        assert Shot.objects.filter(film=made).count() == 2

    def test_what_was_restored_meanwhile_stays_with_its_sketches(self, alice, private_media):
        film = board(alice)
        sketch = ordered(film, part="sketch", kind="animatic_shot")

        film_bin.remove(MultiShotGeneration.objects.filter(pk=film.pk), Q(film=film), before=timezone.now())

        assert MultiShotGeneration.objects.filter(pk=film.pk).exists()
        assert Generation.objects.get(pk=sketch.generation_id).deleted_at is None

    def test_a_picture_that_goes_leaves_its_shot_without_one(self, alice, private_media):
        film = board(alice)
        frame = picture(alice)
        first = shots_of(film)[0]
        shots.edit(alice, first.pk, {"start_frame": frame.pk})
        Asset.objects.filter(pk=frame.pk).update(deleted_at=timezone.now())

        assert bin.empty(alice) == 1

        first.refresh_from_db()
        assert first.start_frame is None


def test_a_board_in_the_bin_makes_nothing_more(alice, place):
    film, waiting = board(alice), place(alice)
    ShotOrder.objects.create(film=film, shot=shots_of(film)[0], generation=waiting, part="shot", content_hash="0" * 64)

    films.trash(alice, film.pk)

    waiting.refresh_from_db()
    alice.account.refresh_from_db()
    assert (waiting.status, alice.account.balance) == (Status.CANCELLED, 100)


def test_erasing_a_person_takes_their_boards_and_leaves_what_the_ledger_points_at(alice, bob, place, run):
    film, his = board(alice), board(bob)
    paid = run(place(alice))
    ShotOrder.objects.create(film=film, shot=shots_of(film)[0], generation=paid, part="shot", content_hash="0" * 64)
    entries = list(LedgerEntry.objects.values())

    assert leaving.erase(closed(alice).pk)
    Storyboards().erase(alice)

    assert list(MultiShotGeneration.objects.all()) == [his]
    assert not Shot.objects.exclude(film=his).exists()
    assert Generation.objects.get(pk=paid.pk).prompt == ""
    assert list(LedgerEntry.objects.values()) == entries


def test_a_soul_id_that_is_forgotten_is_in_no_shot_any_more(alice, private_media):
    soul, other = rows.a_soul(alice), str(uuid4())
    film, binned = board(alice), board(alice)
    named = [
        {"source": "soulid", "id": str(soul.pk), "role": "", "strength": 80},
        {"source": "anchor", "id": other, "role": "", "strength": None},
    ]
    Shot.objects.filter(film__in=[film, binned]).update(references=named, locked=True)
    films.trash(alice, binned.pk)

    forgetting.forget(alice, soul.pk)

    assert all(shot.references == named[1:] for shot in Shot.objects.all())
    assert Shot.objects.count() == 8
