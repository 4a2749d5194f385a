"""Patterns of cloth whose pattern is known, under folds that are not stripes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.media.garments import judge
from reklamai.media.garments.spectrum import dottedness, rhythm
from tests.media.garments.cloth import SIDE, body, shade, worn, woven

SHADES = ("soft", "folds", "drape")


@pytest.mark.parametrize("light", SHADES)
@pytest.mark.parametrize("colour", [(25, 25, 30), (120, 60, 50), (235, 232, 228)])
def test_folds_in_plain_cloth_are_no_stripes(light: str, colour: tuple[int, ...]) -> None:
    picture = worn(woven("plain", colours=(colour, colour)), shade(light))

    assert judge(picture, body()).name == "plain"


@pytest.mark.parametrize("light", SHADES)
@pytest.mark.parametrize(("period", "angle"), [(16, 0), (34, 20), (60, 90), (24, 45)])
def test_stripes_are_seen_in_any_direction_and_breadth(light: str, period: float, angle: float) -> None:
    found = judge(worn(woven("striped", period=period, angle=angle), shade(light)), body())

    assert found.name == "striped"
    assert found.confidence > 0.5


@pytest.mark.parametrize("light", SHADES)
@pytest.mark.parametrize(("period", "angle"), [(30, 0), (40, 45), (22, 15)])
def test_checks_are_told_from_stripes(light: str, period: float, angle: float) -> None:
    found = judge(worn(woven("checked", period=period, angle=angle), shade(light)), body())

    assert found.name == "checked"
    assert found.confidence > 0.4


@pytest.mark.parametrize("light", SHADES)
@pytest.mark.parametrize("period", [20, 34])
def test_dots_are_told_from_checks(light: str, period: float) -> None:
    found = judge(worn(woven("dotted", period=period), shade(light)), body())

    assert found.name == "dotted"
    assert found.confidence > 0.5


@pytest.mark.parametrize("light", SHADES)
@pytest.mark.parametrize("period", [30, 50])
def test_leaves_of_all_sizes_are_a_pattern_without_a_name(light: str, period: float) -> None:
    assert judge(worn(woven("patterned", period=period), shade(light)), body()).name == "patterned"


def test_coloured_stripes_of_one_brightness_are_stripes() -> None:
    flat = woven("striped", period=28, colours=((200, 60, 60), (60, 120, 60)))

    assert judge(worn(flat, shade("folds")), body()).name == "striped"


def test_stripes_of_nearly_one_tone_count_as_plain() -> None:
    flat = woven("striped", period=26, colours=((90, 90, 95), (96, 96, 101)))

    assert judge(worn(flat, shade("folds")), body()).name == "plain"


def test_coarse_grain_is_knit_and_no_pattern() -> None:
    flat = woven("plain", colours=((70, 80, 120), (70, 80, 120)))

    assert judge(worn(flat, shade("soft"), grain=14), body()).name == "plain"


def test_the_size_of_the_picture_changes_nothing() -> None:
    picture, mask = worn(woven("checked", period=40), shade("folds")), body()
    twice = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)

    big = judge(twice, cv2.resize(mask, None, fx=2, fy=2))

    assert big.name == judge(picture, mask).name == "checked"


def test_cloth_that_is_too_small_is_plain_and_said_to_be_unsure() -> None:
    mask = np.zeros((SIDE, SIDE), np.float32)
    mask[200:210, 200:210] = 1

    found = judge(worn(woven("striped", period=16), shade("soft")), mask)

    assert (found.name, found.confidence) == ("plain", 0.0)


def test_no_cloth_at_all_is_plain_and_said_to_be_unsure() -> None:
    found = judge(worn(woven("striped"), shade("soft")), np.zeros((SIDE, SIDE), np.float32))

    assert (found.name, found.confidence) == ("plain", 0.0)


def test_brick_is_no_plain_cloth_and_gravel_no_stripes() -> None:
    everything = np.ones((512, 512), np.float32)
    brick, gravel = (np.dstack([each()] * 3) for each in (data.brick, data.gravel))

    assert judge(brick, everything).name != "plain"
    assert judge(gravel, everything).name not in ("striped", "checked", "dotted")


def test_what_lies_outside_the_mask_does_not_count() -> None:
    plain = worn(woven("plain"), shade("soft"))
    mask = body()
    plain[mask == 0] = worn(woven("striped", period=16), shade("soft"))[mask == 0]

    assert judge(plain, mask).name == "plain"


def test_rhythm_of_a_wave_lies_on_one_line_and_has_its_contrast() -> None:
    x = np.arange(256, dtype=np.float32)
    lab = np.zeros((256, 256, 3), np.float32)
    lab[..., 0] = 50 + 10 * np.sin(x * 2 * np.pi / 8)

    found = rhythm(lab, np.ones((256, 256), bool), side=48)

    assert found is not None
    assert found.contrast == pytest.approx(10 / np.sqrt(2), rel=0.05)
    assert found.one_way > 0.95
    assert found.crossed < 0.01


def test_rhythm_is_none_where_no_window_fits() -> None:
    solid = np.zeros((256, 256), bool)
    solid[:, 100:130] = True

    assert rhythm(np.zeros((256, 256, 3), np.float32), solid, side=48) is None


def test_a_few_buttons_are_not_dotted() -> None:
    lab = np.full((300, 200, 3), 40, np.float32)
    for row in range(5):
        cv2.circle(lab, (100, 30 + 60 * row), 6, (90, 0, 0), -1)

    assert dottedness(lab, np.ones((300, 200), bool)) == 0.0
