"""Colour as numbers: screen values, linear light, Lab and the colour of lamps."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Picture, Plane

BT709 = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
"""Luma weights of red, green and blue. Source: ITU-R BT.709."""
XYZ_TO_LINEAR = np.array(
    [[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252]],
    dtype=np.float64,
)
"""CIE XYZ to linear sRGB, white D65. Source: IEC 61966-2-1."""
WARMEST, COLDEST = 1667.0, 25000.0
"""Kelvin range of the curve in `lamp`."""


def check_picture(picture: AnyArray, *, channels: int = 3) -> None:
    """Raises ValueError unless `picture` is (H, W, `channels`) uint8 with at least one pixel."""
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != channels or 0 in picture.shape:
        raise ValueError(f"expected (H, W, {channels}) uint8, got {picture.shape} {picture.dtype}")


def luma(picture: Picture) -> Plane:
    """Brightness of a picture as its screen values code it (gamma is left in).

    picture: (H, W, 3) uint8, RGB order.
    Returns: (H, W) float32 in 0..1.
    Raises: ValueError for another shape or dtype.
    Source: ITU-R BT.709.
    """
    check_picture(picture)
    return np.asarray(cv2.transform(picture.astype(np.float32), BT709[None] / 255), dtype=np.float32)


def to_linear(screen: FloatPicture) -> FloatPicture:
    """Linear light of screen values.

    screen: any shape float, sRGB values in 0..1 (values outside are clipped). Returns: same shape float32, 0..1.
    Source: IEC 61966-2-1.
    """
    values = np.clip(screen, 0, 1).astype(np.float32)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_screen(linear: FloatPicture) -> FloatPicture:
    """Screen values of linear light: the inverse of `to_linear`.

    linear: any shape float; values outside 0..1 are clipped. Returns: same shape float32, sRGB values in 0..1.
    Source: IEC 61966-2-1.
    """
    values = np.clip(linear, 0, 1).astype(np.float32)
    return np.where(values <= 0.0031308, values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055).astype(np.float32)


def to_lab(picture: Picture) -> FloatPicture:
    """CIE Lab of a picture (white D65).

    picture: (H, W, 3) uint8, RGB order. Returns: (H, W, 3) float32; L 0..100, a and b about -110..110.
    Raises: ValueError for another shape or dtype.
    """
    check_picture(picture)
    return np.asarray(cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2Lab), dtype=np.float32)


def from_lab(lab: FloatPicture) -> Picture:
    """Picture of CIE Lab values; colours that a screen cannot show are clipped.

    lab: (H, W, 3) float32 as `to_lab` gives it. Returns: (H, W, 3) uint8, RGB order.
    """
    screen = cv2.cvtColor(np.ascontiguousarray(lab, dtype=np.float32), cv2.COLOR_Lab2RGB)
    return to_bytes(screen)


def to_bytes(screen: AnyArray) -> AnyArray:
    """Rounded uint8 of float screen values in 0..1 (any shape; clipped)."""
    scaled = cv2.convertScaleAbs(np.clip(screen, 0, 1).astype(np.float32), alpha=255)
    return np.asarray(scaled, dtype=np.uint8).reshape(np.shape(screen))


def lamp(kelvin: float) -> FloatPicture:
    """Colour of a lamp (a black body) as gains on linear light, relative to daylight white (6504 K).

    kelvin: colour temperature, clipped to 1667..25000.
    Returns: (3,) float32, RGB order; their luma is 1, so that a tint changes the colour and not the brightness.
    Source: Kim et al., US patent 7024034 B2 (2006): cubic fit of the Planckian locus in CIE xy.
    """
    gains = _planck(kelvin) / _planck(6504.0)
    balanced: FloatPicture = (gains / float(gains @ BT709)).astype(np.float32)
    return balanced


def planckian_xy(kelvin: float) -> tuple[float, float]:
    """CIE 1931 x, y of a black body; kelvin is clipped to 1667..25000. Source: as `lamp`."""
    t = float(np.clip(kelvin, WARMEST, COLDEST))
    if t <= 4000:
        x = -0.2661239e9 / t**3 - 0.2343589e6 / t**2 + 0.8776956e3 / t + 0.179910
    else:
        x = -3.0258469e9 / t**3 + 2.1070379e6 / t**2 + 0.2226347e3 / t + 0.240390
    if t <= 2222:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    elif t <= 4000:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
    return x, y


def _planck(kelvin: float) -> FloatPicture:
    x, y = planckian_xy(kelvin)
    linear: AnyArray = XYZ_TO_LINEAR @ np.array([x / y, 1.0, (1 - x - y) / y])
    # below about 1900 K blue leaves the gamut of a screen; a floor keeps the gains usable
    return np.asarray(np.maximum(linear, 0.02), dtype=np.float32)
