"""Where the faces are."""

from __future__ import annotations

from reklamai.media.colour import check_picture
from reklamai.media.mattes import graphs
from reklamai.media.mattes.model import Face
from reklamai.media.types import Picture

SAME_FACE = 0.3
"""Overlap (intersection over union) above which two boxes are one face."""


def faces(picture: Picture) -> tuple[Face, ...]:
    """The faces in a picture, largest first; profiles and faces under about 20 pixels are mostly missed.

    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    check_picture(picture)
    height, width = picture.shape[:2]
    found: list[Face] = []
    for near in (False, True):
        for x, y, wide, high, score in graphs.face_boxes(picture, near=near):
            left, top = max(0, round(x * width)), max(0, round(y * height))
            right, bottom = min(width, round((x + wide) * width)), min(height, round((y + high) * height))
            face = Face((left, top, right - left, bottom - top), score)
            if right > left and bottom > top and all(_overlap(face, other) < SAME_FACE for other in found):
                found.append(face)
    return tuple(sorted(found, key=lambda face: -face.box[2] * face.box[3]))


def _overlap(one: Face, other: Face) -> float:
    (ax, ay, aw, ah), (bx, by, bw, bh) = one.box, other.box
    wide, high = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (aw * ah + bw * bh - wide * high)
