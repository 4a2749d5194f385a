"""The composer of a model that takes two frames: the start before the end, and what lies between them below."""

import re

import pytest

from studio.models import CatalogueModel, User
from tests.video.keyframing import kept, textured
from tests.video.plating import load

STRIP = 'hx-get="/keyframes/strip"'


@pytest.fixture
def page(vera, browser_of):
    load("local.yaml", "local_film.yaml")
    return browser_of(vera)


def text_of(page, address):
    answer = page.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_start_frame_stands_before_the_end_frame_however_the_entry_is_kept(page):
    entry = CatalogueModel.objects.get(pk="inbetween-clip").entry
    assert list(entry["inputs"]).index("end") < list(entry["inputs"]).index("start"), "the database sorts by length"

    shown = text_of(page, "/create/video?model=inbetween-clip")

    assert re.findall(r'data-slot="(\w+)"', shown)[:2] == ["start_frame", "end_frame"]


def test_a_model_with_two_frames_shows_the_way_between_them_and_one_with_one_does_not(page):
    assert STRIP in text_of(page, "/create/video?model=inbetween-clip")
    assert STRIP not in text_of(page, "/create/video?model=draft-clip")
    assert STRIP not in text_of(page, "/create/image")


def test_whose_engine_makes_the_clip_goes_along_with_the_asking(page):
    ours = text_of(page, "/create/video?model=inbetween-clip")
    row = CatalogueModel.objects.get(pk="inbetween-clip")
    CatalogueModel.objects.create(id="other", provider="local", enabled=True, entry={**row.entry, "model": "other"})

    theirs = text_of(page, "/create/video?model=other")

    assert """hx-vals='{"ours": "1"}'""" in ours
    assert """hx-vals='{"ours": ""}'""" in theirs


def test_a_picture_taken_as_the_end_finds_the_model_that_takes_one(page, vera, private_media):
    asset = kept(vera, textured((64, 48), seed=1))

    shown = text_of(page, f"/create/video?end_frame={asset.pk}")

    assert 'name="model" value="inbetween-clip"' in shown
    assert f'name="end_frame" value="{asset.pk}"' in shown


def test_the_settings_say_what_they_do_in_the_language_of_the_page(page, vera):
    english = text_of(page, "/create/video?model=inbetween-clip")
    for words in ("Pictures between", "Start and stop", "Flow: things move over", "Face becomes face", "Soft wipe"):
        assert words in english

    User.objects.filter(pk=vera.pk).update(language="ru")
    russian = text_of(page, "/create/video?model=inbetween-clip")
    for words in ("Кадров между ними", "Начало и конец движения", "Лицо становится лицом", "Мягкая шторка"):
        assert words in russian
