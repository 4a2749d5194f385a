"""What glass does to a frame whatever stands before it: bent lines, colour fringes, dark corners.

Everything here works in the frame's own plane and so fits a still as it fits a finished clip; maps are made once for
a size and used for each of its frames.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.cinema.model import Optics
from reklamai.media.cinema.thinlens import window_of
from reklamai.media.types import AnyArray, FloatPicture, Plane

WIDEST_RAD = math.radians(70)
"""Half angle to the corner beyond which a fisheye is not drawn: the flat picture that it bends has no such rays."""
FRINGE = 0.004
"""Of the half diagonal, between red and blue at the corner, at aberration 1."""
ROUNDS = 6
"""Steps towards the undistorted radius; after them it is within 1e-6 for any real lens."""


def bends(optics: Optics) -> bool:
    """Whether this lens bends lines at all."""
    return optics.fisheye or optics.distortion != 0


def source_share(optics: Optics, radius: Plane, *, ratio: float) -> Plane:
    """Where in the straight picture the light at a radius of the bent one came from, by that radius.

    radius: distance from the middle by the half diagonal, any shape float32. ratio: width by height of the frame.
    Scaled so that no side of the frame looks past the straight picture; 1 everywhere for a lens that does not bend.
    """
    raw = _raw_share(optics, np.asarray(radius, np.float32), ratio)
    # barrel reaches out the most in the corners; pincushion the most in the middle of the nearest side
    nearest = min(ratio, 1.0) / math.hypot(ratio, 1.0)
    edge = _raw_share(optics, np.array([nearest, 1.0], np.float32), ratio)
    return np.asarray(raw / float(edge.max()), np.float32)


def _raw_share(optics: Optics, radius: Plane, ratio: float) -> Plane:
    if optics.fisheye:
        corner = min(WIDEST_RAD, window_of(optics, ratio=ratio).diagonal_mm / (2 * optics.focal_mm))
        angle = np.maximum(radius, 1e-4) * corner
        return np.asarray(np.tan(np.minimum(angle, 1.5)) / angle, np.float32)
    straight, bend = radius.astype(np.float32), optics.distortion
    for _ in range(ROUNDS if bend else 0):  # Newton: the corner of the straight picture lies in the bent one's corner
        straight = (2 * bend * straight**3 + radius * (1 + bend)) / (1 + 3 * bend * straight**2)
    return np.where(radius > 1e-6, straight / np.maximum(radius, 1e-6), 1 + bend).astype(np.float32)


class LensMap:
    """Where each pixel of a bent frame comes from, for frames of one size (width, height); planes of a clip too.

    Raises ValueError for a size without pixels.
    """

    def __init__(self, size: tuple[int, int], optics: Optics) -> None:
        if min(size) < 1:
            raise ValueError(f"expected a size of pixels, got {size}")
        self.changes = bends(optics)
        if self.changes:
            self._fixed = cv2.convertMaps(*bent_grid(size, optics), cv2.CV_16SC2)

    def applied(self, frame: AnyArray) -> AnyArray:
        """The frame as this lens draws it: (H, W) or (H, W, C), uint8 or float32; unchanged where nothing bends."""
        if not self.changes:
            return frame
        return np.asarray(cv2.remap(frame, *self._fixed, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def bent_grid(size: tuple[int, int], optics: Optics) -> tuple[Plane, Plane]:
    """x and y in pixels of the straight frame for each pixel of the bent one, both (H, W) float32."""
    width, height = size
    x = np.arange(width, dtype=np.float32) - (width - 1) / 2
    y = np.arange(height, dtype=np.float32) - (height - 1) / 2
    radius = np.hypot(x[None, :], y[:, None]) / (math.hypot(width, height) / 2)
    share = _tabled(optics, radius, width / height)
    return x[None, :] * share + (width - 1) / 2, y[:, None] * share + (height - 1) / 2


def _tabled(optics: Optics, radius: Plane, ratio: float) -> Plane:
    """`source_share` by a table: a radius is one number, and a frame has a million of it."""
    at, table = _table(optics, round(ratio, 4))
    return np.interp(radius, at, table).astype(np.float32)


@lru_cache(maxsize=32)
def _table(optics: Optics, ratio: float) -> tuple[Plane, Plane]:
    at = np.linspace(0, 1.01, 512, dtype=np.float32)
    return at, source_share(optics, at, ratio=ratio)


def distorted(frame: AnyArray, optics: Optics) -> AnyArray:
    """One frame with the lens's bent lines, filled to its edges; `LensMap` for many of a size.

    frame: (H, W) or (H, W, C), uint8 or float32; returned as it is by a lens that does not bend.
    """
    return LensMap((frame.shape[1], frame.shape[0]), optics).applied(frame) if bends(optics) else frame


def fringed(frame: AnyArray, aberration: float) -> AnyArray:
    """The frame with colour fringes that grow from the middle: red drawn larger, blue smaller.

    frame: (H, W, 3) RGB, uint8 or float32, linear or screen. aberration: 0..1; at 0 the frame itself.
    """
    if aberration <= 0:
        return frame
    height, width = frame.shape[:2]
    out = frame.copy()
    for channel, sign in ((0, -1), (2, 1)):
        scale = 1 + sign * FRINGE / 2 * aberration
        matrix = np.array([[scale, 0, (1 - scale) * (width - 1) / 2], [0, scale, (1 - scale) * (height - 1) / 2]])
        moved = cv2.warpAffine(
            np.ascontiguousarray(frame[..., channel]), matrix, (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        out[..., channel] = moved
    return out


def vignette_gain(size: tuple[int, int], amount: float) -> Plane:
    """Share of the light that reaches each pixel, (H, W) float32: 1 in the middle, 1 - amount in the corners.

    For linear light. amount: 0..1. Follows the fourth power of the cosine, as a simple lens does.
    """
    width, height = size
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    corner = 1 - min(max(amount, 0.0), 0.98)
    # cos^4 of an angle whose tangent grows evenly from the middle: (1 + t r^2)^-2, and `corner` at r = 1
    steep = corner**-0.5 - 1
    ratio = width / height
    square = (x[None, :] ** 2 * ratio**2 + y[:, None] ** 2) / (ratio**2 + 1)
    return np.asarray((1 + steep * square) ** -2, np.float32)


def vignetted(frame: FloatPicture, amount: float) -> FloatPicture:
    """The frame with dark corners. frame: (H, W, 3) float32 linear; amount: 0..1; at 0 the frame itself."""
    if amount <= 0:
        return frame
    gain = vignette_gain((frame.shape[1], frame.shape[0]), amount)
    return np.asarray(cv2.multiply(frame, cv2.merge([gain, gain, gain])), np.float32)
