"""The place behind people: its colours, itself without them, and whether it is indoors."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from anchors.media.features import PlaceFound
from anchors.media.fill import fill
from anchors.media.indoors import indoors
from anchors.media.palette import palette
from anchors.media.shapes import limited
from reklamai.media.colour import check_picture, to_lab
from reklamai.media.mattes.model import Missing
from reklamai.media.mattes.products import read_ground
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask, Picture

WORK_SIDE: Final = 720
MARGIN: Final = 0.012
"""Around a person that is filled too, share of the longer side: their rim and the edge of their shadow."""
FILLS: Final = 0.8
"""Share of the picture above which somebody hides the place."""
NOBODY: Final = 0.002
"""Share of the picture under which nobody needs to be painted over."""
EVEN: Final = 4.0
"""Lab distance from a smooth surface under which a ground is paper or a wall without anything: no place."""
GRAIN: Final = 4.5
"""Screen values by which neighbours differ, above which it is grass or stone and not the noise of a camera."""


def read_place(picture: Picture, *, person: Mask | None) -> tuple[PlaceFound, Picture] | Missing:
    """The place, and the picture without whoever is in front, in the size of the picture.

    picture: (H, W, 3) uint8, RGB order; person: (H, W) float32 0..1, everybody in front, or None.
    Missing: "person_fills_the_frame", "plain_ground" behind somebody or something, "empty_ground" without anything.
    Raises: ValueError for another shape or dtype, or a mask of another size.
    """
    check_picture(picture)
    if person is not None and person.shape != picture.shape[:2]:
        raise ValueError(f"a mask of {person.shape} for a picture of {picture.shape[:2]}")
    small = np.ascontiguousarray(limited(picture, WORK_SIDE))
    hole = _hole(person, small)
    hidden = float(hole.mean())
    if hidden > FILLS:
        return Missing("person_fills_the_frame")
    if _is_plain(small, hole):
        return Missing("plain_ground" if hidden > 0 else "empty_ground")
    ground = (~hole).astype(np.float32)
    inside, sure = indoors(small, ground)
    colours = palette(small, mask=ground)
    confidence = round((1 - hidden) * (1 if inside is None else sure), 3)
    found = PlaceFound(colours=colours, indoors=inside, filled=round(hidden, 4), confidence=confidence)
    return found, _without(picture, small, hole)


def _hole(person: Mask | None, small: Picture) -> AnyArray:
    height, width = small.shape[:2]
    if person is None:
        return np.zeros((height, width), bool)
    solid = resized(person, (width, height)) > 0.1
    if float(solid.mean()) < NOBODY:
        return np.zeros((height, width), bool)
    wide = max(1, round(MARGIN * max(height, width)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * wide + 1, 2 * wide + 1))
    return cv2.dilate(solid.astype(np.uint8), kernel) > 0


def _is_plain(small: Picture, hole: AnyArray) -> bool:
    """Whether nothing but one smooth surface is seen: paper, a studio's cove, a bare wall close by."""
    lab = to_lab(np.asarray(cv2.GaussianBlur(small, (0, 0), 1.5), dtype=np.uint8))
    seen = ~hole
    if float(seen.mean()) < 0.02:
        return True
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    grain = float(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 2.0))[seen].mean())
    off = np.linalg.norm(lab - read_ground(lab).colours, axis=2)[seen]
    return bool(grain < GRAIN and np.percentile(off, 93) < 2 * EVEN and off.mean() < EVEN)


def _without(picture: Picture, small: Picture, hole: AnyArray) -> Picture:
    if not hole.any():
        return picture.copy()
    made = fill(small, hole)
    height, width = picture.shape[:2]
    if made.shape == picture.shape:
        return made
    share = resized(hole.astype(np.float32), (width, height))[..., None] > 0.01
    return np.where(share, resized(made, (width, height)), picture)
