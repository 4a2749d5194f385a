"""Smooth shares of colours: by brightness and by hue. Each is (...,) float32 in 0..1 of Oklab (..., 3) or of its L."""

from __future__ import annotations

import numpy as np

from reklamai.media.types import FloatPicture, Plane


def zones(light: Plane) -> tuple[Plane, Plane, Plane]:
    """Shares of shadows, mids and highlights by Oklab L; their sum is 1 and each is smooth."""
    low, high = 1 - risen(light / 0.55), risen((light - 0.5) / 0.45)
    return low, 1 - low - high, high


def inner(light: Plane) -> Plane:
    """1 between black and white, fading to 0 at both: black and white themselves take no colour."""
    return np.asarray(risen(light / 0.35) * risen((1 - light) / 0.06), np.float32)


def near(lab: FloatPicture, at: float, width: float) -> Plane:
    """1 at a hue of `at` degrees, fading to 0 at `width` degrees to either side."""
    apart = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) - at
    apart = np.abs(np.mod(apart + 180, 360) - 180)
    return risen(np.asarray(1 - apart / width, np.float32))


def risen(share: Plane) -> Plane:
    """Smoothstep: 0 up to 0, 1 from 1 on."""
    held = np.clip(share, 0, 1)
    return np.asarray(held * held * (3 - 2 * held), np.float32)
