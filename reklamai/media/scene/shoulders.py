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


def shouldered(pixels: Rgba, ends: Collection[str], face: Face | None) -> tuple[Rgba, Face | None]:
    """A cut-out with its arms rounded off at the sides ("left", "right") where the picture cut them, and its face.

    What is added mirrors what is there: cloth and skin go on, up to the breadth that the face tells.
    """
    for side in ("left", "right"):
        if side in ends:
            pixels, face = _rounded(pixels, face, left=side == "left")
    return pixels, face


def _rounded(pixels: Rgba, face: Face | None, *, left: bool) -> tuple[Rgba, Face | None]:
    reach = _reach(pixels.shape[1], face, left=left)
    sides = (reach, 0) if left else (0, reach)
    wide = np.asarray(cv2.copyMakeBorder(pixels, 0, 0, *sides, cv2.BORDER_REFLECT_101), np.uint8)
    curve = _curve(pixels[:, 0 if left else -1, 3], reach)
    new = np.s_[:, :reach] if left else np.s_[:, -reach:]
    shape = curve[:, ::-1] if left else curve
    wide[(*new, 3)] = (wide[(*new, 3)] * shape + 0.5).astype(np.uint8)
    return wide, _moved(face, reach) if left else face


def _reach(width: int, face: Face | None, *, left: bool) -> int:
    """Columns to add."""
    if face is None:
        return max(2, round(LEAST * width))
    middle = face.box[0] + face.box[2] / 2
    short = HALF * face.box[2] - (middle if left else width - middle)
    return max(2, round(min(max(short, LEAST * width), MOST * width)))


def _curve(edge: AnyArray, reach: int) -> AnyArray:
    """(rows, reach) 0..1: what lies under a quarter of an ellipse that starts where the cut `edge` begins."""
    solid = np.flatnonzero(edge > 128)
    first = int(solid[0]) if len(solid) else len(edge)
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
