"""What follows by itself from sounds, films and drafts, and what must not: mixes never made, places that stay empty."""

from uuid import uuid4

import pytest

from reklamai.core.errors import KeyReused
from studio.ask import Ask
from studio.engines import tables
from studio.models import Generation, Project, Status
from studio.services import bin, orders, projects, work
from tests.studio.conftest import balance_of
from tests.video.hearing import (
    PRICE,
    again,
    mix_for,
    mix_in,
    orders_of,
    pieces,
    say,
    speak,
    standing,
    states,
    with_hearing,
)
from tests.video.plating import load
from tests.video.sketching import a_film, drafted, read, with_small_engines, work_through
from tests.video.sounds import clip
from video.models import MultiShotGeneration, SoundMix, SoundPart
from video.selectors.boards import board_of
from video.selectors.reels import reels_of
from video.services import films, making, mixing, sounds, speaking

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(alice, settings, fake_engine, private_media):
    with_small_engines(settings)
    with_hearing(settings, fake_engine)
    film = a_film(alice, "a street", "a café")
    say(film, "Good morning.", "Come in!")
    yield film
    tables.loaded.cache_clear()


@pytest.fixture
def mix(film):
    return mix_for(film)


def heard_film(film, mix):
    """A board whose lines are spoken and whose animatic is drawn."""
    speak(mix)
    return drafted(film)


def music(**changes):
    return Ask(kind="text_to_speech", model="fake-voice", prompt="la la", **changes)


def came(film, made):
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=made)
    mixing.picture_made(read(film), SoundPart.MIX)


def test_a_film_that_came_while_a_line_was_spoken_gets_its_sound_with_the_last_of_them(alice, film, mix):
    speak(mix)
    came(film, clip(alice))
    assert orders_of(mix, SoundPart.MIX) == []
    late = making.make(alice, mix, lane="music", ask=music(), key=uuid4())

    for order in orders_of(mix):
        work.run(order.generation_id)

    assert again(late).asset is not None
    [order] = orders_of(mix, SoundPart.MIX)
    assert len(mix_in(order)["pieces"]) == 3


def test_a_film_that_was_there_before_is_not_mixed_by_every_new_sound(alice, film, mix):
    came(film, clip(alice))
    speak(mix)

    for order in orders_of(mix):
        work.run(order.generation_id)

    assert orders_of(mix, SoundPart.MIX) == []


def test_stopping_everything_sets_no_mix_going(alice, film, mix):
    heard_film(film, mix)
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 3})
    mixing.order_preview(alice, mix)
    making.make(alice, mix, lane="music", ask=music(), key=uuid4())

    assert mixing.cancel(mix) == 0

    assert not standing(mix).is_working
    assert not Generation.objects.filter(status=Status.QUEUED).exists()


def test_a_board_whose_sounds_are_all_gone_is_played_without_them(alice, film, mix):
    heard_film(film, mix)
    first, second = pieces(mix)

    sounds.remove(alice, mix, first.pk)
    assert reels_of(board_of(read(film))).animatic.played == again(mix).preview
    sounds.change(alice, mix, second.pk, {"mute": True})

    assert reels_of(board_of(read(film))).animatic.played == read(film).animatic


def test_a_draft_speaks_a_line_again_whose_sound_is_gone_for_good(alice, film):
    load("local_speech.yaml")
    drafted(film)
    mix = SoundMix.objects.get(film=film)
    for piece in pieces(mix):
        sounds.remove(alice, mix, piece.pk)
    bin.empty(alice)

    drafted(read(film))

    assert states(mix) == ["ready", "ready"]


def test_in_a_full_mix_a_draft_speaks_lines_that_have_a_place_anew(film, monkeypatch):
    load("local_speech.yaml")
    drafted(film)
    mix = SoundMix.objects.get(film=film)
    monkeypatch.setattr(speaking, "MOST_PIECES", 2)
    say(film, "Good evening.", "Come in!")
    assert states(mix) == ["changed", "ready"]

    drafted(read(film))

    assert states(mix) == ["ready", "ready"]


def test_a_key_that_has_ordered_the_same_for_nobody_makes_no_place_that_stays_empty(alice, mix):
    key = uuid4()
    orders.order(owner=alice, ask=music(), key=key)
    work_through()

    with pytest.raises(KeyReused):
        making.make(alice, mix, lane="music", ask=music(), key=key)

    assert pieces(mix) == []
    assert balance_of(alice) == 100 - PRICE


def test_a_project_in_the_bin_keeps_no_clip_from_its_sound(alice, film):
    folder = Project.objects.create(owner=alice, name="Coffee")
    made = clip(alice, project=folder)
    mix = sounds.mix_of_clip(alice, made)
    piece = making.make(alice, mix, lane="music", ask=music(project=folder.pk), key=uuid4())
    work_through()
    projects.delete(alice, pk=folder.pk)

    assert mixing.order_mix(alice, mix).generation.project is None
    making.remake(alice, piece, key=uuid4())
    assert balance_of(alice) == 100 - 2 * PRICE


def test_with_its_board_in_the_bin_a_mix_under_way_stops_and_nothing_follows(alice, film, mix):
    heard_film(film, mix)
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 3})
    order = mixing.order_preview(alice, mix)
    making.make(alice, mix, lane="music", ask=music(), key=uuid4())

    films.trash(alice, film.pk)

    assert again(order.generation).status == Status.CANCELLED
    assert not Generation.objects.filter(status=Status.QUEUED).exists()


def test_a_page_that_asks_every_second_reads_no_settings_of_old_mixes(alice, film, mix):
    heard_film(film, mix)

    assert all({"parameters", "sent"} <= each.generation.get_deferred_fields() for each in standing(mix).whole)
