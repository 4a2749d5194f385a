"""Grain of the live view: as strong as it says, in the middle tones, without seams or colour."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.cinema.grain import STRONGEST, grain_px, grain_tile, grained, sigma_steps


def grey(value: int) -> np.ndarray:
    return np.full((720, 1280, 3), value, np.uint8)


@pytest.mark.parametrize("amount", [0.25, 0.5, 1.0])
def test_grain_is_as_strong_in_middle_grey_as_it_says(amount):
    noise = grained(grey(128), amount).astype(float) - 128

    # rounding to whole steps adds a twelfth
    assert noise.std() == pytest.approx(np.hypot(STRONGEST * amount, 12**-0.5), rel=0.03)
    assert abs(noise.mean()) < 0.1


def test_grain_is_in_the_brightness_alone():
    noise = grained(grey(128), 0.7).astype(int)

    assert np.array_equal(noise[..., 0], noise[..., 1])
    assert np.array_equal(noise[..., 0], noise[..., 2])


def test_black_and_white_have_little_of_it():
    black, white = (np.abs(grained(grey(value), 1.0).astype(int) - value).std() for value in (4, 251))

    assert max(black, white) < 0.5 * (grained(grey(128), 1.0).astype(float)).std()


def test_no_grain_is_the_picture_itself():
    picture = grey(90)

    assert grained(picture, 0.0) is picture


def test_the_same_seed_is_the_same_grain_and_another_is_not():
    one, same, other = (grained(grey(128), 0.5, seed=seed) for seed in (3, 3, 4))

    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_tile_has_no_seam_where_it_repeats():
    tile = grain_tile(2.0, seed=1)

    across = np.abs(tile[:, 0] - tile[:, -1]).mean()
    assert across == pytest.approx(np.abs(np.diff(tile, axis=1)).mean(), rel=0.15)
    assert tile.std() == pytest.approx(1, abs=1e-3)


def test_grains_grow_with_the_frame_and_with_the_gauge():
    # 35 mm grain keeps its size in the frame, whatever the pixels; 16 mm is twice as coarse
    assert grain_px(1.0, 2160) == pytest.approx(2 * grain_px(1.0, 1080))
    assert grain_px(2.0, 1080) == pytest.approx(2 * grain_px(1.0, 1080))
    assert (sigma_steps(-1), sigma_steps(2)) == (0, STRONGEST)
