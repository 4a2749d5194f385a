"""The grade: neutral where it should be, the same as a table, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import color, data

from reklamai.media.scene import grade
from reklamai.media.words.reading import Mood, Reading

ALL_MOODS = [(), *((mood,) for mood in Mood)]


def flat(value: int) -> np.ndarray:
    return np.full((64, 64, 3), value, np.uint8)


@pytest.mark.parametrize("moods", ALL_MOODS, ids=str)
def test_a_table_is_in_range_and_never_turns_light_into_dark(moods: tuple[Mood, ...]) -> None:
    table = grade.lut(Reading(moods=moods))

    greys = table[np.arange(33), np.arange(33), np.arange(33)]
    brightness = color.rgb2lab(greys[None])[0, :, 0]
    assert (table.shape, table.dtype) == ((33, 33, 33, 3), np.float32)
    assert 0 <= table.min() <= table.max() <= 1
    assert (np.diff(brightness) > -0.01).all()
    assert brightness[-1] > 80 and brightness[0] < 10


def test_the_table_of_equal_colours_gives_the_picture_back() -> None:
    steps = np.linspace(0, 1, 33, dtype=np.float32)
    same = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)

    assert np.abs(grade.through(data.astronaut(), same).astype(int) - data.astronaut()).max() <= 1


def test_red_green_and_blue_are_not_mixed_up() -> None:
    table = np.zeros((33, 33, 33, 3), np.float32)
    table[..., 0] = np.linspace(0, 1, 33)[:, None, None]

    seen = grade.through(np.array([[[255, 10, 20], [10, 255, 20]]], np.uint8), table)

    assert seen[0, :, 0].tolist() == [255, 10]


def test_without_a_mood_the_grade_is_slight() -> None:
    done = grade.grade(data.astronaut(), reading=Reading(), seed=1)

    difference = color.deltaE_ciede2000(color.rgb2lab(done), color.rgb2lab(data.astronaut()))
    assert np.median(difference) < 4


def test_monochrome_has_no_colour_left_but_the_grain_stays_grey_too() -> None:
    done = grade.grade(data.astronaut(), reading=Reading(moods=(Mood.CINEMATIC, Mood.MONOCHROME)), seed=1)

    assert np.ptp(done.astype(int), axis=2).max() <= 2


@pytest.mark.parametrize(
    ("mood", "axis", "sign"), [(Mood.WARM, 2, 1), (Mood.COOL, 2, -1), (Mood.DARK, 0, -1), (Mood.BRIGHT, 0, 1)]
)
def test_a_mood_moves_the_picture_where_its_name_says(mood: Mood, axis: int, sign: int) -> None:
    plain, moody = (grade.through(data.coffee(), grade.lut(Reading(moods=moods))) for moods in ((), (mood,)))

    moved = color.rgb2lab(moody)[..., axis].mean() - color.rgb2lab(plain)[..., axis].mean()

    assert sign * moved > 1.5


def test_cinematic_shadows_are_cooler_than_its_lights() -> None:
    table = grade.lut(Reading(moods=(Mood.CINEMATIC,)))

    dark, bright = color.rgb2lab(table[[8, 24], [8, 24], [8, 24]][None])[0]

    assert dark[2] < -2 and bright[2] > 2


def test_the_same_seed_gives_the_same_grain_and_another_seed_another() -> None:
    first, again, other = (grade.grade(flat(128), reading=Reading(), seed=seed) for seed in (5, 5, 6))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_grain_is_fine_and_leaves_the_mean() -> None:
    done = grade.grade(flat(128), reading=Reading(moods=(Mood.BRIGHT,)), seed=2)
    plain = grade.through(flat(128), grade.lut(Reading(moods=(Mood.BRIGHT,))))

    middle = done[20:44, 20:44].astype(float) - plain[20:44, 20:44]
    assert 0.8 < middle.std() < 2.2
    assert abs(middle.mean()) < 0.3


def test_the_corners_are_darker_than_the_middle_and_never_black() -> None:
    done = grade.grade(np.full((200, 300, 3), 200, np.uint8), reading=Reading(moods=(Mood.CINEMATIC,)), seed=1).astype(
        float
    )

    corner, middle = done[:12, :12].mean(), done[90:110, 140:160].mean()
    assert 0.7 * middle < corner < 0.95 * middle
