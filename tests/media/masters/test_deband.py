"""Bands become ramps; what is no band stays."""

import cv2
import numpy as np
import pytest

from reklamai.media.masters.deband import debanded
from tests.media.masters.scenes import PHOTOS, gradient, longest_run, photo, smooth_error


def banded(values):
    return np.rint(values * 255).astype(np.uint16) * np.uint16(257)


def test_a_banded_gradient_comes_nearer_to_the_truth_and_loses_its_flat_runs():
    ideal = gradient()[..., 1]
    before = banded(ideal)

    after = debanded(before, step=257)

    assert longest_run(before[360]) >= 20
    assert longest_run(after[360]) <= 10
    assert smooth_error(after / 65535, ideal) <= 0.4 < 1.2 <= smooth_error(before / 65535, ideal)
    assert np.abs(after / 65535 - ideal).mean() <= 0.5 * np.abs(before / 65535 - ideal).mean()


def test_wide_bands_of_a_very_slow_gradient_become_narrower():
    ideal = gradient(low=0.10, high=0.14)[..., 1]
    before = banded(ideal)

    after = debanded(before, step=257)

    assert longest_run(after[360]) <= longest_run(before[360]) / 3


def test_rounded_again_all_is_as_it_was():
    before = banded(gradient((640, 360))[..., 1])

    after = debanded(before, step=257)

    assert np.array_equal(np.rint(after / 257), before / 257)


@pytest.mark.parametrize("name", PHOTOS)
def test_photos_keep_their_detail(name):
    before = np.ascontiguousarray(photo(name)[..., 1]).astype(np.uint16) * np.uint16(257)

    away = (debanded(before, step=257).astype(float) - before) / 257

    textured = np.abs(cv2.Laplacian((before / 257).astype(np.float32), cv2.CV_32F)) > 2
    assert np.abs(away).max() <= 0.503
    assert np.sqrt((away[textured] ** 2).mean()) < 0.05


@pytest.mark.parametrize("strength", [0.5, 0.8, 1.5])
def test_grain_of_a_step_is_no_band(strength):
    grain = np.rint(128 + np.random.default_rng(0).normal(0, strength, (256, 256))).astype(np.uint16) * 257

    after = debanded(grain, step=257)

    assert after.std() >= 0.98 * grain.std()


def test_a_fine_weave_of_one_step_is_no_band():
    weave = np.rint(128 + np.sin(np.arange(256) * 2 * np.pi / 8))[None].repeat(256, axis=0).astype(np.uint16) * 257

    assert debanded(weave, step=257).std() >= 0.98 * weave.std()


def test_an_edge_stays_an_edge():
    edge = np.full((200, 200), 60 * 257, np.uint16)
    edge[:, 100:] = 180 * 257

    assert np.abs(debanded(edge, step=257).astype(int) - edge).max() <= 1


def test_steps_of_ten_bits_move_by_half_a_step_of_ten_bits():
    ideal = gradient((640, 200), low=0.10, high=0.104)[..., 1]
    before = (np.rint(ideal * 1023) * 64).astype(np.uint16)

    away = debanded(before, step=64).astype(int) - before

    assert 8 < np.abs(away).max() <= 33


def test_a_picture_too_small_to_judge_is_left_alone():
    tiny = np.zeros((6, 6), np.uint16)

    assert debanded(tiny, step=257) is tiny


def test_other_numbers_are_refused():
    with pytest.raises(ValueError, match="uint16"):
        debanded(np.zeros((20, 20)), step=1)
