"""Single points of a picture that can be found again in another one: corners of prints, windows, labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from anchors.media.shapes import limited
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask, Picture

SIDE: Final = 900
"""Longer side at which points are looked for."""
MOST: Final = 900
RATIO: Final = 0.78
"""A match must be nearer than the second best by this factor (Lowe 2004: 0.8)."""
MISS_PX: Final = 5.0


@dataclass(frozen=True, slots=True)
class Points:
    """places: (n, 2) float32 pixels of the copy; signs: (n, 128) float32 RootSIFT; size: width, height of the copy."""

    places: AnyArray
    signs: AnyArray
    size: tuple[int, int]


def found(picture: Picture, inside: Mask) -> Points:
    """Up to 900 points where `inside` > 0.5, in a copy at most 900 pixels long.

    Source: Lowe (2004), with the root of Arandjelovic and Zisserman (2012).
    """
    small = limited(picture, SIDE)
    size = small.shape[1], small.shape[0]
    within = (resized(inside, size) > 0.5).astype(np.uint8)
    grey = cv2.cvtColor(np.ascontiguousarray(small), cv2.COLOR_RGB2GRAY)
    spots, signs = _finder().detectAndCompute(grey, within)
    if signs is None or not len(spots):
        return Points(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32), size)
    rooted = np.sqrt(signs / np.maximum(signs.sum(axis=1, keepdims=True), 1e-6))
    return Points(np.array([spot.pt for spot in spots], np.float32), rooted.astype(np.float32), size)


def pairs(one: Points, other: Points) -> AnyArray:
    """(m, 2) int: indices of points that are each other's clear best match."""
    if len(one.signs) < 2 or len(other.signs) < 2:
        return np.zeros((0, 2), int)
    near = one.signs @ other.signs.T  # unit vectors: the largest product is the smallest distance
    apart = np.sqrt(np.maximum(0, 2 - 2 * near))
    best = apart.argmin(axis=1)
    first, second = np.partition(apart, 1, axis=1)[:, :2].T
    back = apart.argmin(axis=0)
    mutual = back[best] == np.arange(len(best))
    clear = np.flatnonzero(mutual & (first < RATIO * second))
    return np.stack([clear, best[clear]], axis=1)


def agreeing(one: Points, other: Points) -> int:
    """How many points are found again in one arrangement (a homography)."""
    return mapped(one, other)[1]


def mapped(one: Points, other: Points) -> tuple[AnyArray | None, int]:
    """The homography that carries `one` onto `other`, and the points that agree with it; None, 0 if there is none."""
    both = pairs(one, other)
    if len(both) < 6:
        return None, 0
    source, target = one.places[both[:, 0]], other.places[both[:, 1]]
    matrix, agree = cv2.findHomography(source, target, cv2.RANSAC, MISS_PX, maxIters=1500)
    if matrix is None or not _sound(matrix, one.size):
        return None, 0
    count = int(agree.sum())
    return (matrix, count) if count >= 6 else (None, 0)


def _sound(matrix: AnyArray, size: tuple[int, int]) -> bool:
    """Not mirrored, not crushed: the frame stays a convex four-sided figure of some size."""
    width, height = size
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32)
    moved = cv2.perspectiveTransform(corners, matrix)[0]
    area = float(cv2.contourArea(moved, oriented=True))
    return bool(cv2.isContourConvex(moved.astype(np.float32))) and 0.01 < area / (width * height) < 100


@lru_cache(maxsize=1)
def _finder() -> cv2.SIFT:
    return cv2.SIFT.create(nfeatures=MOST, contrastThreshold=0.02)
