"""The captions of what a board plays, at its doors: by its speech where there is some, else by its shots."""

import pytest
from django.urls import reverse

from reklamai.media.captions.cues import Said, cues
from studio.engines import tables
from tests.media.captions.reading import heard_by_ffmpeg
from tests.video.hearing import mix_for, pieces, say, speak, with_hearing
from tests.video.sketching import a_film, drafted, read, with_small_engines, work_through
from video.models import SoundPiece

FORMS = {"storyboard-captions": ".vtt", "storyboard-captions-srt": ".srt"}


@pytest.fixture
def film(alice, settings, fake_engine, private_media):
    with_small_engines(settings)
    with_hearing(settings, fake_engine)
    film = a_film(alice, "a street", "a café")
    say(film, "Good morning.", "Доброе утро, город!")
    yield film
    tables.loaded.cache_clear()


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def captions(page, film, tmp_path):
    """What another program reads at one of the doors."""

    def read_from(name="storyboard-captions", **query):
        answer = page.get(reverse(f"video:{name}", args=[film.pk]), query)
        assert answer.status_code == 200
        return heard_by_ffmpeg(tmp_path / f"captions{FORMS[name]}", answer.content.decode())

    return read_from


@pytest.mark.parametrize("name", FORMS)
def test_lines_that_nobody_speaks_have_the_times_of_their_shots(film, captions, name):
    drafted(film)

    assert captions(name) == [(0, 1.92, "Good morning."), (2, 4, "Доброе утро, город!")]


@pytest.mark.parametrize("name", FORMS)
def test_spoken_lines_are_read_when_they_are_heard(film, captions, name):
    drafted(film)
    speak(mix_for(film))
    work_through()

    first, second = captions(name)

    # each begins 0.3 s into its shot, and its words are a quarter of a second apart
    assert (first[0], first[2]) == (0.3, "Good morning.")
    assert (second[0], second[2]) == (2.3, "Доброе утро, город!")
    assert 0.3 + 0.45 < first[1] < 2.3
    assert 2.3 + 0.7 < second[1] <= 4


def test_a_voice_that_is_moved_takes_its_captions_along(film, captions):
    drafted(film)
    mix = mix_for(film)
    speak(mix)
    work_through()
    SoundPiece.objects.filter(pk=pieces(mix)[0].pk).update(starts_s=0.9)

    assert captions()[0][0] == 0.9


def test_a_voice_in_the_bin_is_read_by_the_shot_again(film, captions):
    drafted(film)
    mix = mix_for(film)
    speak(mix)
    work_through()
    SoundPiece.objects.filter(mix=mix).delete()

    assert [begins for begins, _ends, _words in captions()] == [0, 2]


def test_captions_are_cut_for_the_shape_of_the_clip(film, page, captions):
    long = "Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь."
    say(film, long)
    asset = read(drafted(film)).animatic
    type(asset).objects.filter(pk=asset.pk).update(width=36, height=64)

    lines = [line for _begins, _ends, words in captions() for line in words.split("\n")]

    assert max(map(len, lines)) <= 26
    assert " ".join(lines).startswith(long)


@pytest.mark.parametrize(
    ("name", "kind"), [("storyboard-captions", "text/vtt"), ("storyboard-captions-srt", "application/x-subrip")]
)
def test_a_file_says_what_it_is(film, page, name, kind):
    drafted(film)

    answer = page.get(reverse(f"video:{name}", args=[film.pk]))

    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", FORMS)
def test_nobody_else_reads_them(film, client, bob, name):
    drafted(film)
    client.force_login(bob)

    assert client.get(reverse(f"video:{name}", args=[film.pk])).status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_of_a_film_that_is_not_there_nothing_is_read(film, page, name):
    drafted(film)

    assert page.get(reverse(f"video:{name}", args=[film.pk]), {"of": "film"}).status_code == 404


def test_a_short_line_is_one_caption_for_its_whole_shot():
    [cue] = cues([Said("Утро начинается с тебя.", 1.5, 4)])

    assert (cue.from_s, cue.to_s, cue.text) == (1.5, 4, "Утро начинается с тебя.")
