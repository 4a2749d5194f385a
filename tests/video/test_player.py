"""The player's doors: what can be played, with which marks and captions, and to whom."""

import pytest
from django.urls import reverse
from django.utils import translation

from studio.models import Generation
from studio.services import work
from tests.video.sketching import a_film, drafted, read, shot_of, work_through
from video.models import MultiShotGeneration
from video.selectors.boards import board_of
from video.selectors.films import film_for
from video.selectors.reels import drafting_of, read_joins, reels_of, trouble_of
from video.services import animatics


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return client


def board(film):
    return board_of(film_for(film.owner, film.pk))


def address(name, film):
    return reverse(f"video:storyboard-{name}", args=[film.pk])


def test_the_animatic_has_a_mark_for_each_shot_at_its_real_time(alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")
    film.shots.filter(position=0).update(join_style="crossfade", join_seconds=0.5)

    [reel] = reels_of(board(drafted(film))).reels

    assert [(span.from_s, span.to_s) for span in reel.spans] == [(0, 1.75), (1.75, 3.5), (3.5, 5.5)]
    assert reel.asset.duration_s == pytest.approx(reel.spans[-1].to_s, abs=0.02)
    assert [span.shot for span in reel.spans] == [shot_of(film, n).pk for n in (1, 2, 3)]
    assert reel.is_current


def test_the_marks_of_an_animatic_stay_true_when_the_board_is_changed(alice, sketching):
    film = drafted(a_film(alice, "a street", "a café"))
    film.shots.filter(position=0).update(duration_s=9)

    [reel] = reels_of(board(film)).reels

    assert [span.to_s for span in reel.spans] == [2, 4]
    assert not reel.is_current


def test_captions_come_with_the_real_times_of_their_shots(page, alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")
    film.shots.filter(position=1).update(line="Утро начинается с тебя.")
    film.shots.filter(position=0).update(join_style="flow", join_seconds=1)
    drafted(film)

    answer = page.get(address("captions", film), {"of": "animatic"})

    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.decode() == "WEBVTT\n\n00:00:01.500 --> 00:00:03.000 line:-2\nУтро начинается с тебя.\n"


def test_captions_follow_a_line_that_is_changed_after_the_joining(page, alice, sketching):
    film = drafted(a_film(alice, "a street", "a café"))
    before = drafting_of(board(film))
    film.shots.filter(position=0).update(line="Привет")

    assert "Привет" in page.get(address("captions", film)).content.decode()

    after = drafting_of(board(film))
    assert after.said != before.said
    assert after.version == before.version, "no new clip for new words"


@pytest.mark.parametrize("of", ["film", "nothing", ""])
def test_of_what_is_not_there_there_are_no_captions(page, alice, sketching, of):
    film = drafted(a_film(alice, "a street", "a café"))

    assert page.get(address("captions", film), {"of": of}).status_code == 404


@pytest.mark.parametrize("name", ["player", "captions"])
def test_nobody_else_learns_that_there_is_such_a_board(client, alice, bob, sketching, name):
    film = drafted(a_film(alice, "a street", "a café"))
    client.force_login(bob)

    assert client.get(address(name, film)).status_code == 404


def test_the_player_shows_the_clip_its_marks_and_its_captions(page, alice, sketching):
    film = a_film(alice, "a street", "a café")
    film.shots.filter(position=0).update(line="Привет")
    drafted(film)

    with translation.override("en"):
        told = page.get(address("player", film)).content.decode()

    assert read(film).animatic.file_url in told
    assert told.count("data-mark=") == 2
    assert f"{address('captions', film)}?of=animatic" in told
    assert "controls" in told, "without scripts it can be played too"
    assert "style=" not in told


def test_without_a_line_there_is_no_button_for_captions(page, alice, sketching):
    film = drafted(a_film(alice, "a street", "a café"))

    assert "data-captions" not in page.get(address("player", film)).content.decode()


def test_a_board_without_a_clip_says_how_to_get_one(page, alice):
    film = a_film(alice, "a street", "a café")

    told = page.get(address("player", film)).content.decode()

    assert "<video" not in told
    assert told.count("reel-none") == 2


def test_what_is_drawn_is_counted(alice, sketching):
    film = a_film(alice, "a street", "a café")
    first, _second = animatics.order_animatic(alice, film)
    work.run(first.generation_id)

    found = drafting_of(board(film))

    assert (found.is_working, found.done, found.count, found.percent) == (True, 1, 2, 33)


def test_a_sketch_that_failed_is_told_with_its_shot(alice, sketching):
    film = a_film(alice, "a street", "a café")
    sketching.fails = {"a café"}
    animatics.order_animatic(alice, film)
    work_through()

    assert trouble_of(board(film)) == (2, "The pencil broke.")

    sketching.fails = set()
    assert trouble_of(board(drafted(read(film)))) is None


def test_an_animatic_in_the_bin_is_not_played(alice, sketching):
    film = drafted(a_film(alice, "a street", "a café"))
    Generation.objects.filter(kind="animatic").update(deleted_at="2026-11-22T10:00:00Z")

    assert reels_of(board(film)).reels == ()


def test_a_film_of_what_the_board_is_now_is_shown_first(alice, sketching):
    film = drafted(a_film(alice, "a street", "a café"))
    clip = film.animatic
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=clip, combined_hash="of something older")

    assert reels_of(board(film)).chosen == "animatic"

    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_hash=board(film).film_hash)
    assert reels_of(board(film)).chosen == "film"


def test_a_film_that_was_made_in_one_order_shares_its_time_as_the_board_does(alice, sketching):
    film = a_film(alice, "a street", "a café")
    film.shots.filter(position=1).update(duration_s=6)
    other = drafted(a_film(alice, "one", "two"))
    Generation.objects.get(kind="animatic").references.all().delete()
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=other.animatic)

    reel = reels_of(board(film)).film

    assert [round(span.to_s, 3) for span in reel.spans] == [1, 4], "two and six of eight parts of four seconds"


def test_the_player_asks_for_the_same_however_many_shots(alice, sketching, django_assert_num_queries):
    film = board(drafted(a_film(alice, "a street", "a café", "a bottle", "a lane")))

    with django_assert_num_queries(4):
        reels_of(film)
    with django_assert_num_queries(1):
        drafting_of(film)


def test_joins_are_read_from_a_text_and_from_a_list():
    assert read_joins("cut,crossfade:0.5") == read_joins(["cut:0.5", "crossfade:0.5"])
