"""Is it the same thing: its marks found again in the result, and its colours there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness import points
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness, rooted, weighed
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
PLAIN: Final = 0.7
"""A thing without marks is judged by its colours, and cannot be surer than this leaves it."""
WEIGHTS: Final = {"colours": 0.2, "lost": 0.6}
"""Of the roots of the differences in the distance. A fit gives colours half of it (0.11 and 0.65), for want of pairs of
one thing in two colours; so it is set by hand that a thing found again, but 20 units off in colour, is only "close"."""


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
    found = None if held is None else differences(held, picture, seen=seen)
    if found is None:
        return Missing("reference_too_plain")
    facts = {"colours": found["colours"], "points": found["points"], "marks": found["marks"]}
    return likeness("product", weighed(WEIGHTS, rooted(found)), **facts)


def differences(held: Thing, picture: Picture, *, seen: Mask | None) -> dict[str, float] | None:
    """What the distance is made of; None if nothing can be said.

    colours: in Lab units, where the thing was found again or stands out; lost: 0 where its marks were found again, 1
    where none was, PLAIN for a thing that has none; points, marks: how many were found again, and there are.
    """
    there = points.found(picture, np.ones(picture.shape[:2], np.float32))
    matrix, count = points.mapped(held.points, there)
    marks = len(held.points.places)
    where = seen if matrix is None else _carried(held, matrix, there.size, picture.shape)
    if where is None and marks < MARKS:
        return None
    shown = None if where is None else swatch(picture, where)
    colours = FAR if shown is None else min(FAR, apart(held.swatch, shown).distance)
    lost = 1 - min(1.0, count / ENOUGH) if marks >= MARKS or count else PLAIN
    return {"colours": colours, "lost": lost, "points": float(count), "marks": float(marks)}


def _carried(held: Thing, matrix: AnyArray, size: tuple[int, int], shape: tuple[int, ...]) -> Mask:
    mask = resized(held.mask, held.points.size)
    moved = cv2.warpPerspective(mask, matrix, size)
    return np.asarray(np.clip(resized(moved, (shape[1], shape[0])), 0, 1), dtype=np.float32)
