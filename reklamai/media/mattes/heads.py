"""Where the faces are."""

from __future__ import annotations

import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.mattes import graphs
from reklamai.media.mattes.model import Face
from reklamai.media.types import AnyArray, Picture

SAME_FACE = 0.3
"""Overlap (intersection over union) above which two boxes are one face."""


def faces(picture: Picture) -> tuple[Face, ...]:
    """The faces in a picture, largest first; profiles and faces under about 20 pixels are mostly missed.

    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    return tuple(face for face, _ in sightings(picture))


def sightings(picture: Picture) -> tuple[tuple[Face, AnyArray], ...]:
    """`faces`, each with its six marks as (6, 2) float32 in pixels: eyes, tip of the nose, mouth, ears.

    Right before left, as the person has them. Raises: ValueError for another shape or dtype.
    """
    check_picture(picture)
    height, width = picture.shape[:2]
    small = graphs.shrunk(picture)
    found: list[tuple[Face, AnyArray]] = []
    for near in (False, True):
        for seen in graphs.face_sightings(small, near=near):
            x, y, wide, high = seen.box
            left, top = max(0, round(x * width)), max(0, round(y * height))
            right, bottom = min(width, round((x + wide) * width)), min(height, round((y + high) * height))
            face = Face((left, top, right - left, bottom - top), seen.confidence)
            if right > left and bottom > top and all(_overlap(face, other) < SAME_FACE for other, _ in found):
                found.append((face, seen.marks * np.array((width, height), np.float32)))
    return tuple(sorted(found, key=lambda each: -each[0].box[2] * each[0].box[3]))


def _overlap(one: Face, other: Face) -> float:
    (ax, ay, aw, ah), (bx, by, bw, bh) = one.box, other.box
    wide, high = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (aw * ah + bw * bh - wide * high)
