"""Grain of film: how strong, how coarse, and where in the tones."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.types import Picture, Plane

STRONGEST = 12.0
"""Sigma in luma steps at grain 1, in the middle tones: pushed 16 mm stock."""
SIDE = 512
"""Of a tile of grain: it repeats after that many pixels, at a place by chance."""
AT_HEIGHT = 1080
"""Rows of the frame for which 35 mm grain is one pixel wide."""


def sigma_steps(amount: float) -> float:
    """Sigma of the grain in luma steps of 8 bit, in the middle tones. amount: 0..1."""
    return STRONGEST * min(max(amount, 0.0), 1.0)


def grain_px(size: float, rows: int) -> float:
    """Sigma in pixels of the smallest grains in a frame of `rows`; size: against 35 mm film, as in `Camerawork`."""
    return max(0.35, 0.62 * size * rows / AT_HEIGHT)


@lru_cache(maxsize=8)
def grain_tile(px: float, *, seed: int) -> Plane:
    """Noise of variance 1 without seams, (512, 512) float32, as coarse as `px`. Not to be written to: it is shared."""
    noise = np.random.default_rng(seed).standard_normal((SIDE, SIDE), dtype=np.float32)
    wide = cv2.copyMakeBorder(noise, 16, 16, 16, 16, cv2.BORDER_WRAP)
    soft = cv2.GaussianBlur(wide, (0, 0), px)[16:-16, 16:-16]
    return np.asarray(soft / soft.std(), np.float32)


def grained(picture: Picture, amount: float, *, size: float = 1.0, seed: int = 0) -> Picture:
    """A picture with grain in its brightness: the most in the middle tones, little in black and white.

    picture: (H, W, 3) uint8 screen values; amount: 0..1, at 0 the picture itself; size: as in `Camerawork`.
    """
    if amount <= 0:
        return picture
    height, width = picture.shape[:2]
    tile = grain_tile(round(grain_px(size, height), 3), seed=seed)
    noise = np.tile(tile, (-(-height // SIDE), -(-width // SIDE)))[:height, :width]
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    steps = noise * np.asarray(cv2.LUT(grey, _by_tone(sigma_steps(amount))))
    return np.asarray(cv2.add(picture, cv2.merge([steps, steps, steps]), dtype=cv2.CV_8U), np.uint8)


def _by_tone(sigma: float) -> Plane:
    return sigma * by_tone(np.arange(256, dtype=np.float32) / 255)


def by_tone(tone: Plane) -> Plane:
    """Share of the grain, 0.25..1, that shows on a screen value of 0..1 (any shape)."""
    return np.asarray(0.25 + 0.75 * (4 * tone * (1 - tone)) ** 0.7, np.float32)
