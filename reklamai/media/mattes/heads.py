"""Where the faces are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.mattes import graphs
from reklamai.media.mattes.model import Box, Face
from reklamai.media.types import AnyArray, Picture

SAME_FACE = 0.3
"""Overlap (intersection over union) above which two boxes are one face."""


@dataclass(frozen=True, slots=True, eq=False)
class Spotted:
    """A face before its mesh. box: pixels, inside the picture; confidence: 0..1; marks: (6, 2) float32, pixels: eyes,
    tip of the nose, mouth, ears, right before left, as the person has them."""

    box: Box
    confidence: float
    marks: AnyArray


def faces(picture: Picture) -> tuple[Face, ...]:
    """The faces in a picture, largest first; profiles and faces under about 20 pixels are mostly missed.

    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    return tuple(Face(seen.box, seen.confidence) for seen in spot(picture))


def spot(picture: Picture) -> tuple[Spotted, ...]:
    """`faces` with their marks. Raises: ValueError for another shape or dtype."""
    check_picture(picture)
    small = graphs.shrunk(picture)
    found: list[Spotted] = []
    for near in (False, True):
        for seen in seen_by(small, near=near, size=(picture.shape[1], picture.shape[0])):
            if all(overlap(seen.box, other.box) < SAME_FACE for other in found):
                found.append(seen)
    return tuple(sorted(found, key=lambda seen: -seen.box[2] * seen.box[3]))


def seen_by(picture: Picture, *, near: bool, size: tuple[int, int] | None = None) -> list[Spotted]:
    """The faces that one net sees, in pixels of a picture of `size` (width, height) if not of this copy."""
    width, height = size or (picture.shape[1], picture.shape[0])
    found = []
    for seen in graphs.face_sightings(picture, near=near):
        x, y, wide, high = seen.box
        left, top = max(0, round(x * width)), max(0, round(y * height))
        right, bottom = min(width, round((x + wide) * width)), min(height, round((y + high) * height))
        if right > left and bottom > top:
            marks = seen.marks * np.array((width, height), np.float32)
            found.append(Spotted((left, top, right - left, bottom - top), seen.confidence, marks))
    return found


def overlap(one: Box, other: Box, *, of_smaller: bool = False) -> float:
    """Shared area of two boxes, 0..1 of their union, or of the smaller one."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    wide, high = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return shared / (min(aw * ah, bw * bh) if of_smaller else aw * ah + bw * bh - shared)
