"""How motion is measured, and what tells that there is none to follow."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.inbetween.motion import measured
from reklamai.media.inbetween.warp import between, grid, length, moved, taken, widened
from tests.media.inbetween.drawn import pan, square

LARGE = 1_000_000


@pytest.mark.parametrize(("size", "shrink"), [((320, 192), 1.0), ((640, 384), 0.5)], ids=["whole", "half"])
def test_a_pan_is_found_in_pixels_of_what_was_measured(size: tuple[int, int], shrink: float) -> None:
    motion = measured(pan(0, size=size), pan(8, size=size), most_px=LARGE)

    # what the window leaves behind on the left goes left
    assert motion.first.shape == (round(size[1] * shrink), round(size[0] * shrink))
    assert np.median(motion.there[..., 0]) == pytest.approx(-8 * shrink, abs=0.1)
    assert np.median(motion.back[..., 0]) == pytest.approx(8 * shrink, abs=0.1)
    assert np.median(np.abs(motion.there[..., 1])) < 0.1


@pytest.mark.parametrize("most", [5_000, 20_000, 60_000])
def test_no_more_pixels_are_measured_than_allowed_and_the_shape_stays(most: int) -> None:
    motion = measured(pan(0, size=(480, 270)), pan(4, size=(480, 270)), most_px=most)

    height, width = motion.first.shape
    assert 0.9 * min(most, 480 * 270 / 4) < height * width < 1.05 * most
    assert width / height == pytest.approx(480 / 270, rel=0.02)


def test_a_moving_thing_leaves_unlike_only_what_it_covers_and_uncovers() -> None:
    motion = measured(square(100), square(116), most_px=LARGE)

    ahead, behind = motion.unlike

    for plane in (ahead, behind):
        assert np.mean(plane < 8) > 0.9
        assert plane.max() > 20
    # what is hidden later is to the right of the thing, what was hidden before to the left of it
    assert ahead[80:110, 160:176].mean() > 3 * ahead[80:110, 180:300].mean()
    assert behind[80:110, 100:116].mean() > 3 * behind[80:110, 180:300].mean()


def test_motion_there_and_back_agrees_and_noise_does_not() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2, 192, 320, 3)).astype(np.uint8)

    near, far = measured(pan(0), pan(9), most_px=LARGE), measured(noise[0], noise[1], most_px=LARGE)

    assert near.agreement > 0.9
    assert far.agreement < 0.3
    assert not near.is_cut
    assert far.is_cut


def test_two_grey_days_of_another_brightness_are_no_cut_and_day_and_night_are() -> None:
    day = pan(0)

    assert not measured(day, np.clip(day.astype(int) + 12, 0, 255).astype(np.uint8), most_px=LARGE).is_cut
    assert measured(day // 4 + 180, day // 4, most_px=LARGE).is_cut


# the warp itself


def test_pixels_are_taken_from_where_their_way_leads() -> None:
    plane = np.arange(48, dtype=np.float32).reshape(6, 8)
    way = np.zeros((6, 8, 2), np.float32)
    way[..., 0], way[..., 1] = 2, -1

    made = moved(plane, way, grid((8, 6)))

    assert np.array_equal(made[1:, :-2], plane[:-1, 2:])
    # beyond the edge the edge goes on
    assert np.array_equal(made[0, :-2], plane[0, 2:])
    assert np.array_equal(made[1:, -1], plane[:-1, -1])


def test_a_way_for_a_larger_picture_has_as_much_longer_steps() -> None:
    way = np.dstack([np.full((10, 20), 3.0), np.full((10, 20), -2.0)]).astype(np.float32)

    wide = widened(way, (40, 30))

    assert wide.shape == (30, 40, 2)
    assert np.allclose(wide[..., 0], 6)
    assert np.allclose(wide[..., 1], -6)
    assert widened(way, (20, 10)) is way


def test_half_a_pixel_is_the_mean_of_two() -> None:
    plane = np.array([[0, 100, 200, 60]] * 3, np.uint8)

    made = taken(plane, grid((3, 3)) + np.float32([0.5, 0]))

    assert np.array_equal(made[1], [50, 150, 130])


def test_even_motion_is_shared_out_by_time() -> None:
    there = np.full((4, 4, 2), 10, np.float32)

    early, late = between(there, -there, 0.3)

    assert np.allclose(early, -3)
    assert np.allclose(late, 7)
    assert np.allclose(length(late - early), np.hypot(10, 10))
