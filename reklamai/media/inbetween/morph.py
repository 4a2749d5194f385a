"""One face becomes another: two meshes meet half-way, and everything around them follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from reklamai.media.inbetween.mesh import FRACTION, NOBODY, affines, held, marked, painted, rim_of, unfolded
from reklamai.media.inbetween.shapes import Shape, extent, shapes_of
from reklamai.media.types import AnyArray, Picture, Plane

GRID: Final = 320
"""Longer side of the map that triangles are painted on: their edges are straight, so a coarse one is enough."""
AROUND: Final = 0.25
"""Sizes of a face that its own pace reaches beyond it."""
FARTHEST: Final = 4.0
LEAST_POINTS: Final = 60
"""Of a mesh that is one: fewer are left where a face cannot be made the other without folds."""
STARTS: Final = (0.2, 0.15)
LASTS: Final = 0.45
"""What has no counterpart changes in a short time, or it would be seen twice for long: after a fifth of the way beside
a face, a little later far from it. A face changes all the time."""


class Morph:
    """The way from one set of faces to another, for any two pictures that hold them.

    Building one takes milliseconds, so that moving pictures can have one for every pair of frames.
    """

    def __init__(self, first: Sequence[Shape], last: Sequence[Shape], *, size: tuple[int, int]) -> None:
        """first, last: as many shapes in each, in the same order; size: width and height of both pictures, pixels.

        Raises: ValueError without a shape, or with more on one side.
        """
        if not first or len(first) != len(last):
            raise ValueError(f"expected as many faces in both, got {len(first)} and {len(last)}")
        self.size = size
        self.scale = GRID / max(size)
        self.grid = (max(2, round(size[0] * self.scale)), max(2, round(size[1] * self.scale)))
        pairs = [held(one, other) for one, other in zip(first, last, strict=True)]
        whose = np.concatenate(
            [*(marked(pair[0], face) for face, pair in enumerate(pairs)), [NOBODY] * len(rim_of(size))]
        )
        kept, self.corners = unfolded(*(np.vstack([*side, rim_of(size)]) for side in zip(*pairs, strict=True)))
        self.first, self.last = (np.vstack([*side, rim_of(size)])[kept] for side in zip(*pairs, strict=True))
        self.faces = [np.flatnonzero(whose[kept] == face) for face in range(len(pairs))]
        self.faces = [face for face in self.faces if len(face) >= LEAST_POINTS]

    def at(self, first: Picture, last: Picture, t: float) -> Picture:
        """The moment `t`, 0..1: exactly the pictures at 0 and 1. Needs five copies of one."""
        if t <= 0 or t >= 1:
            return (first if t <= 0 else last).copy()
        now = (1 - t) * self.first + t * self.last
        share = np.asarray(cv2.resize(self.shares(now, t), self.size), np.float32)
        one, other = self.warped(first, now, self.first), self.warped(last, now, self.last)
        return np.asarray(cv2.blendLinear(one, other, 1 - share, share), np.uint8)

    def shares(self, now: AnyArray, t: float) -> Plane:
        """How much of the last is seen at each point of the coarse map, 0..1."""
        apart = np.full(self.grid[::-1], FARTHEST, np.float32)
        for face in self.faces:
            apart = np.minimum(apart, self.away(now[face]))
        own = np.clip(apart / AROUND, 0, 1)
        own = own * own * (3 - 2 * own)
        begins = own * (STARTS[0] + STARTS[1] * apart / max(1e-6, float(apart.max())))
        share = np.clip((t - begins) / (1 - own * (1 - LASTS)), 0, 1)
        return np.asarray(share * share * (3 - 2 * share), np.float32)

    def away(self, mesh: AnyArray) -> Plane:
        """How far each point of the coarse map is from a face, in sizes of it; 0 inside."""
        hull = cv2.convexHull(np.asarray((mesh + 0.5) * self.scale - 0.5, np.float32))
        outside = np.full(self.grid[::-1], 255, np.uint8)
        cv2.fillConvexPoly(outside, np.rint(hull).astype(np.int32), (0,))
        size = max(1.0, float(np.ptp(hull.reshape(-1, 2), axis=0).max()))
        return np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, 5) / size, np.float32)

    def warped(self, picture: Picture, now: AnyArray, then: AnyArray) -> Picture:
        """A picture whose points `then` have come to `now`. Beyond its rim the rim goes on."""
        x, y = (np.asarray(cv2.resize(plane, self.size), np.float32) for plane in self.shifts(now, then))
        x += np.arange(self.size[0], dtype=np.float32)
        y += np.arange(self.size[1], dtype=np.float32)[:, None]
        # mirrored, a forehead at the rim grew horns; filled from the other picture, that one's corners slid into sight
        return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)

    def shifts(self, now: AnyArray, then: AnyArray) -> tuple[AnyArray, AnyArray]:
        """Where each point of the coarse map comes from, against where it is: x and y, in pixels of the picture."""
        which = np.zeros(self.grid[::-1], np.int32)
        for index, triangle in enumerate(painted(now[self.corners], self.scale)):
            cv2.fillConvexPoly(which, triangle, (index,), shift=FRACTION)
        affine = affines(now[self.corners], then[self.corners] - now[self.corners])
        rows, columns = np.mgrid[0 : self.grid[1], 0 : self.grid[0]].astype(np.float32)
        x, y = (columns + 0.5) / self.scale - 0.5, (rows + 0.5) / self.scale - 0.5
        found = affine[which]
        return (
            found[..., 0, 0] * x + found[..., 0, 1] * y + found[..., 0, 2],
            found[..., 1, 0] * x + found[..., 1, 1] * y + found[..., 1, 2],
        )


def morph_of(first: Picture, last: Picture) -> Morph | None:
    """The morph between the faces of two pictures of one size; None if there is no face in one of them."""
    size = (first.shape[1], first.shape[0])
    starts, ends = paired(shapes_of(first), shapes_of(last))
    return Morph(starts, ends, size=size) if starts else None


def paired(first: Sequence[Shape], last: Sequence[Shape]) -> tuple[list[Shape], list[Shape]]:
    """Faces that belong together: all from the left if there are as many, else the largest alone."""
    if len(first) == len(last):
        return list(first), list(last)
    if not first or not last:
        return [], []
    return [max(first, key=extent)], [max(last, key=extent)]
