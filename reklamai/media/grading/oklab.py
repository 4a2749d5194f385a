"""Oklab: a colour space in which tints leave brightness alone and hues are evenly apart."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.colour import to_linear, to_screen
from reklamai.media.types import AnyArray, FloatPicture

# Source: Björn Ottosson, "A perceptual color space for image processing" (2020), matrices for linear sRGB.
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
KNEE = 0.85
"""Share of the way from grey to the end of the screen's colours up to which a colour stays as it is."""
_UNCONES, _UNLAB = np.linalg.inv(_CONES.astype(np.float64)), np.linalg.inv(_LAB.astype(np.float64))


def to_oklab(screen: FloatPicture) -> FloatPicture:
    """Oklab of screen values: (..., 3) float in 0..1 to (..., 3) float32; L 0..1, a and b about -0.3..0.3."""
    cones = _mixed(to_linear(screen), _CONES)
    return _mixed(np.cbrt(cones), _LAB)


def from_oklab(lab: FloatPicture) -> FloatPicture:
    """Screen values of Oklab, (..., 3) float32 in 0..1.

    A colour that no screen has loses saturation until one has it, its hue and brightness stay; colours just inside
    make room for it, so that nothing is clipped flat.
    """
    screen = _signed_screen(_mixed(_mixed(lab, _UNLAB) ** 3, _UNCONES))
    grey = to_screen(lab[..., :1] ** 3)
    apart = screen - grey
    room = np.where(apart > 0, 1 - grey, grey)
    each = np.abs(apart) / np.maximum(room, 1e-6)
    # by name: NumPy's own maximum along three values is ten times as slow
    reach = np.maximum(np.maximum(each[..., :1], each[..., 1:2]), each[..., 2:])
    over = np.maximum(reach - KNEE, 0) / (1 - KNEE)
    kept = (np.minimum(reach, KNEE) + (1 - KNEE) * over / (1 + over)) / np.maximum(reach, 1e-6)
    return np.asarray(np.clip(grey + apart * kept, 0, 1), np.float32)


def _signed_screen(linear: FloatPicture) -> FloatPicture:
    """As `to_screen`, going on below 0 and above 1, so that one can tell how far beyond the screen a colour is."""
    above = 1.055 * np.maximum(linear, 0.0031308) ** np.float32(1 / 2.4) - 0.055
    return np.asarray(np.where(linear <= 0.0031308, linear * 12.92, above), np.float32)


def _mixed(colours: FloatPicture, matrix: AnyArray) -> FloatPicture:
    flat = np.ascontiguousarray(colours, np.float32).reshape(-1, 1, 3)
    return np.asarray(cv2.transform(flat, matrix.astype(np.float32)), np.float32).reshape(colours.shape)
