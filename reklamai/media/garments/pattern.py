"""Whether cloth is plain, striped, checked, dotted or otherwise patterned. Folds are no stripes."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.garments.model import Pattern
from reklamai.media.garments.spectrum import WINDOWS, Rhythm, dottedness, rhythm
from reklamai.media.mattes.model import box_of
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture

AREA = 60_000
"""Pixels of cloth that are looked at."""
ENLARGED = 1.5
"""Times that small cloth is enlarged at most."""
QUIET, LOUD = 4.5, 7.5
"""Lab contrast of folds in plain cloth stays under the first mostly, that of a pattern is over the second mostly:
0.8..4 on 13 plain suits, shirts and dresses, 8..32 on 8 patterned ones; ruffles and straps lie between."""
STRAY = 0.07
"""Of stripes: what bends and folds bring across them, as a share of what lies along them."""
KNIT = 0.5
"""Share of fine contrast from which cloth without a peak is knit or noise, not patterned."""


def judge(picture: Picture, mask: Mask) -> Pattern:
    """The pattern of the cloth that `mask` holds.

    picture: (H, W, 3) uint8, RGB order; mask: (H, W) float32 0..1. Stripes of nearly one tone count as plain; cloth
    too small to be judged is plain with confidence 0.
    """
    cut = _cut(picture, mask)
    if cut is None:
        return Pattern("plain", 0.0)
    lab, solid = cut
    found = [each for side in WINDOWS if (each := rhythm(lab, solid, side=side)) is not None]
    if not found:
        return Pattern("plain", 0.0)
    told = found[-1] if _is_broad(found[0], found[-1]) else found[0]
    if _is_plain(told):
        return Pattern("plain", _share(LOUD - told.contrast, LOUD - 2.0) if told.fine < KNIT else 0.6)
    return _patterned(told, lab, solid)


def _is_broad(near: Rhythm, broad: Rhythm) -> bool:
    """Whether broad windows see clearly more: they are few, and folds and lapels reach into them."""
    return broad.windows >= 3 and near.contrast > 0.75 * QUIET and broad.contrast > 1.6 * near.contrast


def _is_plain(told: Rhythm) -> bool:
    knit = told.fine > KNIT and told.peak < 0.14
    between = told.contrast < LOUD and (told.peak < 0.5 or told.contrast < QUIET + 1)
    return told.contrast < QUIET or knit or between


def _patterned(told: Rhythm, lab: FloatPicture, solid: AnyArray) -> Pattern:
    seen = _share(told.contrast - QUIET, 2 * LOUD - QUIET)
    regular = max(0.3, _share(told.peak - 0.2, 0.35))
    if told.one_way > 0.6 and told.crossed < STRAY and told.peak > 0.4:
        return Pattern("striped", round(seen * regular, 2))
    if told.two_ways > 0.5 and told.crossed >= STRAY and told.peak > 0.3:
        return Pattern("checked", round(seen * regular, 2))
    spots = dottedness(lab, solid)
    if spots > 0.55:
        return Pattern("dotted", round(seen * spots, 2))
    return Pattern("patterned", round(seen * 0.8, 2))


def _cut(picture: Picture, mask: Mask) -> tuple[FloatPicture, AnyArray] | None:
    """The cloth in Lab at the size it is judged at, and where it is for sure."""
    box = box_of(mask)
    if box is None:
        return None
    x, y, width, height = box
    part, alpha = picture[y : y + height, x : x + width], mask[y : y + height, x : x + width]
    scale = min(ENLARGED, (AREA / max(1.0, float((alpha > 0.5).sum()))) ** 0.5)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    solid = cv2.erode((resized(alpha, size) > 0.6).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return to_lab(np.ascontiguousarray(resized(part, size))), solid


def _share(value: float, whole: float) -> float:
    return round(float(np.clip(value / whole, 0, 1)), 2)
