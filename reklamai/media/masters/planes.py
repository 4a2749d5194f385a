"""Frames of 16 bits: screen values as RGB, or as Y, Cb and Cr of BT.709 in limited range."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.colour import BT709
from reklamai.media.types import AnyArray

TOP: Final = 65535
BLACK, WHITE, GREY = 16 * 256, 235 * 256, 128 * 256
"""Of luma, and the middle of chroma, at 16 bits. Source: ITU-R BT.709, table 4 (the 8-bit codes times 256)."""
CHROMA: Final = 224 * 256
"""Codes from the least to the most that a colour difference can be."""


def deep(picture: AnyArray) -> AnyArray:
    """A picture as uint16 screen values, 65535 is white.

    picture: (H, W, 3) or (H, W, 4), uint16 (returned as it is), uint8, or float screen values in 0..1 (clipped).
    Raises: ValueError for another shape or dtype.
    """
    if picture.ndim != 3 or picture.shape[2] not in (3, 4) or 0 in picture.shape:
        raise ValueError(f"expected (H, W, 3 or 4), got {picture.shape}")
    if picture.dtype == np.uint16:
        return picture
    if picture.dtype == np.uint8:
        return picture.astype(np.uint16) * np.uint16(257)
    if picture.dtype not in (np.float32, np.float64):
        raise ValueError(f"expected uint8, uint16 or float, got {picture.dtype}")
    scaled = np.multiply(picture, TOP, dtype=picture.dtype)
    scaled += 0.5
    np.clip(scaled, 0, TOP, out=scaled)
    return scaled.astype(np.uint16)


def rgb_of(planes: AnyArray) -> AnyArray:
    """(H, W, 3) uint16 RGB of (3, H, W) uint16 planes Y, Cb, Cr of BT.709 in limited range."""
    coded = cv2.merge([plane.astype(np.float32) for plane in planes])
    red, green, blue = (float(weight) for weight in BT709)
    luma, chroma = TOP / (WHITE - BLACK), TOP / CHROMA
    from_blue, from_red = 2 * (1 - blue) * chroma, 2 * (1 - red) * chroma
    matrix = np.array(
        [[luma, 0, from_red], [luma, -from_blue * blue / green, -from_red * red / green], [luma, from_blue, 0]]
    )
    offset = matrix @ np.array([-BLACK, -GREY, -GREY]) + 0.5
    screen = cv2.transform(coded, np.column_stack([matrix, offset]))
    return np.clip(screen, 0, TOP).astype(np.uint16)


def luma_of(picture: AnyArray) -> AnyArray:
    """(H, W) float32 luma in 0..1 of (H, W, 3) uint16 RGB."""
    return np.asarray(cv2.transform(picture.astype(np.float32), BT709[None] / TOP), dtype=np.float32)
