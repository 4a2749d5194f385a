"""How much stirs in a picture from pixel to pixel, and over a few pixels: what interpolation and rounding leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reklamai.media.types import AnyArray

BLOCK: Final = 16
LIVELY: Final = 0.12
"""Steps of 8 bits: less over a few pixels is calm ground, where rounding to 8 bits would show."""
CALM, CONSTANT = 0.075, 0.05
"""Steps of 8 bits: rounding to 10 leaves 0.04 to 0.06 over a few pixels, rounding to 8 0.09 and more."""
CALM_SHARE: Final = 0.02
INTERPOLATED: Final = 0.17
"""Between pixels and over a few pixels: sharp pictures have 0.22 to 0.9, those enlarged twice 0.07 to 0.16."""
_NEXT, _NEXT_ACROSS = np.array([1, -4, 6, -4, 1], np.float32) / 16, np.array([1, 4, 6, 4, 1], np.float32) / 16
_FAR, _FAR_ACROSS = np.array([1, 0, 0, -2, 0, 0, 1], np.float32) / 4, np.array([1, 2, 3, 2, 1], np.float32) / 9


@dataclass(frozen=True, slots=True)
class Stir:
    """proven: there is ground too calm for 8 bits that is not flat; soft: nothing stirs from pixel to pixel."""

    proven: bool
    soft: bool


def stir_of(luma: AnyArray) -> Stir:
    """Of (H, W) float32 luma in steps of 8 bits. A picture of less than four blocks proves nothing."""
    if min(luma.shape) < 2 * BLOCK:
        return Stir(proven=False, soft=False)
    near, far = _energy(luma, _NEXT, _NEXT_ACROSS), _energy(luma, _FAR, _FAR_ACROSS)
    lively = far > LIVELY
    soft = bool(lively.mean() > 0.5 and np.median(near[lively] / far[lively]) < INTERPOLATED)
    calm = (far < CALM) & (_span(luma) > CONSTANT)
    return Stir(proven=bool(calm.mean() >= CALM_SHARE), soft=soft)


def _energy(luma: AnyArray, along: AnyArray, across: AnyArray) -> AnyArray:
    lying = np.asarray(cv2.sepFilter2D(luma, -1, along, across))
    standing = np.asarray(cv2.sepFilter2D(luma, -1, across, along))
    return np.asarray(np.sqrt(_blocks(lying**2 + standing**2).mean(axis=(1, 3))))


def _span(luma: AnyArray) -> AnyArray:
    blocks = _blocks(luma)
    return np.asarray(blocks.max(axis=(1, 3)) - blocks.min(axis=(1, 3)))


def _blocks(plane: AnyArray) -> AnyArray:
    height, width = (side // BLOCK for side in plane.shape)
    return plane[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK)
