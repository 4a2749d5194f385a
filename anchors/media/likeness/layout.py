"""Where what lies: a place found again in a picture of a part of it, nearer, aside, or behind somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture

COARSE: Final = 48
"""Longer side, pixels, at which layouts are compared: the blur of a lens, noise and small things are gone there."""
ZOOMS: Final = tuple(float(2 ** (step / 6)) for step in range(-2, 11))
"""How much nearer a camera may have come, 0.8 to 3.2 times, against a view that just fits."""
BEYOND: Final = 1 / 8
"""Share of a view by which it may reach beyond what is held."""
LEAST: Final = 60
"""Coarse pixels of a place that must be seen: fewer fit anywhere."""
WEIGHTS: Final = np.array((1.0, 2.0, 2.0), np.float32)
"""Of L, a and b: colours are spread less than lightness, and tell more."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The likeliest view of a held place in a result.

    agreement: -1..1, correlation of both where the result shows the place, whatever exposure, contrast and cast.
    matrix: (2, 3) float64 that carries pixels of the held picture onto those of the result.
    """

    agreement: float
    matrix: AnyArray


def fit(held: Picture, seen: Picture, free: Mask) -> Fit | None:
    """Where in `held` the picture `seen` was taken; None if what is `free` of people in it is too little or too even.

    held, seen: (H, W, 3) uint8, RGB order; free: (H, W) float32 0..1 of `seen`.
    """
    window, inside = _coarse(seen, free)
    if inside.sum() < LEAST:
        return None
    rows, columns = inside.shape
    fitting = max(columns / held.shape[1], rows / held.shape[0])
    across, down = round(BEYOND * columns), round(BEYOND * rows)
    best: Fit | None = None
    for zoom in ZOOMS:
        size = max(2, round(held.shape[1] * fitting * zoom)), max(2, round(held.shape[0] * fitting * zoom))
        wide = _widened(resized(held, size), across, down)
        if wide.shape[0] < rows or wide.shape[1] < columns:
            continue
        map_ = _agreements(wide, window, inside)
        y, x = (int(each) for each in np.unravel_index(int(map_.argmax()), map_.shape))
        if best is None or map_[y, x] > best.agreement:
            corner = (across - x, down - y)
            best = Fit(float(map_[y, x]), _matrix(held.shape, size, corner, seen.shape, inside.shape))
    return best if best is not None and best.agreement > -1 else None


def _widened(copy: Picture, across: int, down: int) -> FloatPicture:
    """Lab of a coarse copy whose rim goes on beyond its edges."""
    wide = cv2.copyMakeBorder(copy, down, down, across, across, cv2.BORDER_REPLICATE)
    return _lab(np.asarray(wide, dtype=np.uint8))


def unevenness(seen: Picture, free: Mask) -> float:
    """How much what is free varies: spread of its coarse Lab colours; a wall has 3, a street 20 to 40."""
    window, inside = _coarse(seen, free)
    return float(np.linalg.norm(window[inside > 0.5].std(axis=0))) if inside.any() else 0.0


def _agreements(wide: FloatPicture, window: FloatPicture, inside: Mask) -> AnyArray:
    """Correlation for each shift; -1 where one of both is so even that it has none."""
    found = cv2.matchTemplate(wide, window, cv2.TM_CCOEFF_NORMED, mask=np.dstack([inside] * 3))
    sound = np.isfinite(found) & (np.abs(found) <= 1.001)
    return np.where(sound, found, -1.0)


def _coarse(seen: Picture, free: Mask) -> tuple[FloatPicture, Mask]:
    """Lab of what is free, without the colours of whoever is in front, and (h, w) float32 0 or 1 where that is."""
    height, width = free.shape
    scale = COARSE / max(height, width)
    size = max(4, round(width * scale)), max(4, round(height * scale))
    share = resized(free, size)
    colours = resized(seen.astype(np.float32) * free[..., None], size) / np.maximum(share, 1e-3)[..., None]
    return _lab(np.clip(colours + 0.5, 0, 255).astype(np.uint8)), (share > 0.9).astype(np.float32)


def _lab(picture: Picture) -> FloatPicture:
    return np.ascontiguousarray(to_lab(np.ascontiguousarray(picture)) * WEIGHTS, dtype=np.float32)


def _matrix(
    held: tuple[int, ...],
    size: tuple[int, int],
    corner: tuple[int, int],
    seen: tuple[int, ...],
    coarse: tuple[int, ...],
) -> AnyArray:
    """From pixels of the held picture over its coarse copy and the window in it to pixels of the result."""
    back = seen[1] / coarse[1], seen[0] / coarse[0]
    return np.array(
        [[size[0] / held[1] * back[0], 0, corner[0] * back[0]], [0, size[1] / held[0] * back[1], corner[1] * back[1]]]
    )
