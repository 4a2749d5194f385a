"""What strong light does in a lens and on film, on the frames of a clip.

It is spread wide: it is worked out in linear light on a frame of half the size, and what changed is carried over.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.cinema.lights import flared, glowing, haloed
from reklamai.media.colour import to_linear
from reklamai.media.grading.frames import KB, KR, shown
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray, FloatPicture

LINEAR = to_linear(np.arange(256, dtype=np.float32) / 255)
KG = 1 - KR - KB
CODES = np.array(
    [
        [219 * KR, 219 * KG, 219 * KB],
        [-224 * KR / (2 * (1 - KB)), -224 * KG / (2 * (1 - KB)), 112],
        [112, -224 * KG / (2 * (1 - KR)), -224 * KB / (2 * (1 - KR))],
    ],
    np.float32,
)
"""From a change of screen values to a change of Y, U and V codes. Source: ITU-R BT.709."""
FINE = 4096
"""Steps of light to the root of which screen values are looked up."""
SPILLED = 0.42
"""Share of fine contrast that the oldest glass loses (`cinema.lights.glowing` at 1)."""


@dataclass(frozen=True, slots=True)
class Glow:
    """How much of each, 0..1."""

    softness: float = 0.0
    flare: float = 0.0
    halation: float = 0.0
    squeeze: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.softness or self.flare or self.halation)

    def of(self, light: FloatPicture) -> FloatPicture:
        """Linear light, (H, W, 3) float32, with the glow in it; above 1 where it is brighter than white."""
        light = flared(glowing(light, self.softness), self.flare, squeeze=self.squeeze)
        return haloed(light, self.halation)

    def apply(self, frame: AnyArray) -> None:
        """Let an I420 frame glow, in place."""
        y, u, v = planes(frame)
        small = cv2.resize(y, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA)
        screen = shown(np.dstack([small, u, v]).astype(np.float32))
        before = np.round(screen * 255).astype(np.uint8)
        after = screen_of(self.of(np.asarray(cv2.LUT(before, LINEAR), np.float32)))
        change = cv2.transform(after - screen, CODES)
        keeps = 1 - SPILLED * self.softness
        # what is finer than the half frame only loses contrast: y' = keeps * y + (small' - keeps * small)
        wide = cv2.resize(
            change[..., 0] + (1 - keeps) * small, (y.shape[1], y.shape[0]), interpolation=cv2.INTER_LINEAR
        )
        cv2.addWeighted(y, keeps, wide, 1, 0, y, dtype=cv2.CV_8U)
        for plane, channel in ((u, 1), (v, 2)):
            cv2.add(plane, np.ascontiguousarray(change[..., channel]), plane, dtype=cv2.CV_8U)


def screen_of(light: FloatPicture) -> FloatPicture:
    """Screen values of linear light, by a table over its root: a power of each pixel takes ten times as long."""
    at = cv2.sqrt(np.clip(light, 0, 1)) * np.float32(FINE)
    return np.asarray(np.take(SCREEN_OF_ROOT, at.astype(np.int32)), np.float32)


def _table() -> AnyArray:
    root = (np.arange(FINE + 1) + 0.5) / FINE
    linear = root * root
    screen = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.minimum(screen, 1).astype(np.float32)


SCREEN_OF_ROOT = _table()
