"""Clothes compared: cloth drawn in the test, so that what changed between two pieces is known."""

import cv2
import numpy as np
import pytest

from anchors.media.likeness.clothing import differences, same_clothes
from anchors.media.likeness.colours import STOPS, apart
from anchors.media.likeness.swatch import SIDE, swatch
from anchors.media.likeness.texture import grain_apart, texture
from reklamai.media.colour import from_lab, to_linear, to_screen
from reklamai.media.mattes.model import Missing

NAVY, RED = (28.0, 6.0, -30.0), (45.0, 60.0, 35.0)


def cloth(lab=NAVY, *, size=360, stripes=0, dots=0, fold_seed=1, turn=0.0):
    """A piece of cloth with soft folds of its own; stripes, dots: their step in pixels, 25 units lighter."""
    y, x = np.mgrid[:size, :size].astype(np.float32)
    across = x * np.cos(np.deg2rad(turn)) + y * np.sin(np.deg2rad(turn))
    dice = np.random.default_rng(fold_seed)
    folds = cv2.resize(dice.normal(0, 4, (6, 6)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    lightness = lab[0] + folds + dice.normal(0, 0.6, (size, size))
    if stripes:
        lightness = lightness + 25 * (across // stripes % 2)
    if dots:
        lightness = lightness + 25 * ((x % dots - dots / 2) ** 2 + (y % dots - dots / 2) ** 2 < (0.3 * dots) ** 2)
    return from_lab(np.dstack([lightness, np.full_like(x, lab[1]), np.full_like(x, lab[2])]).astype(np.float32))


def whole(picture):
    found = swatch(picture, np.ones(picture.shape[:2], np.float32))
    assert found is not None
    return found


def relit(picture, *, stops, warmth=0.0):
    gains = 2.0 ** np.array([stops + warmth, stops, stops - warmth], np.float32)
    return np.rint(to_screen(to_linear(picture.astype(np.float32) / 255) * gains) * 255).astype(np.uint8)


def score(one, other):
    return same_clothes(whole(one), whole(other)).value


def test_a_swatch_has_one_size_whatever_the_picture_had():
    small, large = whole(cloth(size=300)), whole(cloth(size=900))

    assert small.linear.shape == large.linear.shape == (SIDE, SIDE, 3)
    assert small.inside[SIDE // 2, SIDE // 2] == 1
    assert small.inside[0].max() == 0, "its rim is off"


def test_a_swatch_sees_nothing_outside_its_mask():
    picture = cloth(NAVY)
    picture[:, 180:] = (250, 20, 20)
    mask = np.zeros(picture.shape[:2], np.float32)
    mask[:, :180] = 1

    found = swatch(picture, mask)

    assert found is not None
    assert apart(found, whole(cloth(NAVY))).distance < 2


def test_a_scrap_of_cloth_says_nothing():
    mask = np.zeros((360, 360), np.float32)
    mask[:20, :20] = 1

    assert swatch(cloth(), mask) is None
    assert same_clothes(None, whole(cloth())) == Missing("garment_too_small")
    assert same_clothes(whole(cloth()), None) == Missing("garment_too_small")


def test_colours_apart_reads_as_lab_units_and_is_nought_for_itself():
    grey, lighter = np.full((90, 90, 3), 100, np.uint8), from_lab(np.full((90, 90, 3), (42.0, 0.0, 20.0), np.float32))

    away = apart(whole(grey), whole(lighter))

    assert apart(whole(grey), whole(grey)).distance == 0
    assert away.distance == pytest.approx(20, rel=0.25), "20 units of b, at the same lightness"


@pytest.mark.parametrize("stops", [-1.0, 1.0])
@pytest.mark.parametrize("warmth", [-0.12, 0.12])
def test_a_stop_and_a_cast_are_allowed_for(stops, warmth):
    plain = cloth((45.0, 20.0, -20.0))

    found = apart(whole(plain), whole(relit(plain, stops=stops, warmth=warmth)))

    assert found.stops == pytest.approx(-stops, abs=0.15)
    assert found.distance < 6


def test_more_than_the_allowance_is_another_colour():
    found = apart(whole(cloth((80.0, 4.0, -30.0))), whole(cloth(NAVY)))

    assert abs(found.stops) == pytest.approx(STOPS, abs=0.01)
    assert found.distance > 10


def test_grain_is_nought_for_itself_and_small_at_another_exposure():
    striped = cloth(stripes=24)

    same = grain_apart(texture(whole(striped)), texture(whole(striped)))
    darker = grain_apart(texture(whole(striped)), texture(whole(relit(striped, stops=-1))))

    assert max(same.values()) < 1e-3
    assert darker["light"] < 0.3


def test_grain_does_not_care_which_way_the_cloth_lies_and_tells_stripes_from_plain():
    straight, turned = texture(whole(cloth(stripes=30))), texture(whole(cloth(stripes=30, turn=35)))
    plain = texture(whole(cloth(fold_seed=2)))

    near, far = grain_apart(straight, turned), grain_apart(straight, plain)

    assert near["light"] < 0.35 < 1 < far["light"]
    assert near["steps"] < 0.5 * far["steps"]


@pytest.mark.parametrize("made", [{}, {"stripes": 24}, {"dots": 40}], ids=["plain", "striped", "dotted"])
def test_the_same_cloth_in_other_folds_and_light_is_the_same(made):
    one, other = cloth(fold_seed=1, **made), cloth(fold_seed=2, **made)

    assert score(one, relit(other, stops=0.7, warmth=0.1)) >= 70
    assert score(one, relit(other, stops=-0.7, warmth=-0.1)) >= 70


@pytest.mark.parametrize("made", [{"stripes": 24}, {"dots": 40}], ids=["striped", "dotted"])
def test_the_same_hue_with_another_pattern_is_not_the_same(made):
    plain, patterned = cloth(), cloth(fold_seed=2, **made)

    assert score(plain, patterned) < 40
    assert score(plain, cloth(fold_seed=3)) > score(plain, patterned) + 40


def test_another_hue_is_not_the_same():
    assert score(cloth(NAVY), cloth(RED)) < 10


def test_a_comparison_does_not_depend_on_which_comes_first():
    one, other = whole(cloth(stripes=24)), whole(cloth((40.0, 10.0, -25.0)))

    there, back = differences(one, other), differences(other, one)

    assert there["stops"] == pytest.approx(-back["stops"], abs=0.05)
    assert there["colours"] == pytest.approx(back["colours"], rel=0.25)
    assert there["light"] == pytest.approx(back["light"])
