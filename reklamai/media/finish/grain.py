"""Film grain by its gauge: how strong, how large, and strongest in the middle tones."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Plane

STRONGEST = 9.0
"""Sigma in luma steps of 219, in the middle tones, of an amount of 1: 16 mm film pushed by two stops."""
GRAINS_ACROSS = 1600.0
"""The shorter side of a 35 mm frame by the radius (sigma) of one grain: about 12 of 18700 micrometres."""
TILE = 256
"""A field is so much larger than the frame: each frame sees it through a window at another place."""
REACH = 4.0
"""Sigmas of the largest grain kept in a byte; one in 16,000 is larger."""
MIDDLE = 0.45
"""Screen value at which film shows its grain most."""
LEAST = 0.3
"""Share of the grain that is left in black and in white."""


def radius_px(size: tuple[int, int], grain_size: float) -> float:
    """Sigma in pixels of one grain: two points of the field are alike by exp(-distance^2 / (4 sigma^2))."""
    return grain_size * min(size) / GRAINS_ACROSS


def field(size: tuple[int, int], *, grain_size: float, seed: int) -> Plane:
    """Grain of unit variance over (H + 256, W + 256) float32."""
    random = np.random.default_rng(seed)
    noise = random.standard_normal((size[1] + TILE, size[0] + TILE), dtype=np.float32)
    radius = radius_px(size, grain_size)
    soft = cv2.GaussianBlur(noise, (0, 0), radius) if radius > 0 else noise
    return np.asarray(soft / soft.std(), np.float32)


def shown(screen: AnyArray) -> AnyArray:
    """Share of the grain, 0.3..1, that shows on a screen value of 0..1."""
    away = (screen - MIDDLE) / (1 - MIDDLE)
    return LEAST + (1 - LEAST) * np.maximum(0, 1 - away * away)


class Grain:
    """Grain for the luma of 8-bit frames; the same seed and index give the same grain."""

    def __init__(self, size: tuple[int, int], amount: float, *, grain_size: float, seed: int) -> None:
        noise = field(size, grain_size=grain_size, seed=seed) * (255 / REACH)
        # two fields of bytes, one to add and one to take away: a third of the time of one with a sign
        self._more, self._less = (np.clip(np.round(each), 0, 255).astype(np.uint8) for each in (noise, -noise))
        levels = (np.arange(256, dtype=np.float32) - 16) / 219
        self._shown = np.round(255 * shown(np.clip(levels, 0, 1))).astype(np.uint8)
        self._scale = STRONGEST * amount * REACH / 255 / 255
        self._strength, self._step = (np.empty((size[1], size[0]), np.uint8) for _ in range(2))
        self._seed = seed

    def apply(self, index: int, luma: AnyArray) -> None:
        """Add the grain of frame `index` in place. luma: (H, W) uint8, limited range."""
        window = place(self._seed, index, luma.shape)
        cv2.LUT(luma, self._shown, self._strength)
        cv2.multiply(self._more[window], self._strength, self._step, self._scale)
        cv2.add(luma, self._step, luma)
        cv2.multiply(self._less[window], self._strength, self._step, self._scale)
        cv2.subtract(luma, self._step, luma)


class DeepGrain:
    """The same grain for pictures of floats."""

    def __init__(self, size: tuple[int, int], amount: float, *, grain_size: float, seed: int) -> None:
        self._field = field(size, grain_size=grain_size, seed=seed) * np.float32(STRONGEST * amount / 219)
        self._seed = seed

    def apply(self, index: int, picture: FloatPicture) -> None:
        """Add the grain of frame `index` to screen values, in place: as much on red as on green and blue."""
        luma = np.clip(cv2.transform(picture, LUMA), 0, 1)
        picture += (self._field[place(self._seed, index, luma.shape)] * shown(luma))[..., None]


LUMA = np.array([[0.2126, 0.7152, 0.0722]], np.float32)


def place(seed: int, index: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Where frame `index` looks at the field."""
    x, y = (int(each) for each in np.random.default_rng((seed, index)).integers(0, TILE, 2))
    return np.s_[y : y + shape[0], x : x + shape[1]]
