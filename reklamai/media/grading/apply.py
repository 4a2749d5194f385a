"""A colour profile on pictures and on frames of clips."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.camera.look import Grade
from reklamai.media.colour import check_picture
from reklamai.media.grading.frames import FrameGrade
from reklamai.media.grading.profiles import cube, shifted
from reklamai.media.types import AnyArray

__all__ = ["FrameGrade", "graded"]

BAND = 1 << 18
"""Pixels that are graded at once in float: what is in between would otherwise fill ten times the picture's memory."""


def graded(picture: AnyArray, key: str, *, strength: float = 1.0) -> AnyArray:
    """A picture under a profile, a new array of the same shape and dtype.

    picture: (H, W, 3) RGB screen values: uint8 goes through a table, about 15 ms per megapixel; float (0..1) is exact
    to the profile's own curves and made for deep files. strength: 0..1.
    Raises: KeyError for a profile that is not there; ValueError for another picture or strength.
    """
    if picture.dtype == np.uint8:
        check_picture(picture)
        alpha = np.empty((*picture.shape[:2], 4), np.uint8)
        cv2.mixChannels([np.ascontiguousarray(picture)], [alpha], [0, 0, 1, 1, 2, 2])
        return np.ascontiguousarray(_table(key, strength).applied(alpha)[..., :3])
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype.kind != "f":
        raise ValueError(f"expected (H, W, 3) uint8 or float, got {picture.shape} {picture.dtype}")
    out = np.empty_like(picture)
    rows = max(1, BAND // picture.shape[1])
    for top in range(0, picture.shape[0], rows):
        out[top : top + rows] = shifted(key, picture[top : top + rows], strength=strength)
    return out


@lru_cache(maxsize=8)
def _table(key: str, strength: float) -> Grade:
    return Grade(cube(key, strength))
