"""Film grain on the frames of a clip and on deep pictures; `cinema.grain` says what it is."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.cinema.grain import by_tone, grain_px, sigma_steps
from reklamai.media.types import AnyArray, FloatPicture, Plane

TILE = 256
"""A field is so much larger than the frame: each frame sees it through a window at another place."""
REACH = 4.0
"""Sigmas of the largest grain kept in a byte; one in 16,000 is larger."""
LUMA = np.array([[0.2126, 0.7152, 0.0722]], np.float32)


def field(size: tuple[int, int], *, grain_size: float, seed: int) -> Plane:
    """Grain of unit variance over (H + 256, W + 256) float32.

    Two points of it are alike by exp(-distance^2 / (4 sigma^2)), with the sigma of `cinema.grain.grain_px`.
    """
    random = np.random.default_rng(seed)
    noise = random.standard_normal((size[1] + TILE, size[0] + TILE), dtype=np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), grain_px(grain_size, size[1]))
    return np.asarray(soft / soft.std(), np.float32)


class Grain:
    """Grain for the luma of 8-bit frames; the same seed and index give the same grain."""

    def __init__(self, size: tuple[int, int], amount: float, *, grain_size: float, seed: int) -> None:
        noise = field(size, grain_size=grain_size, seed=seed) * (255 / REACH)
        # two fields of bytes, one to add and one to take away: a third of the time of one with a sign
        self._more, self._less = (np.clip(np.round(each), 0, 255).astype(np.uint8) for each in (noise, -noise))
        levels = (np.arange(256, dtype=np.float32) - 16) / 219
        self._shown = np.round(255 * by_tone(np.clip(levels, 0, 1))).astype(np.uint8)
        self._scale = sigma_steps(amount) * 219 / 255 * REACH / 255 / 255
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
        self._field = field(size, grain_size=grain_size, seed=seed) * np.float32(sigma_steps(amount) / 255)
        self._seed = seed

    def apply(self, index: int, picture: FloatPicture) -> None:
        """Add the grain of frame `index` to screen values, in place: as much on red as on green and blue."""
        luma = np.asarray(np.clip(cv2.transform(picture, LUMA), 0, 1), np.float32)
        picture += (self._field[place(self._seed, index, luma.shape)] * by_tone(luma))[..., None]


def place(seed: int, index: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Where frame `index` looks at the field."""
    x, y = (int(each) for each in np.random.default_rng((seed, index)).integers(0, TILE, 2))
    return np.s_[y : y + shape[0], x : x + shape[1]]
