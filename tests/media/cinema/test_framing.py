"""Which part of a picture is seen: by the field of the lens, with the face kept in the frame."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.cinema.framing import Eye, field_widths, frame_size, view_of
from reklamai.media.cinema.model import Camerawork, Optics

PICTURE = (1200, 800)


def camera(focal: float = 35.0, **optics) -> Camerawork:
    return Camerawork(optics=Optics(focal_mm=focal, **optics))


@pytest.mark.parametrize(
    ("ratio", "within", "size"),
    [
        (None, (1280, 720), (1080, 720)),
        (16 / 9, (1280, 720), (1280, 720)),
        (2.39, (1280, 720), (1280, 536)),
        (9 / 16, (1280, 720), (405, 720)),
        (1.0, (480, 270), (270, 270)),
    ],
)
def test_a_frame_is_the_largest_of_its_ratio_that_fits(ratio, within, size):
    assert frame_size(Camerawork(ratio=ratio), PICTURE, within) == size


@pytest.mark.parametrize("focal", [24.0, 35.0, 50.0, 85.0])
def test_the_window_is_as_wide_as_the_field_by_the_pictures_own(focal):
    view = view_of(camera(focal), PICTURE, (1080, 720), aim=None)

    assert view.width == pytest.approx(1200 * 35 / focal)
    assert view.height == pytest.approx(800 * 35 / focal)
    assert view.left + view.width / 2 == pytest.approx(600)


def test_a_crop_sensor_is_a_longer_lens():
    assert field_widths(Optics(24.0, 16.0, 35.0), 1.5) == pytest.approx(24 / 36)
    assert field_widths(Optics(36.0, 24.0, 52.5), 1.5) == pytest.approx(24 / 36)


def test_a_squeeze_widens_the_field_where_the_ratio_uses_the_width():
    assert field_widths(Optics(24.0, 18.0, 50.0, squeeze=2.0), 2.39) == pytest.approx((18 * 2.39 / 50) / (36 / 35))
    assert field_widths(Optics(24.0, 18.0, 50.0, squeeze=1.33), 2.39) == pytest.approx((24 * 1.33 / 50) / (36 / 35))


@pytest.mark.parametrize("face", [(0.02, 0.05, 0.1, 0.15), (0.85, 0.1, 0.12, 0.2), (0.4, 0.7, 0.15, 0.25)])
@pytest.mark.parametrize("focal", [50.0, 85.0, 135.0])
def test_a_face_stays_in_the_frame_and_the_frame_in_the_picture(face, focal):
    view = view_of(camera(focal), PICTURE, (1080, 720), aim=face)

    x, y, wide, high = face[0] * 1200, face[1] * 800, face[2] * 1200, face[3] * 800
    assert view.left <= x + 0.01
    assert view.left + view.width >= x + wide - 0.01
    assert view.top <= y + 0.01
    assert view.top + view.height >= y + high - 0.01
    assert view.left >= -0.01
    assert view.left + view.width <= 1200.01


def test_a_face_that_is_in_the_frame_anyway_moves_nothing():
    assert view_of(camera(50), PICTURE, (1080, 720), aim=(0.45, 0.4, 0.1, 0.1)).left == pytest.approx(180)


def test_the_eye_of_the_whole_picture_sees_it_pixel_by_pixel():
    picture = np.random.default_rng(1).integers(0, 255, (80, 120, 3), np.uint8)
    eye = Eye(view_of(Camerawork(), (120, 80), (120, 80), aim=None), None, (120, 80))

    assert np.array_equal(eye.seen(picture), picture)
    assert not eye.invents


def test_beyond_the_picture_it_is_mirrored_and_the_distance_is_told_in_pixels_of_the_frame():
    plane = np.tile(np.arange(120, dtype=np.float32), (80, 1))
    eye = Eye(view_of(camera(17.5), (120, 80), (240, 160), aim=None), None, (120, 80))

    seen = eye.seen(plane)

    # twice the field in twice the pixels: the picture is 120 pixels wide in the middle
    assert eye.invents
    assert seen[80, 60] == pytest.approx(0, abs=0.6)
    assert seen[80, 30] == pytest.approx(30, abs=1)
    assert eye.outside[80, 120] == 0
    assert eye.outside[80, 30] == pytest.approx(30, abs=1)


def test_a_front_goes_on_beyond_the_picture_only_where_its_edge_cuts_it():
    alpha = np.zeros((80, 120), np.float32)
    alpha[30:, 50:70] = 1.0  # reaches the lower edge, and no other
    eye = Eye(view_of(camera(20), (120, 80), (120, 80), aim=None), None, (120, 80))

    seen = eye.seen_once(alpha)

    assert seen[78, 60] == 1
    assert seen[:20].max() == 0
    assert eye.seen(alpha)[:4].max() > 0.5  # mirrored alone, a second one would hang from above
    assert seen[:, :30].max() == 0


def test_a_small_view_is_drawn_from_a_smaller_copy_without_shimmer():
    checks = (np.indices((800, 1200)).sum(axis=0) % 2 * 255).astype(np.uint8)
    eye = Eye(view_of(Camerawork(), PICTURE, (300, 200), aim=None), None, PICTURE)

    assert eye.seen(checks).std() < 3
