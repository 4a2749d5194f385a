"""Pictures that the colour tests look at: two photos in the public domain, and colours that no photo has."""

from __future__ import annotations

import numpy as np
from skimage import data

from reklamai.media.types import FloatPicture, Picture

SKIN = np.array([[0.95, 0.80, 0.72], [0.85, 0.64, 0.53], [0.72, 0.50, 0.39], [0.48, 0.31, 0.23]], np.float32)
"""Light to dark, in daylight. Source: the scale of Fitzpatrick as photographs code it."""


def photos() -> list[Picture]:
    """A portrait (NASA) and a still life, 256 px."""
    return [np.ascontiguousarray(picture[::2, ::2][:200, :256]) for picture in (data.astronaut(), data.coffee())]


def colours(count: int = 4000, *, low: float = 0.0, high: float = 1.0) -> FloatPicture:
    """(count, 3) float32 at random, the same each time."""
    return np.random.default_rng(5).uniform(low, high, (count, 3)).astype(np.float32)


def greys(count: int = 1001) -> FloatPicture:
    """(count, 3) float32 from black to white."""
    return np.repeat(np.linspace(0, 1, count, dtype=np.float32)[:, None], 3, axis=1)
