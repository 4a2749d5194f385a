"""Frames out of plates: each plate is warped straight into the Y, U and V of the frame, only where it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.camera.plates import Plate
from reklamai.media.camera.rig import corners, inverted, mapped
from reklamai.media.camera.warp import fast_warps, moved, warp
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray

_HALF = np.array([[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]], np.float64)
"""From chroma pixels to luma pixels: chroma sits in the middle of its four."""
_HALF_BACK = inverted(_HALF)
Rows = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Visible:
    """Where a plate shows in one frame; all edges are even."""

    plate: Plate
    matrix: AnyArray
    rows: Rows
    columns: Rows
    solid: Rows
    """Rows of those that hide everything behind them, over the whole width."""


class Compositor:
    """Draws the frames of one clip; not for two threads at once."""

    def __init__(self, plates: Sequence[Plate], *, size: tuple[int, int]) -> None:
        self._plates = [*plates]
        self._size = size
        self._bounds = [_bounds(plate, size) for plate in self._plates]
        width, height = size
        self._y = np.empty((height, width), np.uint8)
        self._clear = np.empty((height, width), np.uint8)
        self._packed = np.empty((height // 2, width // 2, 4), np.uint8)
        self._colour = np.empty((3, height // 2, width // 2), np.uint8)

    def same(self, frame: int, other: int) -> bool:
        """Whether two frames show the same."""
        return all(np.array_equal(plate.sampling[frame], plate.sampling[other]) for plate in self._plates)

    def draw(self, index: int, frame: AnyArray) -> None:
        """Draw frame `index` into `frame`, (H * 3 / 2, W) uint8 I420; every pixel of it is written."""
        with fast_warps():
            for seen in self._visible(index):
                self._draw(seen, frame)

    def _visible(self, index: int) -> list[_Visible]:
        """Far to near, without what nearer plates hide."""
        shown: list[_Visible] = []
        hidden = (0, 0)
        for plate, bounds in zip(reversed(self._plates), reversed(self._bounds), strict=True):
            whole, columns = bounds[index]
            rows = _without(whole, hidden)
            if rows[0] >= rows[1] or columns[0] >= columns[1]:
                continue
            matrix = plate.sampling[index]
            opaque = whole if plate.clear is None else _solid_rows(plate, matrix, whole, columns, self._size[0])
            solid = max(opaque[0], rows[0]), min(opaque[1], rows[1])
            shown.append(_Visible(plate, matrix, rows, columns, solid if solid[0] < solid[1] else (rows[0], rows[0])))
            hidden = _joined(hidden, opaque)
        return shown[::-1]

    def _draw(self, seen: _Visible, frame: AnyArray) -> None:
        for rows in ((seen.rows[0], seen.solid[0]), (seen.solid[1], seen.rows[1])):
            if rows[0] < rows[1]:
                self._blend(seen, rows, frame)
        if seen.solid[0] < seen.solid[1]:
            self._copy(seen, frame)

    def _blend(self, seen: _Visible, rows: Rows, frame: AnyArray) -> None:
        if seen.plate.clear is None:
            raise ValueError("an opaque plate has no alpha to blend with")
        y, u, v = planes(frame)
        left, right = seen.columns
        full = np.s_[rows[0] : rows[1], left:right]
        half = np.s_[rows[0] // 2 : rows[1] // 2, left // 2 : right // 2]
        matrix = seen.matrix @ moved(left, rows[0])
        warp(seen.plate.clear, matrix, self._clear[full], border=255)
        warp(seen.plate.y, matrix, self._y[full], border=0)
        over(y[full], self._y[full], self._clear[full])
        packed, colour = self._packed[half], self._colour[:, half[0], half[1]]
        warp(seen.plate.colour, _HALF_BACK @ matrix @ _HALF, packed, border=(0, 0, 255, 0))
        cv2.mixChannels([packed], [*colour], [0, 0, 1, 1, 2, 2])
        over(u[half], colour[0], colour[2])
        over(v[half], colour[1], colour[2])

    def _copy(self, seen: _Visible, frame: AnyArray) -> None:
        y, u, v = planes(frame)
        (top, bottom), (left, right) = seen.solid, seen.columns
        matrix = seen.matrix @ moved(left, top)
        half = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
        warp(seen.plate.y, matrix, y[top:bottom, left:right])
        warp(seen.plate.colour, _HALF_BACK @ matrix @ _HALF, self._packed[half])
        cv2.mixChannels([self._packed[half]], [u[half], v[half]], [0, 0, 1, 1])


def over(target: AnyArray, colour: AnyArray, clear: AnyArray) -> None:
    """Put a premultiplied plane over another, in place. clear: 255 minus its alpha."""
    cv2.multiply(target, clear, dst=target, scale=1 / 255)
    cv2.add(target, colour, dst=target)


def _bounds(plate: Plate, size: tuple[int, int]) -> list[tuple[Rows, Rows]]:
    """Rows and columns that a plate may show in, frame by frame."""
    if plate.clear is None:
        return [((0, size[1]), (0, size[0]))] * len(plate.sampling)
    left, top, right, bottom = plate.inside
    edges = mapped(inverted(plate.sampling), corners((left - 1, top - 1, right, bottom)))
    low = np.clip(np.floor(edges.min(axis=1) / 2) * 2, 0, size).astype(int).tolist()
    high = np.clip(np.ceil((edges.max(axis=1) + 1) / 2) * 2, 0, size).astype(int).tolist()
    return [((y0, y1), (x0, x1)) for (x0, y0), (x1, y1) in zip(low, high, strict=True)]


def _solid_rows(plate: Plate, matrix: AnyArray, rows: Rows, columns: Rows, width: int) -> Rows:
    """Rows of the frame that the opaque band of a plate fills from edge to edge, with two pixels to spare."""
    none = rows[0], rows[0]
    if columns != (0, width) or plate.solid[1] - plate.solid[0] < 8:
        return none
    y = np.arange(*rows, dtype=np.float64)
    ends = [matrix @ np.stack([np.full_like(y, x), y, np.ones_like(y)]) for x in (0, width - 1)]
    inside = np.ones(len(y), bool)
    for end in ends:
        u, v = end[0] / end[2], end[1] / end[2]
        inside &= (v >= plate.solid[0] + 2) & (v <= plate.solid[1] - 3) & (u >= 2) & (u <= plate.y.shape[1] - 3)
    within = np.flatnonzero(inside)
    if not len(within):
        return none
    top, bottom = rows[0] + int(within[0]), rows[0] + int(within[-1]) + 1
    return (top + 1) // 2 * 2, bottom // 2 * 2


def _without(rows: Rows, hidden: Rows) -> Rows:
    """`rows` with what `hidden` takes off one of its ends; a hole in the middle is left in."""
    if hidden[0] <= rows[0] < hidden[1]:
        return min(hidden[1], rows[1]), rows[1]
    if hidden[0] < rows[1] <= hidden[1]:
        return rows[0], max(hidden[0], rows[0])
    return rows


def _joined(hidden: Rows, more: Rows) -> Rows:
    if more[0] >= more[1]:
        return hidden
    if hidden[0] >= hidden[1]:
        return more
    touching = more[0] <= hidden[1] and hidden[0] <= more[1]
    return (min(hidden[0], more[0]), max(hidden[1], more[1])) if touching else hidden
