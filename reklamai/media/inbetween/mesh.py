"""Two sets of points with one net of triangles over both."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.spatial import Delaunay

from reklamai.media.inbetween.shapes import SKIN, Shape, extent
from reklamai.media.types import AnyArray

RIM: Final = 6
"""Points along each side of a frame that stays where it is."""
BEYOND: Final = 0.3
"""Sides that it lies outside of the picture: hair that touches the rim can move with its head."""
RIM_POINTS: Final = 4 * (RIM - 1)
NOBODY: Final = -1
PASSES: Final = 12
STRETCH: Final = 2.0
"""An outline may be moved to so much of its place on the other face; beyond it hair would be smeared."""
FRACTION: Final = 4
"""Bits behind the point of the corners of triangles that are painted."""


def held(one: Shape, other: Shape) -> tuple[AnyArray, AnyArray]:
    """What both have; where one picture ends within a head, the other says how far it goes on."""
    a, b = one.outline - one.centre, other.outline - other.centre
    near, far = (np.linalg.norm(each, axis=1) / extent(shape) for each, shape in ((a, one), (b, other)))
    reach = np.where(one.cut, np.fmax(near, far), near), np.where(other.cut, np.fmax(near, far), far)
    ratio = reach[0] / reach[1]
    kept = (ratio < STRETCH) & (ratio > 1 / STRETCH) & ~(one.cut & other.cut)  # NaN compares as False
    a *= (reach[0] / near)[:, None]
    b *= (reach[1] / far)[:, None]
    return np.vstack([one.mesh, (one.centre + a)[kept]]), np.vstack([other.mesh, (other.centre + b)[kept]])


def rim_of(size: tuple[int, int]) -> AnyArray:
    """What stays in its place: a frame around the picture."""
    along = np.linspace(0, 1, RIM)
    sides = [(x, y) for x in along for y in along if x in (0, 1) or y in (0, 1)]
    around = np.array(sides, np.float32) * (1 + 2 * BEYOND) - BEYOND
    return np.asarray(around * (np.array(size, np.float32) - 1), np.float32)


def unfolded(first: AnyArray, last: AnyArray) -> tuple[AnyArray, AnyArray]:
    """Which points are kept, as indices, and the triangles between those: without the points around which some triangle
    would turn over on its way. The far cheek of a face that turns is such a place."""
    kept, passes = np.arange(len(first)), 0
    while True:
        one, other = first[kept], last[kept]
        corners = np.asarray(Delaunay((one + other) / 2).simplices)
        signs = np.sign(areas(((one + other) / 2)[corners]))
        turned = np.zeros(len(corners), bool)
        for t in (0.0, 0.25, 0.75, 1.0):
            turned |= areas(((1 - t) * one + t * other)[corners]) * signs <= 0
        counts = np.bincount(corners[turned].ravel(), minlength=len(kept))
        counts[-RIM_POINTS:] = 0
        if not counts.any():
            return kept, corners
        passes += 1  # the worst first, as they turn their neighbours' triangles; after a few rounds, whatever is left
        kept = kept[counts <= (counts.max() // 2 if passes < PASSES else 0)]


def marked(points: AnyArray, face: int) -> AnyArray:
    """Whose each of the points of one face is; those of its outline are nobody's skin."""
    return np.where(np.arange(len(points)) < SKIN, face, NOBODY)


def areas(triangles: AnyArray) -> AnyArray:
    """Twice the signed area of (N, 3, 2) triangles."""
    one, two = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    return np.asarray(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])


def affines(triangles: AnyArray, moved: AnyArray) -> AnyArray:
    """(N, 2, 3): for each triangle the affine map of a point (x, y, 1) to what its corners are moved by."""
    ones = np.ones((*triangles.shape[:2], 1), np.float64)
    square = np.concatenate([triangles.astype(np.float64), ones], axis=2)
    flat = np.abs(areas(triangles)) < 1e-3
    square[flat] = np.eye(3)
    found = np.linalg.solve(square, moved.astype(np.float64))
    found[flat] = 0
    return np.asarray(found.transpose(0, 2, 1), np.float32)


def painted(triangles: AnyArray, scale: float) -> AnyArray:
    """Corners in the coarse map, in its fixed-point numbers."""
    return np.asarray(np.rint(((triangles + 0.5) * scale - 0.5) * 2**FRACTION), np.int32)
