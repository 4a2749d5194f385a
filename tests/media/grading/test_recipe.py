"""The steps of a recipe one by one: each does what it says and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.grading.oklab import to_oklab
from reklamai.media.grading.recipe import Hue, Recipe, developed
from reklamai.media.grading.zones import inner, near, risen, zones
from reklamai.media.types import FloatPicture
from tests.media.grading.photos import SKIN, colours, greys


def hue(lab: FloatPicture) -> FloatPicture:
    return np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))


def chroma(lab: FloatPicture) -> FloatPicture:
    return np.hypot(lab[..., 1], lab[..., 2])


def test_an_empty_recipe_changes_nothing() -> None:
    assert (developed(Recipe(), colours()) == colours()).all()


def test_values_beyond_the_screen_are_clipped() -> None:
    beyond = np.array([[-0.5, 0.5, 1.5]], np.float32)

    assert developed(Recipe(), beyond).tolist() == [[0, 0.5, 1]]


def test_a_curve_goes_through_its_points_and_never_turns_back() -> None:
    curve = ((0.0, 0.02), (0.25, 0.15), (0.5, 0.55), (1.0, 0.9))

    out = developed(Recipe(curve=curve), greys(1001))[:, 1]

    assert [out[round(at * 1000)] for at, _ in curve] == pytest.approx([to for _, to in curve], abs=2e-4)
    assert np.diff(out).min() >= 0


def test_a_black_and_white_picture_weighs_its_colours() -> None:
    out = developed(Recipe(monochrome=(0.5, 0.3, 0.2)), np.eye(3, dtype=np.float32))

    assert out[:, 0] == pytest.approx([0.5, 0.3, 0.2])
    assert (out == out[:, :1]).all()


def test_a_hue_turns_alone() -> None:
    blue, skin = np.array([[0.4, 0.45, 0.6]], np.float32), SKIN

    turned = Recipe(hues=(Hue(264, 60, turn=-30),))

    away = hue(to_oklab(developed(turned, blue))) - hue(to_oklab(blue))
    assert -31 < float(away[0]) < -10
    assert np.abs(developed(turned, skin) - skin).max() < 0.01


def test_saturation_is_asked_by_brightness() -> None:
    dark, light = np.array([[0.16, 0.1, 0.08]], np.float32), np.array([[0.95, 0.85, 0.8]], np.float32)

    recipe = Recipe(saturation=(0.2, 1, 1))

    assert chroma(to_oklab(developed(recipe, dark))) < 0.6 * chroma(to_oklab(dark))
    assert chroma(to_oklab(developed(recipe, light))) == pytest.approx(chroma(to_oklab(light)), rel=0.02)


def test_pure_colours_get_little_more_saturation_and_faint_ones_all_of_it() -> None:
    faint, pure = np.array([[0.55, 0.5, 0.48]], np.float32), np.array([[0.8, 0.1, 0.05]], np.float32)
    recipe = Recipe(saturation=(1.5, 1.5, 1.5))

    gains = [float((chroma(to_oklab(developed(recipe, each))) / chroma(to_oklab(each)))[0]) for each in (faint, pure)]

    assert gains[0] == pytest.approx(1.5, abs=0.05)
    assert gains[1] < 1.12


def test_a_tint_leaves_brightness_black_and_white_alone() -> None:
    recipe = Recipe(shadows=(0, -0.04), mids=(0.02, 0.02), highlights=(0.02, 0.03))

    before, after = to_oklab(greys()), to_oklab(developed(recipe, greys()))

    assert np.abs(after[..., 0] - before[..., 0]).max() < 0.004
    assert chroma(after)[[0, -1]].max() < 1e-3
    assert after[120, 2] < -0.006
    assert after[850, 2] > 0.01


def test_skin_is_spared_the_tint_as_far_as_asked() -> None:
    tint = (-0.02, -0.02)

    free, spared = (developed(Recipe(mids=tint, skin=skin), SKIN) for skin in (0.0, 0.9))

    assert np.abs(spared - SKIN).mean() < 0.35 * np.abs(free - SKIN).mean()


def test_zones_share_every_brightness_among_them() -> None:
    light = np.linspace(0, 1, 101, dtype=np.float32)
    low, middle, high = zones(light)

    assert low + middle + high == pytest.approx(np.ones(101))
    assert min(low.min(), middle.min(), high.min()) >= -1e-6
    assert (low[0], high[-1]) == (1, 1)


def test_shares_are_smooth_between_their_ends() -> None:
    assert risen(np.array([-1, 0, 0.5, 1, 2], np.float32)).tolist() == [0, 0, 0.5, 1, 1]
    assert inner(np.array([0, 0.5, 1], np.float32)).tolist() == [0, 1, 0]


def test_hues_are_near_across_the_end_of_the_circle() -> None:
    at = np.radians([350, 10, 40, 180])
    lab = np.stack([np.full(4, 0.5), np.cos(at) * 0.1, np.sin(at) * 0.1], axis=-1).astype(np.float32)

    share = near(lab, 0, 30)

    assert share[0] == pytest.approx(share[1], abs=1e-4)
    assert share[0] > 0.7
    assert share[2:].tolist() == [0, 0]
