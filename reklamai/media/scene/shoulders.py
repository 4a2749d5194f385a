"""Shoulders and arms that a picture cut off at its sides, rounded off: a person may then stand in a wider frame."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import cv2
import numpy as np

from reklamai.media.faces import Face
from reklamai.media.types import AnyArray, Rgba

HALF = 1.5
"""From the middle of the face to the outer arm, widths of a face box: 0.25 m against 0.165 m."""
LEAST, MOST = 0.04, 0.22
"""Bounds of what is added on a side, shares of the width."""
FALL = 1.5
"""How much farther down than out a shoulder runs."""
JAW = 0.9
"""Height of a face box at which ears and jaw are over and a raised shoulder may begin."""
HAIR = 0.025
"""Share of the width over which hair that the picture cut fades out."""


def shouldered(pixels: Rgba, ends: Collection[str], face: Face | None) -> tuple[Rgba, Face | None]:
    """A cut-out with its arms rounded off at the sides ("left", "right") where the picture cut them, and its face.

    What is added mirrors what is there: cloth and skin go on, up to the breadth that the face tells. Beside the head
    nothing is added, an ear would come twice: there the cut fades out.
    """
    for side in ("left", "right"):
        if side in ends:
            pixels, face = _rounded(pixels, face, left=side == "left")
    return pixels, face


def _rounded(pixels: Rgba, face: Face | None, *, left: bool) -> tuple[Rgba, Face | None]:
    reach = _reach(pixels.shape[1], face, left=left)
    sides = (reach, 0) if left else (0, reach)
    wide = np.asarray(cv2.copyMakeBorder(pixels, 0, 0, *sides, cv2.BORDER_REFLECT_101), np.uint8)
    head = 0 if face is None else min(len(wide), max(0, round(face.box[1] + JAW * face.box[3])))
    curve = _curve(pixels[:, 0 if left else -1, 3], reach, above=head)
    new = np.s_[:, :reach] if left else np.s_[:, -reach:]
    shape = curve[:, ::-1] if left else curve
    wide[(*new, 3)] = (wide[(*new, 3)] * shape + 0.5).astype(np.uint8)
    _fade(wide[:head, reach:] if left else wide[:head, :-reach], left=left)
    return wide, _moved(face, reach) if left else face


def _reach(width: int, face: Face | None, *, left: bool) -> int:
    """Columns to add."""
    if face is None:
        return max(2, round(LEAST * width))
    middle = face.box[0] + face.box[2] / 2
    short = HALF * face.box[2] - (middle if left else width - middle)
    return max(2, round(min(max(short, LEAST * width), MOST * width)))


def _fade(head: Rgba, *, left: bool) -> None:
    """Let the rows of a head that the picture cut run out at that side, in place."""
    cut = head[:, 0 if left else -1, 3] > 128
    columns = max(2, round(HAIR * head.shape[1]))
    ramp = (np.arange(columns, dtype=np.float32) + 0.5) / columns
    there = np.s_[cut, :columns, 3] if left else np.s_[cut, -columns:, 3]
    head[there] = (head[there] * (ramp if left else ramp[::-1])[None] + 0.5).astype(np.uint8)


def _curve(edge: AnyArray, reach: int, *, above: int) -> AnyArray:
    """(rows, reach) 0..1: what lies under a quarter of an ellipse that starts where the cut `edge` begins, but not
    `above` that row."""
    solid = np.flatnonzero(edge[above:] > 128)
    first = above + int(solid[0]) if len(solid) else len(edge)
    out = (np.arange(reach, dtype=np.float32) + 0.5) / reach
    top = first + FALL * reach * (1 - np.sqrt(np.maximum(0, 1 - out**2)))
    under = np.clip(np.arange(len(edge), dtype=np.float32)[:, None] - top[None] + 0.5, 0, 1)
    return np.asarray(under * np.clip((1 - out) * reach / 2, 0, 1)[None], np.float32)


def _moved(face: Face | None, by: int) -> Face | None:
    if face is None:
        return None
    x, y, width, height = face.box
    marks = None if face.landmarks is None else np.add(face.landmarks, (by, 0, 0), dtype=np.float32)
    return replace(face, box=(x + by, y, width, height), landmarks=marks)
