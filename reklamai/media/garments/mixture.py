"""Colours of two kinds of places as mixtures, and which of the two a pixel is more like."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Plane

PARTS = 5
MOST = 4000
"""Samples of each kind: more change nothing that is seen."""
LEAST = 60
SMALLEST_PART = 8
BOUND = 4.0
"""No pixel is surer than this by its colour alone (natural logarithm)."""
FLOOR = (2.5, 1.6, 1.6)
"""Least spread of a part in Lab: of noise and of light that falls unevenly."""


def more_like(lab: FloatPicture, one: AnyArray, other: AnyArray) -> Plane:
    """Logarithm of how much more each pixel looks like the places of `one` than of `other`, -BOUND..BOUND.

    lab: (H, W, 3) CIE Lab; one, other: (H, W) bool. Zero everywhere if either has too few pixels to judge by.
    """
    if one.sum() < LEAST or other.sum() < LEAST:
        return np.zeros(lab.shape[:2], np.float32)
    flat = lab.reshape(-1, 3)
    squares = np.concatenate([flat * flat, flat], axis=1)
    difference = _chance(squares, _thinned(lab[one])) - _chance(squares, _thinned(lab[other]))
    return np.clip(difference, -BOUND, BOUND).astype(np.float32).reshape(lab.shape[:2])


def _thinned(samples: AnyArray) -> AnyArray:
    return np.ascontiguousarray(samples[:: max(1, len(samples) // MOST)], dtype=np.float32)


def _chance(squares: AnyArray, samples: AnyArray) -> AnyArray:
    """Logarithm of the largest of the parts' densities for (N, 6) squares and values of Lab.

    A density's logarithm is a polynomial, so that one product of matrices does for all parts.
    """
    cv2.setRNGSeed(1)  # k-means draws from OpenCV's global generator
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 0.5)
    _, labels, _ = cv2.kmeans(samples, PARTS, np.empty((0, 1), np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    columns, heights = [], []
    for part in range(PARTS):
        own = samples[labels.ravel() == part]
        if len(own) < SMALLEST_PART:
            continue
        middle, spread = own.mean(axis=0), np.maximum(own.std(axis=0), FLOOR)
        columns.append(np.concatenate([-0.5 / spread**2, middle / spread**2]))
        heights.append(np.log(len(own) / len(samples)) - np.log(spread).sum() - 0.5 * ((middle / spread) ** 2).sum())
    weights = np.array(columns, np.float32).T
    return np.asarray((squares @ weights + np.array(heights, np.float32)).max(axis=1))
