"""Surfaces out of focus, against discs that are laid point by point."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from reklamai.media.cinema.defocus import defocused
from reklamai.media.cinema.iris import Iris, disc


@pytest.fixture(scope="module")
def surface():
    noise = np.random.default_rng(5).random((240, 320, 3)).astype(np.float32)
    return cv2.GaussianBlur(noise, (0, 0), 2)


def even(shape, radius):
    return np.full(shape[:2], radius, np.float32)


def test_a_sharp_surface_is_given_back_itself(surface):
    assert defocused(surface, even(surface.shape, 0.2), Iris()) is surface


@pytest.mark.parametrize("radius", [0.8, 2.0, 5.0, 7.5, 12.0, 23.0, 30.0])
def test_an_even_radius_is_one_disc_everywhere(surface, radius):
    truth = cv2.filter2D(surface, -1, disc(radius, Iris()), borderType=cv2.BORDER_REFLECT_101)

    found = defocused(surface, even(surface.shape, radius), Iris())

    inner = np.s_[35:-35, 35:-35]
    # made on a smaller copy from 8 pixels on: within a fiftieth of what is left of the contrast
    assert np.abs(found - truth)[inner].max() < max(0.004, 0.12 * float(truth[inner].std()))


@pytest.mark.parametrize("radius", [3.0, 9.0, 30.0])
def test_light_is_kept(surface, radius):
    found = defocused(surface, even(surface.shape, radius), Iris(blades=6, swirl=0.7))

    assert found.mean() == pytest.approx(surface.mean(), rel=0.004)


@pytest.mark.parametrize("swirl", [0.0, 1.0])
def test_an_even_surface_stays_even_whatever_its_radii_are(swirl):
    surface = np.full((200, 300, 4), 0.37, np.float32)
    radius = np.repeat(np.linspace(0, 26, 200, dtype=np.float32)[:, None], 300, axis=1)

    found = defocused(surface, radius, Iris(swirl=swirl, squeeze=1.6))

    assert np.abs(found - 0.37).max() < 1e-4


def test_a_ramp_of_radii_grows_softer_without_steps(surface):
    radius = np.repeat(np.linspace(0, 24, 240, dtype=np.float32)[:, None], 320, axis=1)

    found = defocused(surface, radius, Iris())

    bands = [found[top : top + 24].std() for top in range(0, 216, 24)]  # below, the mirrored border counts twice
    assert all(later < sooner * 1.1 for sooner, later in pairwise(bands))
    assert np.allclose(found[:2], surface[:2], atol=0.01)
    smooth = np.abs(np.diff(found.mean(axis=(1, 2))))
    assert smooth[80:].max() < 0.006


def test_each_row_of_a_ramp_is_near_the_disc_of_its_own_radius(surface):
    radius = np.repeat(np.linspace(1, 12, 240, dtype=np.float32)[:, None], 320, axis=1)

    found = defocused(surface, radius, Iris())

    for row in (60, 120, 180):
        truth = cv2.filter2D(surface, -1, disc(float(radius[row, 0]), Iris()), borderType=cv2.BORDER_REFLECT_101)
        assert np.abs(found[row] - truth[row])[20:-20].mean() < 0.2 * float(truth[row].std())


@pytest.mark.parametrize("shape", [(3, 3, 3), (1, 40, 3), (37, 5, 4), (61, 83, 1)])
def test_small_and_odd_surfaces_keep_their_shape(shape):
    surface = np.random.default_rng(1).random(shape).astype(np.float32)

    found = defocused(surface, even(shape, 14.0), Iris(swirl=0.5))

    assert found.shape == shape
    assert np.isfinite(found).all()


def test_a_corner_disc_of_a_swirling_lens_is_cut_and_the_middle_one_is_not():
    surface = np.zeros((240, 320, 3), np.float32)
    surface[120, 160] = surface[24, 32] = 100.0

    found = defocused(surface, even(surface.shape, 10.0), Iris(swirl=1.0))[..., 0]

    def lit(rows, columns):
        part = found[rows, columns]
        return int((part > 0.3 * part.max()).sum())

    assert lit(slice(4, 48), slice(10, 56)) < 0.75 * lit(slice(98, 142), slice(138, 182))
