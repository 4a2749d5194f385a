"""A held place laid under a result: what of it should be seen there, as blurred as it is seen there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness.focus import blur_of, blurred_alike
from anchors.media.likeness.layout import fit, unevenness
from anchors.media.likeness.swatch import Swatch, swatch
from anchors.media.shapes import limited
from reklamai.media.pictures import resized
from reklamai.media.types import Mask, Picture

SIDE: Final = 480
"""Longer side of the copies: the finest grain that is compared is there still."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A place as it is seen in a picture. picture: (h, w, 3) uint8, no side over 480; free: (h, w) float32 0..1,
    where nobody is in front."""

    picture: Picture
    free: Mask


@dataclass(frozen=True, slots=True)
class Overlay:
    """Two places at the best fit of one into the other.

    held, seen: the same part of both, equally blurred. agreement: see `Fit`. blur: sigma of the seen one's edges, in
    pixels of a copy of 480. unevenness: how much the seen one varies at all, Lab units.
    """

    held: Swatch
    seen: Swatch
    agreement: float
    blur: float
    unevenness: float


def sight(picture: Picture, free: Mask) -> Sight:
    """A small copy of a picture, and of where it shows the place."""
    small = np.ascontiguousarray(limited(picture, SIDE))
    return Sight(small, resized(free, (small.shape[1], small.shape[0])))


def overlaid(held: Sight, seen: Sight) -> Overlay | None:
    """The held place where it fits best under the seen one; None if too little of one lies on the other."""
    best = fit(held.picture, seen.picture, seen.free)
    if best is None:
        return None
    size = seen.picture.shape[1], seen.picture.shape[0]
    there = cv2.warpAffine(held.picture, best.matrix, size, borderMode=cv2.BORDER_REPLICATE)
    free = np.asarray(seen.free * cv2.warpAffine(held.free, best.matrix, size), dtype=np.float32)
    soft, own = blur_of(seen.picture, seen.free), blur_of(np.asarray(there, dtype=np.uint8), free)
    one = swatch(blurred_alike(np.asarray(there, dtype=np.uint8), own=own, wanted=soft), free)
    other = swatch(blurred_alike(seen.picture, own=soft, wanted=own), free)
    if one is None or other is None:
        return None
    return Overlay(one, other, best.agreement, soft, unevenness(seen.picture, seen.free))
