"""The grade leans to held colours, and no farther than they may move."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from reklamai.media.scene import grade
from reklamai.media.scene.grade import STRAIGHT, Leaning
from reklamai.media.scene.held import Held
from reklamai.media.scene.leaning import MOST, SPREAD, leaning_to
from reklamai.media.words.reading import Mood, Reading
from tests.media.scene.held_things import lab_mean, shade_of

GREY = np.full((60, 80, 3), 128, np.uint8)
TEAL = Held(palette=(shade_of((20, 120, 130), 0.7), shade_of((10, 40, 60), 0.3)))


def test_nothing_held_leaves_the_grade_straight():
    assert leaning_to(Held(), GREY) == STRAIGHT
    assert np.array_equal(grade.lut(Reading()), grade.lut(Reading(), leaning=STRAIGHT))


def test_a_palette_draws_the_picture_towards_its_middle():
    leaning = leaning_to(TEAL, GREY)
    plain, leaned = (grade.through(GREY, grade.lut(Reading(), leaning=each)) for each in (STRAIGHT, leaning))

    goal = (0.7 * np.array(TEAL.palette[0].lab) + 0.3 * np.array(TEAL.palette[1].lab))[1:]
    off = [np.linalg.norm(lab_mean(picture)[1:] - goal) for picture in (plain, leaned)]
    assert 2 < off[0] - off[1] < 10


@pytest.mark.parametrize("rgb", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)])
def test_the_loudest_palette_moves_no_colour_far(rgb):
    leaning = leaning_to(Held(palette=(shade_of(rgb),), contrast=9.0), data.astronaut())

    assert max(abs(leaning.a), abs(leaning.b)) <= MOST
    assert SPREAD[0] <= leaning.contrast <= SPREAD[1] * 1.11


def test_black_and_white_stay_neutral():
    ends = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    plain, leaned = (
        grade.through(ends, grade.lut(Reading(), leaning=each)).astype(int) for each in (STRAIGHT, Leaning(MOST, MOST))
    )

    assert np.abs(plain - leaned).max() <= 4


def test_a_picture_that_words_want_without_colour_stays_without():
    table = grade.lut(Reading(moods=(Mood.MONOCHROME,)), leaning=Leaning(MOST, -MOST))

    assert np.abs(lab_mean(grade.through(data.astronaut(), table))[1:]).max() < 1


def test_a_harder_light_gives_more_contrast():
    soft, hard = (leaning_to(Held(contrast=stops), GREY).contrast for stops in (0.4, 3.0))

    assert soft < 1 < hard
