"""What sound mixes leave behind: told in the export, gone from the bin in time, erased with their owner."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from studio.models import Asset, Generation, LedgerEntry, Status
from studio.services import bin, leaving
from tests.studio.test_erasing import closed
from tests.video.boards import board, picture, shots_of
from tests.video.sounds import clip, film, mix, pieces_of, put, sound  # noqa: F401
from video.models import MultiShotGeneration, SoundMix, SoundOrder, SoundPiece
from video.services import films, sound_bin, sounds
from video.sound_belongings import SoundMixes

pytestmark = pytest.mark.django_db


def ordered(mix, *, part="piece", kind="music", piece=None, status=Status.DONE):
    """An order of a mix with a file of its own."""
    made = Generation.objects.create(
        owner=mix.owner, kind=kind, model="fake", provider="local", status=status, prompt="a hum"
    )
    Asset.objects.filter(pk=picture(mix.owner, name="a.mp4").pk).update(generation=made, origin="result")
    return SoundOrder.objects.create(mix=mix, piece=piece, generation=made, part=part, content_hash="0" * 64)


def days_ago(count):
    return timezone.now() - timedelta(days=count)


def test_the_export_has_mixes_sounds_with_their_words_and_orders_of_this_person_alone(alice, bob, mix):
    piece = put(alice, mix, text="Rain on a roof")
    order = ordered(mix, piece=piece)
    his = sounds.mix_of_film(bob, board(bob))
    put(bob, his, text="His own")

    told = dict(SoundMixes().tables(alice))

    assert [(row["id"], row["film_id"]) for row in told["sound_mixes"]] == [(mix.pk, mix.film_id)]
    assert [(row["text"], row["asset_id"]) for row in told["sound_pieces"]] == [("Rain on a roof", piece.asset_id)]
    assert [row["generation_id"] for row in told["sound_orders"]] == [order.generation_id]
    hidden = {"owner_id", "preview_hash", "result_hash", "content_hash"}
    assert not any(hidden & row.keys() for rows in told.values() for row in rows)


class TestPurging:
    def test_a_mix_goes_with_its_board_and_what_was_made_stays_in_the_library(self, alice, bob, film, mix):
        piece = put(alice, mix)
        music, preview = ordered(mix, piece=piece), ordered(mix, part="preview", kind="sound_preview")
        his = sounds.mix_of_film(bob, board(bob))
        films.trash(alice, film.pk)

        SoundMixes().purge(Q(), before=days_ago(30))
        assert SoundMix.objects.count() == 2

        before = days_ago(30)
        MultiShotGeneration.objects.filter(pk=film.pk).update(deleted_at=before)
        SoundMixes().purge(Q(owner=bob), before=before)
        assert SoundMix.objects.count() == 2
        SoundMixes().purge(Q(), before=before)

        assert list(SoundMix.objects.all()) == [his]
        assert not SoundPiece.objects.exists()
        assert not SoundOrder.objects.exists()
        assert Generation.objects.get(pk=music.generation_id).deleted_at is None
        assert Generation.objects.get(pk=preview.generation_id).deleted_at == before
        assert Asset.objects.get(pk=piece.asset_id).deleted_at is None

    @pytest.mark.parametrize("binned", ["asset", "work"])
    def test_a_mix_goes_with_its_clip_however_that_was_deleted(self, alice, private_media, binned):
        made = Generation.objects.create(owner=alice, kind="text_to_video", model="fake", provider="local")
        found = clip(alice, generation=made)
        mix = sounds.mix_of_clip(alice, found)
        preview = ordered(mix, part="preview", kind="sound_preview")
        gone = found if binned == "asset" else made
        before = days_ago(30)
        type(gone).objects.filter(pk=gone.pk).update(deleted_at=before)

        SoundMixes().purge(Q(owner=alice), before=before)

        assert not SoundMix.objects.exists()
        assert Generation.objects.get(pk=preview.generation_id).deleted_at == before

    def test_emptying_the_bin_takes_the_files_of_animatics_with_sound_in_the_same_round(
        self, alice, film, mix, private_media, django_capture_on_commit_callbacks
    ):
        kept, gone = ordered(mix), ordered(mix, part="preview", kind="sound_preview")
        name = gone.generation.assets.get().stored_name
        films.trash(alice, film.pk)

        with django_capture_on_commit_callbacks(execute=True):
            assert bin.empty(alice) == 1

        assert not (private_media / name).exists()
        assert kept.generation.assets.count() == 1

    def test_what_was_restored_meanwhile_stays_with_its_animatic(self, alice, film, mix, private_media):
        of_clip = sounds.mix_of_clip(alice, clip(alice))
        previews = [ordered(each, part="preview", kind="sound_preview") for each in (mix, of_clip)]

        sound_bin.remove_of_film(film.pk, before=timezone.now())
        sound_bin.remove_of_clip(of_clip.clip_id, before=timezone.now())

        assert SoundMix.objects.count() == 2
        assert not Generation.objects.filter(pk__in=[each.generation_id for each in previews]).exclude(deleted_at=None)

    def test_a_sound_taken_off_goes_in_time_and_the_others_stay(self, alice, mix):
        old, young, living = put(alice, mix), put(alice, mix), put(alice, mix)
        busy = put(alice, mix)
        ordered(mix, piece=busy, status=Status.RUNNING)
        for piece in (old, young, busy):
            sounds.remove(alice, mix, piece.pk)
        before = days_ago(30)
        SoundPiece.objects.filter(pk__in=[old.pk, busy.pk]).update(deleted_at=before)

        SoundMixes().purge(Q(owner=alice), before=before)

        assert set(SoundPiece.objects.all()) == {young, living, busy}
        assert Asset.objects.filter(pk=old.asset_id).exists()

    def test_a_file_that_goes_leaves_its_sound_without_one(self, alice, mix):
        piece = put(alice, mix)
        Asset.objects.filter(pk=piece.asset_id).update(deleted_at=timezone.now())

        assert bin.empty(alice) == 1

        assert [each.asset for each in pieces_of(mix)] == [None]

    def test_a_shot_that_goes_takes_its_sounds_along(self, alice, film, mix):
        shot = shots_of(film)[0]
        put(alice, mix, shot=str(shot.pk))
        free = put(alice, mix)

        shot.delete()

        assert pieces_of(mix) == [free]


def test_a_board_in_the_bin_makes_no_more_sound(alice, film, mix, place):
    waiting = place(alice)
    SoundOrder.objects.create(mix=mix, generation=waiting, part="piece", content_hash="0" * 64)

    films.trash(alice, film.pk)

    waiting.refresh_from_db()
    alice.account.refresh_from_db()
    assert (waiting.status, alice.account.balance) == (Status.CANCELLED, 100)


def test_erasing_a_person_takes_their_mixes_and_leaves_what_the_ledger_points_at(alice, bob, mix, place, run):
    put(alice, mix, text="my secret launch")
    his = sounds.mix_of_film(bob, board(bob))
    put(bob, his)
    paid = run(place(alice))
    SoundOrder.objects.create(mix=mix, generation=paid, part="piece", content_hash="0" * 64)
    entries = list(LedgerEntry.objects.values())

    assert leaving.erase(closed(alice).pk)
    SoundMixes().erase(alice)

    assert list(SoundMix.objects.all()) == [his]
    assert not SoundPiece.objects.exclude(mix=his).exists()
    assert list(LedgerEntry.objects.values()) == entries


def test_what_is_finished_after_its_board_went_into_the_bin_is_paid_once_and_laid_on_its_lane(
    alice, film, mix, place, run
):
    piece = SoundPiece.objects.create(mix=mix, lane="music", content_hash="0" * 64)
    going_on = place(alice)
    SoundOrder.objects.create(mix=mix, piece=piece, generation=going_on, part="piece", content_hash="0" * 64)
    MultiShotGeneration.objects.filter(pk=film.pk).update(deleted_at=timezone.now())

    done = run(going_on)

    alice.account.refresh_from_db()
    assert (done.status, alice.account.balance) == (Status.DONE, 90)
    assert [each.asset for each in pieces_of(mix)] == [done.result]
