"""Skin and hair that were taken for clothes: drawn people of plain colours, whose parts are known."""

import numpy as np
import pytest

from reklamai.media.faces import Face
from reklamai.media.mattes import Missing
from reklamai.media.scene.bare import clothes_alone

SKIN, HAIR, COAT, GREY = (214, 160, 132), (40, 28, 22), (30, 60, 150), (200, 200, 200)
FACE = Face(box=(80, 60, 60, 60), confidence=1.0, landmarks=None, yaw=0.0, pitch=0.0, roll=0.0)
BODY = np.s_[140:300, 40:180]


@pytest.fixture
def person():
    picture = np.full((300, 220, 3), GREY, np.uint8)
    picture[30:70, 70:150] = HAIR
    picture[66:140, 80:140] = SKIN
    picture[BODY] = COAT
    return picture


def worn(*places):
    mask = np.zeros((300, 220), np.float32)
    for place in places:
        mask[place] = 1
    return mask


def test_clothes_of_another_colour_than_skin_and_hair_stay_as_they_are(person):
    mask = worn(BODY)

    assert np.array_equal(clothes_alone(mask, person, FACE), mask)


def test_a_small_piece_of_bare_skin_apart_is_taken_out(person):
    shoulder = np.s_[150:170, 185:205]
    person[140:180, 180:220] = GREY
    person[shoulder] = SKIN
    mask = worn(BODY, shoulder)

    found = clothes_alone(mask, person, FACE)

    assert found[160, 195] == 0
    assert np.array_equal(found[BODY], mask[BODY])


def test_where_most_is_skin_nobody_is_dressed(person):
    person[140:220, 40:180] = SKIN

    assert clothes_alone(worn(BODY), person, FACE) == Missing("no_clothing")


def test_long_hair_over_the_shoulders_is_no_coat(person):
    person[30:260, 40:85] = HAIR
    person[30:260, 140:180] = HAIR

    assert clothes_alone(worn(BODY), person, FACE) == Missing("no_clothing")


def test_a_coat_in_the_colour_of_the_hair_that_does_not_touch_it_is_a_coat(person):
    person[BODY] = HAIR

    assert isinstance(clothes_alone(worn(BODY), person, FACE), np.ndarray)


def test_nothing_found_is_nothing_worn(person):
    assert clothes_alone(worn(), person, FACE) == Missing("no_clothing")
