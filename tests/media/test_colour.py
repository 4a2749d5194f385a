"""Colour against scikit-image and against formulas that the module does not use."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import color

from reklamai.media import colour


def every_tone() -> np.ndarray:
    """(32, 32, 3) random colours with black, white and the primaries among them."""
    picture = np.random.default_rng(1).integers(0, 256, (32, 32, 3)).astype(np.uint8)
    picture[0, :5] = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)]
    return picture


def mccamy_kelvin(x: float, y: float) -> float:
    """Colour temperature of a chromaticity. Source: McCamy, Color Research and Application 17 (1992)."""
    n = (x - 0.3320) / (0.1858 - y)
    return 449 * n**3 + 3525 * n**2 + 6823.3 * n + 5520.33


def test_lab_agrees_with_scikit_image() -> None:
    picture = every_tone()

    ours = colour.to_lab(picture)

    assert np.abs(ours - color.rgb2lab(picture)).max() < 0.6
    assert ours[0, 1, 0] == pytest.approx(100, abs=0.1)


def test_lab_comes_back_as_the_same_bytes() -> None:
    picture = every_tone()

    back = colour.from_lab(colour.to_lab(picture))

    assert np.abs(back.astype(int) - picture).max() <= 1


def test_linear_light_agrees_with_scikit_image() -> None:
    picture = every_tone()
    xyz_from_rgb = color.colorconv.xyz_from_rgb

    linear = colour.to_linear(picture.astype(np.float32) / 255)

    assert np.allclose(linear @ xyz_from_rgb.T, color.rgb2xyz(picture), atol=2e-4)


def test_linear_light_and_back_changes_nothing() -> None:
    screen = np.linspace(0, 1, 1001, dtype=np.float32)

    assert np.allclose(colour.to_screen(colour.to_linear(screen)), screen, atol=1e-5)


def test_luma_weighs_the_primaries_as_the_standard_says() -> None:
    plane = colour.luma(every_tone())

    assert plane.dtype == np.float32
    assert plane[0, :5] == pytest.approx([0, 1, 0.2126, 0.7152, 0.0722], abs=0.003)


def test_luma_refuses_a_float_picture() -> None:
    with pytest.raises(ValueError, match="uint8"):
        colour.luma(np.zeros((4, 4, 3), dtype=np.float32))


def test_a_picture_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        colour.check_picture(np.zeros((0, 4, 3), dtype=np.uint8))


@pytest.mark.parametrize("kelvin", [2700, 3200, 4000, 5600, 6500, 8000])
def test_the_chromaticity_of_a_lamp_has_its_temperature(kelvin: int) -> None:
    assert mccamy_kelvin(*colour.planckian_xy(kelvin)) == pytest.approx(kelvin, rel=0.02)


def test_daylight_leaves_colours_alone() -> None:
    assert colour.lamp(6504) == pytest.approx([1, 1, 1], abs=1e-4)


def test_a_warm_lamp_is_redder_than_a_cold_one_and_as_bright() -> None:
    warm, cold = colour.lamp(2800), colour.lamp(9000)

    assert warm[0] > 1.2 > 1 > cold[0]
    assert warm[2] < 0.6 < 1 < cold[2]
    assert (warm @ colour.BT709, cold @ colour.BT709) == pytest.approx((1, 1), abs=1e-5)


def test_bytes_are_rounded_and_clipped() -> None:
    values = np.array([[-0.2, 0.0, 0.5, 1.0, 1.7]], dtype=np.float32)

    assert colour.to_bytes(values).tolist() == [[0, 0, 128, 255, 255]]
