"""The shape of discs: even, oval, with corners, and cut in the corners of the frame."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from reklamai.media.cinema.iris import Iris, disc, iris_of
from reklamai.media.cinema.model import Optics


def variances(kernel):
    rows, columns = np.indices(kernel.shape) - np.array(kernel.shape)[:, None, None] // 2
    return float((columns**2 * kernel).sum()), float((rows**2 * kernel).sum()), float((rows * columns * kernel).sum())


@pytest.mark.parametrize("radius", [0.4, 1.0, 2.5, 8.0, 20.0])
@pytest.mark.parametrize("iris", [Iris(), Iris(blades=6), Iris(squeeze=2.0), Iris(blades=5, swirl=1.0)])
def test_light_is_neither_lost_nor_made(radius, iris):
    kernel = disc(radius, iris, off=(0.5, -0.4))

    assert kernel.sum() == pytest.approx(1, abs=1e-5)
    assert kernel.min() >= 0
    assert kernel.shape[0] % 2 == kernel.shape[1] % 2 == 1


@pytest.mark.parametrize("radius", [3.0, 7.3, 15.0])
def test_a_round_disc_has_the_radius_that_is_asked_for(radius):
    across, down, between = variances(disc(radius, Iris()))

    # r^2 / 4 of an even disc, 7.1 % more for a rim that is 35 % brighter, and the pixels' own 1/12
    assert across == pytest.approx(radius**2 / 4 * 1.071 + 1 / 12, rel=0.02)
    assert down == pytest.approx(across, rel=1e-3)
    assert between == pytest.approx(0, abs=0.02)


def test_a_squeezing_lens_draws_ovals_as_much_taller_as_it_squeezes():
    across, down, _ = variances(disc(16.0, Iris(squeeze=2.0)))

    assert math.sqrt(down / across) == pytest.approx(2.0, rel=0.01)


@pytest.mark.parametrize("blades", [5, 6, 9])
def test_blades_make_corners_and_keep_the_area(blades):
    polygon, circle = disc(40.0, Iris(blades=blades)), disc(40.0, Iris())

    lit = [(kernel > 0.3 * kernel.max()).sum() for kernel in (polygon, circle)]
    rim = cv2.warpPolar(polygon, (55, 720), (polygon.shape[1] // 2,) * 2, 55, cv2.INTER_LINEAR | cv2.WARP_FILL_OUTLIERS)
    harmonics = np.abs(np.fft.rfft(np.minimum(rim / (0.5 * polygon.max()), 1).sum(axis=1)))
    assert lit[0] == pytest.approx(lit[1], rel=0.04)
    assert int(np.argmax(harmonics[1:])) + 1 == blades


def test_a_swirling_lens_cuts_discs_towards_the_corners_and_turns_them_about_the_middle():
    iris = Iris(swirl=1.0)

    middle, right, below, corner = (
        variances(disc(12.0, iris, off=off)) for off in ((0.0, 0.0), (0.8, 0.0), (0.0, 0.6), (0.7, 0.7))
    )

    assert middle[0] == pytest.approx(middle[1], rel=1e-3)
    assert right[0] < 0.5 * right[1]  # narrow outwards, long around the middle
    assert below[1] < 0.6 * below[0]
    assert corner[2] < -0.3 * corner[0]


def test_the_iris_is_the_lenss_own():
    assert iris_of(Optics(blades=7, squeeze=1.8, swirl=0.4)) == Iris(7, 1.8, 0.4)
