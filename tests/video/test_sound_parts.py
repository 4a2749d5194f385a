"""Which part of a sound is heard when another file takes its place, and what is too short to be heard at all."""

import wave
from uuid import uuid4

import pytest

from reklamai.core.errors import NotFound
from studio.ask import Ask
from studio.catalogue.validate import AskInvalid
from studio.engines import tables
from studio.engines.base import Result, ResultFile
from studio.models import Asset, Generation
from tests.video.hearing import again, mix_for, mix_in, orders_of, standing, with_hearing
from tests.video.sketching import a_film, drafted, with_small_engines, work_through
from tests.video.sounds import put, sound
from video.models import SoundPart
from video.services import making, mixing, peaks, sounds

pytestmark = pytest.mark.django_db
SONG = Ask(kind="text_to_speech", model="fake-voice", prompt="la la la la")


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    with_small_engines(settings)
    yield with_hearing(settings, fake_engine)
    tables.loaded.cache_clear()


@pytest.fixture
def mix(alice, hearing):
    return mix_for(a_film(alice, "a street", "a café"))


def lasting(seconds):
    """A voice whose every take lasts so long."""

    def says(job, report):
        path = job.workdir / "said.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(job.id.encode()[:32].ljust(32) + b"\0" * (round(8000 * seconds) * 2 - 32))
        return Result(files=(ResultFile(path),))

    return says


def made(alice, mix, hearing, *, first_s, then_s, **part):
    """A sound that was trimmed and is made again with another length."""
    hearing.does = lasting(first_s)
    piece = making.make(alice, mix, lane="music", ask=SONG, key=uuid4())
    work_through()
    sounds.change(alice, mix, piece.pk, part)
    hearing.does = lasting(then_s)
    making.remake(alice, again(piece), key=uuid4())
    work_through()
    return again(piece)


def test_a_take_that_ends_before_the_part_that_was_heard_is_heard_whole(alice, mix, hearing):
    piece = made(alice, mix, hearing, first_s=3, then_s=1, from_s=2, to_s=2.5)

    assert (piece.from_s, piece.to_s) == (0.0, None)
    [told] = standing(mix).sounds
    assert told.is_heard


def test_a_take_that_ends_within_the_part_that_was_heard_is_heard_to_its_end(alice, mix, hearing):
    piece = made(alice, mix, hearing, first_s=3, then_s=2, from_s=1, to_s=2.5)

    assert (piece.from_s, piece.to_s) == (1.0, None)


def test_of_a_take_that_is_long_enough_the_same_part_is_heard(alice, mix, hearing):
    piece = made(alice, mix, hearing, first_s=3, then_s=4, from_s=1, to_s=2.5)

    assert (piece.from_s, piece.to_s) == (1.0, 2.5)


def test_the_numbers_of_a_shorter_take_can_be_saved_as_they_are_shown(alice, mix, hearing):
    piece = made(alice, mix, hearing, first_s=3, then_s=2, from_s=0.5, to_s=2.5)

    shown = {"from_s": piece.from_s, "to_s": piece.to_s, "gain_db": -3}
    assert sounds.change(alice, mix, piece.pk, shown).gain_db == -3


def test_the_wave_of_a_sound_whose_work_is_in_the_bin_is_not_drawn(alice, mix, hearing):
    hearing.does = lasting(1)
    piece = making.make(alice, mix, lane="music", ask=SONG, key=uuid4())
    work_through()
    assert peaks.file_of(mix, piece.pk) == again(piece).asset

    Generation.objects.filter(assets=again(piece).asset).update(deleted_at="2026-11-23T00:00:00Z")

    with pytest.raises(NotFound):
        peaks.file_of(mix, piece.pk)
    brought = put(alice, mix)
    assert peaks.file_of(mix, brought.pk) == brought.asset


def test_what_is_too_short_to_come_round_again_is_not_set_to_repeat(alice, mix):
    click = sound(alice, seconds=0.03)

    with pytest.raises(AskInvalid) as refused:
        sounds.add(alice, mix, {"asset": str(click.pk), "loop": True})
    assert set(refused.value.errors) == {"loop"}

    piece = sounds.add(alice, mix, {"asset": str(click.pk)})
    with pytest.raises(AskInvalid) as refused:
        sounds.change(alice, mix, piece.pk, {"loop": True})
    assert set(refused.value.errors) == {"loop"}
    assert not again(piece).loop


def test_a_long_sound_is_not_trimmed_to_less_than_can_come_round_while_it_repeats(alice, mix):
    piece = put(alice, mix, loop=True)

    with pytest.raises(AskInvalid):
        sounds.change(alice, mix, piece.pk, {"from_s": 1, "to_s": 1.04})

    assert sounds.change(alice, mix, piece.pk, {"from_s": 1, "to_s": 1.06}).to_s == 1.06


def test_a_sound_without_a_length_is_heard_nowhere_and_stops_no_mix(alice, mix):
    empty, heard = put(alice, mix), put(alice, mix)
    Asset.objects.filter(pk=empty.asset_id).update(duration_s=0)
    drafted(mix.film)

    mixing.order_preview(alice, mix)

    order = orders_of(mix, SoundPart.PREVIEW)[-1]
    assert [piece["sound"] for piece in mix_in(order)["pieces"]] == [0]
    assert [each.piece for each in standing(mix).heard] == [heard]
