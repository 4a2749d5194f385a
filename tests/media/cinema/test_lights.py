"""Glow, streaks, rings and halation: where light goes, and where it must not."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.cinema import flares, lights

SHAPE = (240, 360, 3)


@pytest.fixture
def lamp():
    frame = np.full(SHAPE, 0.04, np.float32)
    frame[78:82, 88:92] = 1.0
    return frame


@pytest.mark.parametrize(
    "change",
    [lights.glowing, lights.haloed, lights.flared],
)
def test_each_is_the_frame_itself_at_nothing_and_grows_with_its_amount(lamp, change):
    before = lamp.copy()

    half, whole = change(lamp, 0.5) - lamp, change(lamp, 1.0) - lamp

    assert change(lamp, 0.0) is lamp
    assert np.abs(whole).sum() > 1.5 * np.abs(half).sum() > 0
    assert np.array_equal(lamp, before)
    assert whole.dtype == np.float32


def test_glow_keeps_the_light_and_spreads_it(lamp):
    out = lights.glowing(lamp, 1.0)

    # a veil of 3.5 % is added
    assert out.mean() == pytest.approx(lamp.mean() * 1.035, rel=0.02)
    assert out[80, 90, 0] < 0.8
    assert out[80, 100, 0] > lamp[80, 100, 0] + 0.002


def test_glow_lowers_the_contrast_of_fine_detail():
    checks = np.indices(SHAPE[:2]).sum(axis=0) // 3 % 2
    frame = np.repeat((0.1 + 0.4 * checks)[..., None], 3, axis=2).astype(np.float32)

    assert lights.glowing(frame, 1.0).std() < 0.7 * frame.std()


def test_halation_is_red_about_the_lamp_and_not_far_from_it(lamp):
    added = lights.haloed(lamp, 1.0) - lamp

    ring = added[86:88, 88:92].mean(axis=(0, 1))
    assert ring[0] > 4 * ring[1] > 4 * ring[2] > 0
    assert added[200:, 250:].max() < 1e-4
    assert added.min() >= 0


def test_a_streak_runs_along_the_frame_and_is_blue(lamp):
    added = lights.flared(lamp, 1.0, squeeze=2.0) - lamp

    along, above = added[78:82, 150:250].mean(axis=(0, 1)), added[160:220, 88:92].mean(axis=(0, 1))
    assert along[2] > 2 * along[0]
    assert along[2] > 50 * max(above[2], 1e-6)
    assert added[78:82, 100:110, 2].mean() > added[78:82, 250:260, 2].mean() > 0


def test_rings_lie_on_the_line_through_the_middle(lamp):
    added = (lights.flared(lamp, 1.0) - lamp).sum(axis=2)

    # the lamp stands at (90, 80), 90 left of the middle and 40 above; a ring at -0.95 of it
    assert added[158 - 3 : 158 + 4, 265 - 3 : 265 + 4].mean() > 0.03
    assert added[40:60, 260:280].mean() < 0.004


def test_one_small_lamp_in_a_dark_small_frame_is_the_only_one():
    frame = np.full((108, 192, 3), 0.005, np.float32)
    frame[50:54, 90:94] = 1.0

    added = lights.flared(frame, 1.0, squeeze=1.5) - frame

    assert added[50:54, 20:60, 2].mean() > 0.01
    assert added[5:25].max() < 1e-3


def test_a_dark_even_frame_has_no_lamp():
    frame = np.full(SHAPE, 0.01, np.float32)

    assert np.abs(lights.flared(frame, 1.0) - frame).max() < 1e-6


def test_a_bright_wide_sky_is_no_lamp():
    frame = np.full(SHAPE, 0.05, np.float32)
    frame[:100] = 0.95

    added = lights.flared(frame, 1.0, squeeze=2.0) - frame

    assert added.max() < 0.25


def test_more_than_three_lamps_give_no_more_than_three_sets_of_rings():
    frame = np.full(SHAPE, 0.02, np.float32)
    for column in range(20, 350, 40):
        frame[60:63, column : column + 3] = 1.0

    found = flares.strongest(lights.lamps_of(frame))

    assert 1 <= len(found) <= 3


@pytest.mark.parametrize("shape", [(9, 9, 3), (2, 300, 3), (64, 3, 3)])
def test_frames_of_any_size_are_taken(shape):
    frame = np.random.default_rng(0).random(shape).astype(np.float32)

    for out in (
        lights.glowing(frame, 1),
        lights.haloed(frame, 1),
        lights.flared(frame, 1, squeeze=2),
        lights.flared(frame, 1),
    ):
        assert out.shape == shape
        assert np.isfinite(out).all()
