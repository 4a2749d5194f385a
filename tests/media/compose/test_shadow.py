"""Shadows: where the light sends them, dark at the contact, gone in soft light."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.scene import shadow
from reklamai.media.scene.model import SceneLight
from tests.media.compose.scenes import sheet


def standing() -> tuple[np.ndarray, shadow.Stand]:
    """A post 1.7 m high in the middle of a 16:9 frame."""
    pixels = sheet((200, 200, 200), rows=340, columns=60)
    box = (0.45, 0.2, 0.1, 0.7)
    return pixels, shadow.Stand(box, 0.9, 1.7, 4.0, 16 / 9, 0.45)


def centre_of(pixels: np.ndarray, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """Centre of the darkness, shares of the frame."""
    alpha = pixels[..., 3].astype(float)
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    return (
        box[0] + box[2] * (alpha * x).sum() / alpha.sum() / alpha.shape[1],
        box[1] + box[3] * (alpha * y).sum() / alpha.sum() / alpha.shape[0],
    )


def thrown(azimuth: float, *, elevation: float = 40.0) -> tuple[float, float]:
    pixels, stand = standing()
    made = shadow.cast(pixels, stand, SceneLight(azimuth=azimuth, elevation=elevation, hardness=0.8))
    assert made is not None
    return centre_of(*made)


def test_light_from_the_right_throws_the_shadow_to_the_left() -> None:
    assert thrown(90)[0] < 0.5 - 0.05
    assert thrown(270)[0] > 0.5 + 0.05


def test_light_from_behind_throws_the_shadow_towards_the_camera() -> None:
    assert thrown(180)[1] > 0.9
    assert thrown(0)[1] < 0.9


def test_a_low_sun_throws_a_longer_shadow() -> None:
    low, high = (abs(thrown(90, elevation=e)[0] - 0.5) for e in (20, 65))

    assert low > 1.5 * high


def test_soft_light_throws_none() -> None:
    pixels, stand = standing()

    assert shadow.cast(pixels, stand, SceneLight(hardness=0.1)) is None


def test_the_contact_is_darkest_at_the_foot_and_ends_inside_its_pixels() -> None:
    pixels, stand = standing()

    seam, box = shadow.contact(pixels, stand)

    x, y = centre_of(seam, box)
    assert (x, y) == pytest.approx((0.5, 0.9), abs=0.02)
    assert seam[..., 3].max() > 100
    rim = np.concatenate([seam[0, :, 3], seam[-1, :, 3], seam[:, 0, 3], seam[:, -1, 3]])
    assert rim.max() <= 4, "a straight end would be seen"


def test_two_feet_leave_two_dark_places() -> None:
    pixels, stand = standing()
    pixels[-40:, 20:40, 3] = 0

    seam, _ = shadow.contact(pixels, stand)

    row = seam[seam.shape[0] // 2 - 3, :, 3].astype(int)
    middle = row[len(row) // 2]
    assert row[: len(row) // 2].max() > middle + 15
    assert row[len(row) // 2 :].max() > middle + 15


def test_a_mirror_image_is_upside_down_and_fades() -> None:
    pixels, stand = standing()
    pixels[:170, :, :3] = (250, 0, 0)
    pixels[170:, :, :3] = (0, 0, 250)

    image, box = shadow.mirror(pixels, stand, strength=0.4)

    assert box[1] == pytest.approx(0.9)
    assert image[20, 30, 2] > 200 > 60 > image[20, 30, 0]
    assert 80 < image[10, 30, 3] <= 103
    assert image[-10, 30, 3] < 8


def test_a_thing_seen_from_above_has_its_shadow_under_it_moved_from_the_light() -> None:
    pixels, stand = standing()

    x, y = centre_of(*shadow.lying(pixels, stand, SceneLight(azimuth=90, hardness=0.5)))

    assert x < 0.5
    assert 0.55 < y < 0.7
