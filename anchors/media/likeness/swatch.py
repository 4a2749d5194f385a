"""A region of a picture made ready for comparing: one size, its own exposure taken out where that helps."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.colour import to_linear, to_screen
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture

SIDE = 160
"""Square root of a region's area after scaling, pixels: folds, stripes and prints survive, film grain does not."""
FEWEST = 900
"""Pixels of a region under which nothing is said about it (30 x 30)."""
DARKEST = 0.004
"""Floor of linear light: below it eight bits hold no colour."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """linear: (h, w, 3) float32 linear light 0..1; inside: (h, w) float32 0..1, its rim taken off."""

    linear: FloatPicture
    inside: Mask

    def pixels(self, most: int = 1024) -> FloatPicture:
        """(n, 3) float32 linear light of evenly spread pixels well inside, at most `most`."""
        kept = self.linear[self.inside > 0.5]
        return np.asarray(kept[np.linspace(0, len(kept) - 1, min(most, len(kept))).astype(int)], dtype=np.float32)


def swatch(picture: Picture, mask: Mask) -> Swatch | None:
    """The region of `picture` inside `mask`; None if it is too small to say anything about.

    picture: (H, W, 3) uint8, RGB order; mask: (H, W) float32 0..1.
    """
    area = float((mask > 0.5).sum())
    if area < FEWEST:
        return None
    columns, rows = np.flatnonzero((mask > 0.5).any(axis=0)), np.flatnonzero((mask > 0.5).any(axis=1))
    cut = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    size = _scaled(picture[cut].shape, min(1.0, SIDE / area**0.5))
    small, share = resized(picture[cut], size), resized(np.ascontiguousarray(mask[cut]), size)
    hard = (share > 0.5).astype(np.uint8)
    # a frame of nothing around it, so that the border of the crop counts as rim too
    inside = cv2.erode(np.pad(hard, 3), np.ones((5, 5), np.uint8))[3:-3, 3:-3].astype(np.float32)
    if inside.sum() < FEWEST / 4:
        return None
    return Swatch(np.maximum(to_linear(small.astype(np.float32) / 255), DARKEST), inside)


def _scaled(shape: tuple[int, ...], scale: float) -> tuple[int, int]:
    return max(8, round(shape[1] * scale)), max(8, round(shape[0] * scale))


def lab_of(linear: AnyArray) -> FloatPicture:
    """CIE Lab (D65) of linear light of shape (n, 3); values over 1 are clipped."""
    screen = to_screen(np.asarray(linear, dtype=np.float32))
    return np.asarray(cv2.cvtColor(screen[None], cv2.COLOR_RGB2Lab)[0], dtype=np.float32)
