"""Bent lines, fringes and dark corners against Brown's and the cosine's own formulas."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from reklamai.media.cinema import lens
from reklamai.media.cinema.model import Optics

SIZE = (400, 300)


@pytest.fixture
def frame():
    noise = np.random.default_rng(2).random((300, 400, 3)).astype(np.float32)
    return cv2.GaussianBlur(noise, (0, 0), 3)


@pytest.mark.parametrize("bend", [-0.15, -0.05, 0.03, 0.05])
def test_a_bent_radius_is_browns_polynomial_of_the_straight_one(bend):
    ratio = 1.5
    radius = np.linspace(0.05, 1, 40, dtype=np.float32)

    share = lens.source_share(Optics(distortion=bend), radius, ratio=ratio)

    # the straight radius by the scale that fills the frame: bent = s (1 + k s^2), and 1 + k at the corner
    scale = share[-1]
    straight = share * radius / scale
    assert straight * (1 + bend * straight**2) == pytest.approx(radius * (1 + bend), rel=1e-4)


def test_a_fisheye_draws_angles_evenly():
    # 16 mm on full frame: half of the diagonal, 21.63 mm, is 1.352 rad, drawn to 70 degrees at most
    optics = Optics(focal_mm=20.0, fisheye=True)
    radius = np.linspace(0.1, 1, 10, dtype=np.float32)

    share = lens.source_share(optics, radius, ratio=1.5)

    corner = 43.267 / 2 / 20
    assert share * radius == pytest.approx(np.tan(corner * radius) / np.tan(corner), rel=1e-3)


def test_a_fisheye_of_eight_millimetres_is_drawn_no_wider_than_the_flat_picture_has_rays():
    share = lens.source_share(Optics(focal_mm=8.0, fisheye=True), np.array([0.5, 1.0], np.float32), ratio=1.5)

    assert share[0] * 0.5 == pytest.approx(math.tan(math.radians(35)) / math.tan(math.radians(70)), rel=1e-3)
    assert share[1] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("ratio", [0.5625, 1.0, 1.78, 2.39])
@pytest.mark.parametrize(
    "optics", [Optics(distortion=-0.15), Optics(distortion=0.05), Optics(focal_mm=12, fisheye=True)]
)
def test_no_bent_frame_looks_past_the_straight_one_and_one_side_reaches_it(ratio, optics):
    size = (round(300 * ratio), 300)

    x, y = lens.bent_grid(size, optics)

    edges = [x.min() / size[0], (size[0] - 1 - x.max()) / size[0], y.min() / size[1], (size[1] - 1 - y.max()) / size[1]]
    assert min(edges) > -0.004
    assert min(edges) < 0.006


def test_a_lens_that_does_not_bend_gives_the_frame_itself(frame):
    assert lens.distorted(frame, Optics()) is frame
    assert lens.LensMap(SIZE, Optics()).applied(frame) is frame
    assert lens.fringed(frame, 0.0) is frame
    assert lens.vignetted(frame, 0.0) is frame


def test_a_map_made_once_gives_each_frame_what_the_single_call_gives(frame):
    optics = Optics(distortion=-0.1)
    made = lens.LensMap(SIZE, optics)

    assert np.array_equal(made.applied(frame), lens.distorted(frame, optics))
    bytes_ = (frame * 255).astype(np.uint8)
    assert made.applied(bytes_).dtype == np.uint8
    assert made.applied(bytes_[..., 0]).shape == bytes_.shape[:2]


def test_a_map_without_pixels_is_refused():
    with pytest.raises(ValueError, match="size"):
        lens.LensMap((0, 100), Optics(distortion=-0.1))


def test_fringes_part_red_and_blue_by_a_share_of_the_radius():
    frame = np.zeros((301, 401, 3), np.float32)
    cv2.circle(frame, (370, 150), 6, (1.0, 1.0, 1.0), cv2.FILLED)

    out = lens.fringed(frame, 1.0)

    columns = np.arange(401)
    red, green, blue = ((out[..., c].sum(axis=0) * columns).sum() / out[..., c].sum() for c in range(3))
    # 170 pixels from the middle; red drawn 0.2 % larger, blue 0.2 % smaller
    assert red - green == pytest.approx(0.002 * 170, abs=0.03)
    assert green - blue == pytest.approx(0.002 * 170, abs=0.03)
    assert np.array_equal(out[..., 1], frame[..., 1])


@pytest.mark.parametrize("amount", [0.2, 0.6, 0.9])
def test_a_vignette_takes_its_amount_in_the_corner_and_nothing_in_the_middle(amount):
    gain = lens.vignette_gain((801, 601), amount)

    assert gain[300, 400] == pytest.approx(1, abs=1e-3)
    assert gain[0, 0] == pytest.approx(1 - amount, abs=0.01)
    assert (np.diff(gain[300, 400:]) <= 1e-7).all()


def test_a_vignette_is_the_fourth_power_of_a_cosine():
    gain = lens.vignette_gain((1001, 1001), 0.5)

    # at half of the way to the corner the tangent is half of it: cos^4(atan(t / 2)) where cos^4(atan t) is 1/2
    tangent = math.tan(math.acos(0.5**0.25))
    assert gain[250, 250] == pytest.approx(math.cos(math.atan(tangent / 2)) ** 4, rel=0.005)
