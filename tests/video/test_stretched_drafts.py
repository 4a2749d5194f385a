"""A shot that its spoken line makes longer: the animatic that somebody has asked for follows it by itself."""

import pytest

from studio.engines import tables
from studio.models import Generation, Status
from studio.services import work
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video.hearing import PRICE, mix_for, orders_of, say, speak, standing, with_hearing
from tests.video.plating import load
from tests.video.sketching import Small, a_film, drafted, read, shot_of, with_small_engines, work_through
from video.models import MultiShotGeneration, Shot, ShotOrder, ShotPart, SoundMix, SoundPart
from video.selectors.boards import board_of
from video.selectors.reels import drafting_of
from video.services import animatics, films, shots

pytestmark = pytest.mark.django_db
LONG = "one two three four five six seven eight nine ten"
"""Two and a half seconds, with what is before and after it more than three."""


@pytest.fixture
def film(alice, settings, fake_engine, private_media):
    with_small_engines(settings)
    with_hearing(settings, fake_engine)
    film = a_film(alice, "a street", "a café", "a bottle")
    say(film, LONG, "Come in!", LONG)
    Shot.objects.filter(film=film).update(fits_line=True)
    yield film
    tables.loaded.cache_clear()


@pytest.fixture
def mix(film):
    return mix_for(film)


def lengths(film):
    return [shot.duration_s for shot in film.shots.filter(deleted_at=None).order_by("position")]


def drafting(film):
    return drafting_of(board_of(read(film)))


def of_kind(kind):
    return Generation.objects.filter(kind=kind).count()


def test_an_animatic_that_was_joined_before_its_lines_were_spoken_is_joined_anew(film, mix):
    drafted(film)
    assert not drafting(film).is_stale

    speak(mix)
    work_through()

    assert lengths(film) == [4, 2, 4]
    assert not drafting(film).is_stale
    assert (of_kind("animatic_shot"), of_kind("animatic")) == (5, 2), "two shots are drawn anew, and all joined once"
    assert standing(mix).preview_is_current


def test_between_the_line_and_the_new_animatic_the_page_says_what_is_going_on(film, mix):
    drafted(film)
    first, *_others = speak(mix)

    work.run(first.generation_id)

    told = drafting(film)
    assert (told.is_working, told.is_stale, told.done, told.count) == (True, True, 2, 3)


def test_a_line_that_comes_while_the_sketches_are_joined_is_followed_too(film, mix):
    speak(mix)
    animatics.order_animatic(film.owner, film)
    for sketch in ShotOrder.objects.filter(part=ShotPart.SKETCH):
        work.run(sketch.generation_id)
    [join] = ShotOrder.objects.filter(part=ShotPart.ANIMATIC)

    for line in orders_of(mix):
        work.run(line.generation_id)
    work.run(join.generation_id)
    work_through()

    assert lengths(film) == [4, 2, 4]
    assert not drafting(film).is_stale
    assert standing(mix).preview_is_current


def test_one_press_of_play_draft_is_enough(alice, film):
    load("local_speech.yaml")
    animatics.order_animatic(alice, film)
    mix = SoundMix.objects.get(film=film)

    for kind in ("animatic_shot", "animatic", "text_to_speech"):
        for queued in Generation.objects.filter(kind=kind, status=Status.QUEUED):
            work.run(queued.pk)
    work_through()

    assert lengths(film)[0] == lengths(film)[2] > 3
    assert not drafting(film).is_stale
    assert standing(mix).preview_is_current
    assert balance_of(alice) == 100


def test_a_board_that_nobody_has_drafted_is_not_drawn(film, mix):
    speak(mix)
    work_through()

    assert lengths(film) == [4, 2, 4]
    assert Small.ran == []


def test_a_draft_that_its_owner_has_left_behind_waits_for_them(alice, film, mix):
    drafted(film)
    shots.edit(alice, shot_of(film, 2).pk, {"prompt": "a quay at night"})
    drawn = len(Small.ran)

    speak(mix)
    work_through()

    assert lengths(film) == [4, 2, 4]
    assert drafting(film).is_stale
    assert len(Small.ran) == drawn


def test_a_line_that_fits_its_shot_already_draws_nothing(film, mix):
    Shot.objects.filter(film=film).update(duration_s=4)
    say(film, LONG, "", "")
    drafted(film)
    drawn = len(Small.ran)

    speak(mix)
    work_through()

    assert len(Small.ran) == drawn


def test_a_board_in_the_bin_is_not_drawn_by_a_line_that_comes_late(alice, film, mix):
    drafted(film)
    drawn = len(Small.ran)
    speak(mix)
    MultiShotGeneration.objects.filter(pk=film.pk).update(deleted_at="2026-11-23T00:00:00Z")

    work_through()
    films.restore(alice, film.pk)

    assert len(Small.ran) == drawn
    assert balance_of(alice) == 100 - 3 * PRICE


def test_a_draft_that_cannot_be_drawn_is_no_trouble_of_the_line(film, mix, settings):
    drafted(film)
    speak(mix)
    settings.OPEN_ORDERS_MOST = 0

    work_through()

    assert [line.state for line in standing(mix).lines] == ["ready"] * 3
    assert drafting(film).is_stale


@pytest.mark.django_db(transaction=True)
def test_lines_that_end_at_the_same_moment_make_one_animatic(film, mix):
    drafted(film)
    ordered = speak(mix)

    at_once(*(lambda pk=order.generation_id: work.run(pk) for order in ordered))
    work_through()

    assert lengths(film) == [4, 2, 4]
    assert not drafting(film).is_stale
    assert (of_kind("animatic_shot"), of_kind("animatic")) == (5, 2)
    assert standing(mix).preview_is_current
    assert len({order.content_hash for order in orders_of(mix, SoundPart.PREVIEW)}) == len(
        orders_of(mix, SoundPart.PREVIEW)
    )
