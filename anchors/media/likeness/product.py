"""Is it the same thing: its marks found again in the result, and its colours there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness import points
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness
from anchors.media.likeness.model import Judged
from anchors.media.likeness.points import Points
from anchors.media.likeness.swatch import Swatch, swatch
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask, Picture

MARKS: Final = 25
"""Points on the held thing under which its marks alone say nothing: a plain cup."""
ENOUGH: Final = 18
"""Points found again that leave no doubt."""
FAR: Final = 30.0
"""Lab units at which colours are no longer alike."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing made ready for comparing; picture and mask of one size."""

    picture: Picture
    mask: Mask
    swatch: Swatch
    points: Points


def thing(picture: Picture, mask: Mask) -> Thing | None:
    """The thing inside `mask`, (H, W) float32 0..1; None if it is too small."""
    region = swatch(picture, mask)
    return None if region is None else Thing(picture, mask, region, points.found(picture, mask))


def same_thing(held: Thing | None, picture: Picture, *, seen: Mask | None) -> Judged:
    """How much a result shows the held thing.

    picture: (H, W, 3) uint8, the result; seen: (H, W) float32, where a thing stands out in it, if one does.
    Missing: "reference_too_plain" if the held one is too small, or has no marks and nothing stands out.
    """
    if held is None:
        return Missing("reference_too_plain")
    everywhere = np.ones(picture.shape[:2], np.float32)
    there = points.found(picture, everywhere)
    matrix, count = points.mapped(held.points, there)
    where = seen if matrix is None else _carried(held, matrix, there.size, picture.shape)
    if where is None and len(held.points.places) < MARKS:
        return Missing("reference_too_plain")
    shown = None if where is None else swatch(picture, where)
    colours = FAR if shown is None else min(FAR, apart(held.swatch, shown).distance)
    marks = min(1.0, count / ENOUGH)
    # a thing without marks is judged by its colours alone, and cannot be surer than they are
    distance = colours / FAR + (1 - marks if len(held.points.places) >= MARKS else 0.4)
    return likeness("product", distance, points=count, marks=len(held.points.places), colours=colours)


def _carried(held: Thing, matrix: AnyArray, size: tuple[int, int], shape: tuple[int, ...]) -> Mask:
    mask = resized(held.mask, held.points.size)
    moved = cv2.warpPerspective(mask, matrix, size)
    return np.asarray(np.clip(resized(moved, (shape[1], shape[0])), 0, 1), dtype=np.float32)
