"""The words of an order of several shots: names, what is held, and the camera of the whole."""

from dataclasses import replace
from uuid import uuid4

import pytest

from studio.ask import Ask
from studio.holding import fitted
from studio.shots import characters_read, filmed, longest_words, spoken_shots, words_read
from tests.studio.catalogue.entries import ALL
from tests.studio.test_holding import lent, part, person

KLING, OMNI = "kling-3.0/video", "kling-3.0-omni/text-to-video"
SHOTS = [{"prompt": "A door opens", "duration": 4}, {"prompt": "Close-up of a key", "duration": 3}]


def entry_of(pk):
    return next(entry for entry in ALL if entry.id == pk)


def test_the_camera_of_an_order_is_told_after_the_words_of_each_shot():
    told = filmed(SHOTS, "shot on film")

    assert [each["prompt"] for each in told] == ["A door opens\nshot on film", "Close-up of a key\nshot on film"]
    assert filmed(SHOTS, "") == SHOTS


def test_what_is_held_is_told_before_the_words_of_the_first_shot():
    told = spoken_shots(entry_of(KLING), SHOTS, ["dark hair", "", "a red coat"], {})

    assert [each["prompt"] for each in told] == ["dark hair; a red coat\nA door opens", "Close-up of a key"]
    assert [each["duration"] for each in told] == [4, 3]
    assert SHOTS[0]["prompt"] == "A door opens"


def test_where_the_first_shot_has_no_room_the_next_one_is_told():
    full = [{"prompt": "x" * 495, "duration": 4}, SHOTS[1]]

    told = spoken_shots(entry_of(KLING), full, ["dark hair"], {})

    assert [each["prompt"] for each in told] == ["x" * 495, "dark hair\nClose-up of a key"]


def test_names_are_said_in_every_shot():
    shots = [{"prompt": "@Maria opens the door", "duration": 4}, {"prompt": "A key for @maria", "duration": 3}]

    told = spoken_shots(entry_of(KLING), shots, [], {"maria": "@person"})

    assert [each["prompt"] for each in told] == ["@person opens the door", "A key for @person"]


def test_the_words_that_are_read_are_those_of_the_shots():
    several = Ask(kind="", model=KLING, prompt="A caption", parameters={"shots": SHOTS})

    assert words_read(several) == "A door opens\nClose-up of a key"
    assert longest_words(several) == "Close-up of a key"
    assert characters_read(entry_of(KLING), several) == 500
    assert words_read(replace(several, parameters={})) == "A caption"
    assert characters_read(entry_of(OMNI), replace(several, parameters={})) == 3072


@pytest.mark.parametrize("shots", [None, [], "x", [1], [{}], [{"prompt": 1}], {"prompt": "x"}])
def test_what_cannot_be_read_as_shots_is_left_to_the_check(shots):
    wanted = Ask(kind="text_to_video", model=KLING, prompt="A caption", parameters={"shots": shots})

    assert words_read(wanted) == "A caption"
    assert fitted(entry_of(KLING), wanted, lent(part("clothing"))).ask.parameters["shots"] == shots


# What is held


def started(*words, **changes):
    shots = [{"prompt": each, "duration": 4} for each in words]
    return Ask(kind="text_to_video", model=KLING, parameters={"shots": shots}, start_frame=uuid4(), **changes)


def told_of(put):
    return [each["prompt"] for each in put.ask.parameters["shots"]]


def test_a_person_is_an_element_named_in_the_shots_that_name_them():
    put = fitted(entry_of(KLING), started("A street", "@maria waves", prompt="@maria"), lent(person()))

    assert [row.role for row in put.rows] == ["elements"] * 3
    assert told_of(put) == ["A street", "@person waves"]


def test_a_person_whom_no_shot_names_is_named_before_the_first():
    put = fitted(entry_of(KLING), started("A street", "A wave"), lent(person()))

    assert told_of(put) == ["the person is @person\nA street", "A wave"]
    assert put.ask.prompt == ""


def test_words_are_said_in_the_language_of_the_shots():
    put = fitted(entry_of(KLING), started("Улица", "Она машет", prompt="Film"), lent(part("clothing")))

    assert told_of(put) == ["измеренное: clothing\nУлица", "Она машет"]


def test_what_no_shot_has_room_for_is_not_said():
    put = fitted(entry_of(KLING), started("x" * 495, "y" * 495), lent(part("clothing")))

    assert told_of(put) == ["x" * 495, "y" * 495]
    assert (put.controls, len(put.notes)) == ((), 1)


@pytest.mark.parametrize("words", ["x" * 480, "@maria " + "x" * 480], ids=["not named", "named"])
def test_an_element_that_no_shot_has_room_to_name_is_not_given(words):
    put = fitted(entry_of(KLING), started(words), lent(person()))

    assert [(row.role, row.file) for row in put.rows] == [("", "face-cut.png")]
    assert (put.ask.references, put.controls) == ((), ())
    assert told_of(put) == [words.replace("@maria", "a person")]
    assert len(put.notes) == 1
