"""The camera of an order of several shots: each of them is told of it, as far as the tightest has room."""

from __future__ import annotations

import pytest
from django.utils import translation

from studio.ask import Ask
from studio.shaping import shaped
from tests.video.entries import ENTRIES

pytestmark = pytest.mark.django_db

KLING = "kling-3.0/video"
CAMERA = {"sensor": "alexa-35", "lens": "anamorphic-2x", "focal_length": 50, "aperture": 2.8}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shape_of(owner, *words, camera=CAMERA, **changes):
    shots = [{"prompt": each, "duration": 4} for each in words]
    ask = Ask(kind="text_to_video", model=KLING, parameters={"shots": shots}, camera=camera, **changes)
    return shaped(owner, ask, ENTRIES[KLING])


def told_of(shape):
    return [each["prompt"] for each in shape.said.parameters["shots"]]


def test_each_shot_is_told_of_the_camera_after_its_own_words(alice):
    shape = shape_of(alice, "A door opens", "Close-up of a key", prompt="A caption")

    assert "50 mm 2x anamorphic lens at f/2.8" in shape.words
    assert told_of(shape) == [f"A door opens\n{shape.words}", f"Close-up of a key\n{shape.words}"]
    assert shape.said.prompt == "A caption"


def test_what_is_asked_again_has_the_shots_as_they_were_typed(alice):
    shape = shape_of(alice, "A door opens")

    assert [each["prompt"] for each in shape.ask.parameters["shots"]] == ["A door opens"]


def test_the_words_are_in_the_language_of_the_shots(alice):
    shape = shape_of(alice, "Дверь открывается", "Ключ", prompt="A caption")

    assert "объектив" in shape.words


def test_the_longest_shot_says_how_much_room_there_is(alice):
    free, tight, full = (shape_of(alice, "A key", "x" * length) for length in (100, 420, 500))

    assert all(len(words) <= 500 for shape in (free, tight, full) for words in told_of(shape))
    assert 0 < len(tight.words) < len(free.words)
    assert full.words == ""
    assert told_of(full) == ["A key", "x" * 500]
    assert any("at most 500 characters" in note for note in tight.notes)


def test_shots_without_words_are_nothing_to_film(alice):
    assert shape_of(alice, " ", "").words == ""
