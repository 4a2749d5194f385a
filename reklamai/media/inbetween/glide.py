"""A camera that goes from one view to another of the same thing: nearer, turned, moved aside, and nothing else changed.

Motion that is measured pixel by pixel loses its way on large moves; where one camera move explains all, it is exact.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.inbetween.blends import smooth
from reklamai.media.types import AnyArray, Picture, Plane

LEAST_POINTS: Final = 24
"""The worst of 72 unrelated pairs of photos shared 20, which no one move explained; what both see is compared too."""
MOST_LEFT: Final = 0.2
"""Share of the shared points that the move may leave unexplained: with parallax it is more."""
CHANGED: Final = 24
MOST_CHANGED: Final = 0.02
"""Share of what both see that may differ by so many luma steps: somebody who walks through is more, and is moved by
the flow."""
LEAST_SEEN: Final = 0.1
"""Of the last picture, what the first must show too."""
PIXELS_OFF: Final = 2.0
FEATHER: Final = 0.06
"""Of the shorter side: the rim of either picture fades over so much, as light and sharpness differ a little."""


class Glide:
    """The way of such a camera between two pictures of one size."""

    def __init__(self, matrix: AnyArray, *, size: tuple[int, int]) -> None:
        """matrix: (2, 3), from pixels of the first picture to pixels of the last, without shear; size: of both."""
        self.size = size
        self.turn = complex(matrix[0, 0], matrix[1, 0])
        self.shift = complex(matrix[0, 2], matrix[1, 2])
        rows, columns = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
        rim = np.minimum(np.minimum(columns, size[0] - 1 - columns), np.minimum(rows, size[1] - 1 - rows))
        self.inside = np.clip((rim + 1) / (FEATHER * min(size)), 0, 1)

    def at(self, first: Picture, last: Picture, t: float) -> Picture:
        """The moment `t`, 0..1: exactly the pictures at 0 and 1. Needs four copies of one, and three planes."""
        if t <= 0 or t >= 1:
            return (first if t <= 0 else last).copy()
        there = self.way(t)
        back = self.way(t - 1)
        near, far = (self.weight(matrix) * part for matrix, part in ((there, 1 - smooth(t)), (back, smooth(t))))
        total = near + far
        # where neither sees anything, the rims of both go on, mirrored
        share = np.where(total > 0, far / np.maximum(total, 1e-6), t).astype(np.float32)
        one, other = self.moved(first, there), self.moved(last, back)
        return np.asarray(cv2.blendLinear(one, other, 1 - share, share), np.uint8)

    def way(self, t: float) -> AnyArray:
        """(2, 3): where a picture's points are after so much of the move; the scale grows by equal factors."""
        turn = self.turn**t
        shift = self.shift * t if abs(self.turn - 1) < 1e-6 else self.shift * (1 - turn) / (1 - self.turn)
        return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], np.float64)

    def weight(self, matrix: AnyArray) -> Plane:
        made = cv2.warpAffine(self.inside, matrix, self.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        return np.asarray(made, np.float32)

    def moved(self, picture: Picture, matrix: AnyArray) -> Picture:
        made = cv2.warpAffine(picture, matrix, self.size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        return np.asarray(made, np.uint8)


def glide_between(first: Picture, last: Picture, points: tuple[AnyArray, AnyArray]) -> AnyArray | None:
    """The one move of the camera that makes one picture the other, (2, 3); None where there is more to it.

    points: what both share, (N, 2) each.
    """
    if len(points[0]) < LEAST_POINTS:
        return None
    matrix, kept = cv2.estimateAffinePartial2D(points[0], points[1], ransacReprojThreshold=PIXELS_OFF)
    if matrix is None or np.count_nonzero(kept) < (1 - MOST_LEFT) * len(points[0]):
        return None
    size = (first.shape[1], first.shape[0])
    seen = cv2.warpAffine(np.full(first.shape[:2], 255, np.uint8), matrix, size) == 255
    if seen.mean() < LEAST_SEEN:
        return None
    apart = cv2.absdiff(softened(cv2.warpAffine(first, matrix, size, flags=cv2.INTER_AREA)), softened(last))
    return matrix if float((apart[seen] > CHANGED).mean()) < MOST_CHANGED else None


def softened(picture: AnyArray) -> AnyArray:
    """Its light without what a change of sharpness makes of it."""
    return cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 2)


def scaled(matrix: AnyArray, factors: tuple[float, float]) -> AnyArray:
    """The same move for copies of the pictures that are so many times as wide and as high.

    Copies whose two factors differ by a rounding get the move of the mean of both.
    """
    by = (factors[0] + factors[1]) / 2
    half = (by - 1) / 2  # pixel centres lie at whole numbers
    moved = matrix.copy()
    moved[:, 2] = by * matrix[:, 2] + half - matrix[:, :2] @ np.full(2, half)
    return moved
