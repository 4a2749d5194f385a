"""A colour table that OpenCV's `remap` reads: exact along one axis, interpolated along the two others."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from reklamai.media.types import AnyArray

STEP = 8
NODES = 256 // STEP + 1
"""Along rows and columns of a page; between them the table is interpolated. The last one stands for 255: white must
stay white."""
PAGES = 16
"""Pages along each side of the picture that holds them all. There are 256, one for each value of the first axis, so a
gradient along it is exact to half a step. `remap` interpolates in 4 ms what indexing by NumPy takes 40 ms for; a loop
compiled by numba is faster yet (6 ms), but costs every worker 1.4 s to compile."""


class Cells(NamedTuple):
    """Where in a page each pixel is: packed x and y of its cell, and the share of the way to the next one."""

    corner: AnyArray
    between: AnyArray


def nodes() -> AnyArray:
    """(256, NODES, NODES, 3) float32: what each entry of an atlas stands for, first axis, row and column; 0..255."""
    steps = np.minimum(np.arange(NODES, dtype=np.float32) * STEP, 255)
    return np.stack(np.meshgrid(np.arange(256, dtype=np.float32), steps, steps, indexing="ij"), axis=-1)


def atlas(entries: AnyArray) -> AnyArray:
    """The picture that `place`'s places lead into: (256, NODES, NODES[, C]) values 0..255, rounded to uint8."""
    more = entries.shape[3:]
    grid = np.moveaxis(entries.reshape(PAGES, PAGES, NODES, NODES, *more), 2, 1)
    side = PAGES * NODES
    return np.ascontiguousarray(np.clip(np.round(grid), 0, 255).reshape(side, side, *more), np.uint8)


def cells(rows: AnyArray, columns: AnyArray) -> Cells:
    """Of two (H, W) uint8 planes, the second and third axis of the table."""
    corner = cv2.add(cv2.LUT(rows, _ROW), cv2.LUT(columns, _COLUMN))
    return Cells(corner, cv2.add(cv2.LUT(rows, _BETWEEN_ROWS), cv2.LUT(columns, _BETWEEN_COLUMNS)))


def doubled(small: Cells) -> Cells:
    """The same cells for a picture of twice the size."""
    corner = cv2.resize(_places(small.corner), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    between = cv2.resize(small.between, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    return Cells(corner.view(np.int32)[..., 0], between)


def places(at: Cells, pages: AnyArray) -> AnyArray:
    """Of an (H, W) uint8 plane, the first axis of the table: `remap`'s first map; its second is `at.between`."""
    return _places(cv2.add(at.corner, cv2.LUT(pages, _PAGE)))


def _places(packed: AnyArray) -> AnyArray:
    return packed.view(np.int16).reshape(*packed.shape[:2], 2)


def _pairs(x: AnyArray, y: AnyArray) -> AnyArray:
    """(1, 256) int32 table of x and y packed as `remap` takes them: two 16-bit numbers that can be added as one."""
    return np.stack([x, y], axis=-1).astype(np.int16).view(np.int32).reshape(1, 256)


_VALUES = np.arange(256)
_PAGE = _pairs(_VALUES % PAGES * NODES, _VALUES // PAGES * NODES)
_CELL, _SHARE = _VALUES // STEP, _VALUES % STEP * (cv2.INTER_TAB_SIZE // STEP)
_SHARE[-STEP:] = np.round(np.arange(STEP) * cv2.INTER_TAB_SIZE / (STEP - 1))
_CELL[-1], _SHARE[-1] = NODES - 1, 0
_COLUMN, _ROW = _pairs(_CELL, 0 * _CELL), _pairs(0 * _CELL, _CELL)
_BETWEEN_COLUMNS = _SHARE.astype(np.uint16)[None]
_BETWEEN_ROWS = (_SHARE * cv2.INTER_TAB_SIZE).astype(np.uint16)[None]
