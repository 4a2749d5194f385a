"""Seamless noise and what is built from it."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.types import AnyArray, Plane

TILE = 512


@lru_cache(maxsize=6)
def noise(seed: int, *, octaves: int = 6, coarsest: int = 4) -> Plane:
    """(512, 512) float32, 0..1, cloudy at all sizes, repeating without a seam; `coarsest` cells across, a power of two.

    Source: fractal sum of value noise, each octave half as strong and twice as fine.
    """
    rng = np.random.default_rng(seed)
    total = np.zeros((TILE, TILE), np.float32)
    for octave in range(octaves):
        cells = coarsest << octave
        grid = np.pad(rng.random((cells, cells), dtype=np.float32), 2, mode="wrap")
        step = TILE // cells
        wide = cv2.resize(grid, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
        total += wide[2 * step : 2 * step + TILE, 2 * step : 2 * step + TILE] * np.float32(0.5**octave)
    low, high = np.percentile(total, (0.5, 99.5))
    ready = np.clip((total - low) / (high - low), 0, 1).astype(np.float32)
    ready.setflags(write=False)
    return np.asarray(ready)


def sample(tile: Plane, u: AnyArray, v: AnyArray) -> Plane:
    """The tile read at u, v (any shape, in tile widths; it repeats), smoothly."""
    x = np.mod(u, 1.0).astype(np.float32) * np.float32(TILE)
    y = np.mod(v, 1.0).astype(np.float32) * np.float32(TILE)
    return np.asarray(cv2.remap(tile, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.float32)


def smoothstep(low: float, high: float, value: AnyArray) -> AnyArray:
    """0 below `low`, 1 above `high`, a soft S between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
