"""No button of the sound panel is shut without a sentence that says why, and is tied to it."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from studio.engines import tables
from studio.models import CatalogueModel
from tests.video.hearing import again, mix_for, say, with_hearing
from tests.video.sketching import a_film
from tests.video.sounds import clip, put
from video.services import sounds

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}
SHUT = re.compile(r"<(?:button|select|input)[^>]* disabled[^>]*>")
SAYS_IT_ITSELF = {"snd-preview": "The animatic has this sound"}
"""Buttons whose own words are the reason."""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    yield with_hearing(settings, fake_engine)
    tables.loaded.cache_clear()


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def mix(alice, hearing):
    film = a_film(alice, "a street", "a café")
    say(film, "Good morning.", "Coffee is ready.")
    return mix_for(film)


@pytest.fixture
def of_clip(alice, hearing):
    return sounds.mix_of_clip(alice, clip(alice, seconds=8))


def panel_of(page, mix, query=""):
    return page.get(f"/sound/{mix.pk}{query}", headers=HX).content.decode()


def why(html, button):
    """The sentence that the shut button is tied to."""
    [tag] = [each for each in SHUT.findall(html) if f'id="{button}"' in each or f'data-deed="{button}"' in each]
    return sentence_of(html, tag)


def sentence_of(html, tag):
    named = re.search(r'aria-describedby="([^"]+)"', tag)
    if not named:
        return ""
    found = re.search(rf'<p[^>]* id="{named[1]}"([^>]*)>(.*?)</p>', html, re.DOTALL)
    assert found, f"{named[1]} is not on the page"
    assert " hidden" not in found[1]
    return " ".join(re.sub(r"<[^>]+>", " ", found[2]).split())


def unexplained(html):
    """Shut controls that no sentence explains."""
    return [
        tag
        for tag in SHUT.findall(html)
        if not sentence_of(html, tag) and not any(f'id="{each}"' in tag for each in SAYS_IT_ITSELF)
    ]


def test_a_mix_of_nothing_says_that_a_sound_is_missing(page, mix, of_clip):
    for each in (mix, of_clip):
        html = panel_of(page, each)

        assert why(html, "snd-order") == "There is nothing to mix yet: add a sound, or have a line voiced."
        assert unexplained(html) == []


def test_sounds_that_are_being_made_are_waited_for(page, mix):
    page.post(f"/sound/{mix.pk}/speak", {"key": uuid4(), "quoted": "20"}, headers=HX)

    assert why(panel_of(page, mix), "snd-order") == "There is nothing to mix yet: the sounds are being made."


def test_a_board_without_a_film_says_what_comes_first(page, alice, mix):
    put(alice, mix)

    assert why(panel_of(page, mix), "snd-order") == "Render the film first: the mix goes under it."


def test_a_clip_whose_sounds_are_all_muted_says_so_and_is_not_offered_for_nothing(page, alice, of_clip):
    put(alice, of_clip, mute=True)

    html = panel_of(page, of_clip)

    assert "every sound is muted" in why(html, "snd-order")
    assert page.post(f"/sound/{of_clip.pk}/mix", headers=HX).status_code == 409


def test_a_mix_that_can_be_made_is_open_and_needs_no_reason(page, alice, of_clip):
    put(alice, of_clip)

    html = panel_of(page, of_clip)

    assert re.search(r'id="snd-order">', html)
    assert "snd-no-mix" not in html


def test_while_it_is_mixed_and_once_it_is_the_reason_is_another(page, alice, of_clip):
    put(alice, of_clip)
    page.post(f"/sound/{of_clip.pk}/mix", headers=HX)
    under_way = panel_of(page, of_clip)
    mixed = again(of_clip)
    order = mixed.orders.get()
    order.generation.status = "done"
    order.generation.save(update_fields=["status"])
    mixed.result, mixed.result_hash = clip(alice), order.content_hash
    mixed.save()

    html = panel_of(page, of_clip)

    assert why(under_way, "snd-order").startswith("It is being mixed now")
    assert why(html, "snd-order").startswith("The mix is as everything stands now.")
    assert unexplained(under_way) + unexplained(html) == []


def test_the_animatic_without_a_sound_says_why_it_is_not_mixed(page, alice, mix):
    mix.film.animatic = clip(alice, seconds=4)
    mix.film.save()
    silent = panel_of(page, mix)
    put(alice, mix, mute=True)
    muted = panel_of(page, mix)

    assert why(silent, "snd-preview") == why(silent, "snd-order") != ""
    assert "every sound is muted" in why(muted, "snd-preview")
    assert why(muted, "snd-order") == "Render the film first: the mix goes under it."
    assert unexplained(silent) + unexplained(muted) == []


def test_lines_that_are_too_dear_or_cannot_be_spoken_are_tied_to_their_reason(page, mix):
    CatalogueModel.objects.filter(id="fake-voice").update(margin_percent=900)
    dear = panel_of(page, mix)
    CatalogueModel.objects.filter(id="fake-voice").update(margin_percent=0)
    say(mix.film, "Good morning.", "word " * 150)

    html = panel_of(page, mix)

    assert why(dear, "snd-speak").startswith("Not enough for this")
    assert why(html, "snd-speak") == "Not all lines can be voiced as they are: see shot 2 below."
    assert unexplained(dear) + unexplained(html) == []


def test_a_sound_that_costs_more_than_there_is_says_so_beside_its_button(page, mix):
    CatalogueModel.objects.filter(id="fake-voice").update(margin_percent=1900)
    given = {"kind": "text_to_speech", "model": "fake-voice", "prompt": "Hello", "count": "1", "lane": "dialogue"}

    html = page.post(f"/sound/{mix.pk}/make", given, headers=HX).content.decode()

    assert why(html, "snd-make-it") == "Not enough credits for this."


def test_a_line_and_a_sound_without_a_file_say_what_cannot_be_done_with_them(page, mix):
    page.post(f"/sound/{mix.pk}/speak", {"key": uuid4(), "quoted": "20"}, headers=HX)
    piece = mix.pieces.first()

    html = panel_of(page, mix, f"?piece={piece.pk}")

    assert why(html, "snd-lane").startswith("The line of a shot stays on its lane")
    assert why(html, "split") == why(html, "duplicate") != ""
    assert unexplained(html) == []
