"""A face seen close and upright, always at one size: how sharp it is and how it is lit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reklamai.media.colour import luma
from reklamai.media.faces import Face, crops
from reklamai.media.faces.model import mesh_of
from reklamai.media.types import AnyArray, Picture, Plane

SIDE: Final = 112
"""Pixels of the aligned face: sharpness is compared at one scale."""
SPREAD: Final = 0.19
"""Spread of the luma of a well lit face. Sharpness is told as of such a face: without that a photo four stops too
dark reads a twelfth as sharp as it is, and dark skin in low light less than light skin."""
CLIPPED: Final = 0.985
"""Luma from which nothing is left of the skin."""
CHEEKS: Final = ((117, 118, 101, 36, 205, 187, 123), (346, 347, 330, 266, 425, 411, 352))


@dataclass(frozen=True, slots=True)
class Exposure:
    """How a face is lit. Luma in 0..1: `middle` is its median, `high` what 95 of 100 pixels stay under.

    clipped: share of the face that is plain white; uneven: 0..1, by how much one cheek is darker than the other.
    """

    middle: float
    high: float
    clipped: float
    uneven: float


@dataclass(frozen=True, slots=True, eq=False)
class Close:
    """plane: (112, 112) float32 luma; inside: (112, 112) bool, the skin, eyes and mouth; mesh: (478, 2) in it."""

    plane: Plane
    inside: AnyArray
    mesh: AnyArray


def look_close(picture: Picture, face: Face) -> Close:
    """The face upright at 112 pixels. Raises ValueError if it has no mesh."""
    mesh = mesh_of(face)
    low, high = mesh[:, :2].min(axis=0), mesh[:, :2].max(axis=0)
    x, y = (low + high) / 2
    crop = crops.cut(picture, (float(x), float(y)), side=float((high - low).max()), roll=face.roll, size=SIDE)
    points = crop.inside(mesh[:, :2])
    inside = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillConvexPoly(inside, cv2.convexHull(np.round(points).astype(np.int32)), (1,))
    return Close(luma(crop.pixels), inside.astype(bool), points)


def sharpness(close: Close) -> float:
    """Variance of the Laplacian in 8-bit steps, as if the face had the contrast of a well lit one; 0 is a flat face."""
    # the rim of the face against its ground says nothing of the focus
    inner = cv2.erode(close.inside.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    if not inner.any():
        return 0.0
    edges = cv2.Laplacian(close.plane * 255, cv2.CV_32F)[inner]
    spread = float(close.plane[inner].std())
    return float(edges.var()) * (SPREAD / max(spread, 0.01)) ** 2


def exposure(close: Close) -> Exposure:
    """How the face is lit."""
    seen = close.plane[close.inside]
    sides = [_middle_of(close, ids) for ids in CHEEKS]
    uneven = abs(sides[0] - sides[1]) / max(*sides, 0.02)
    return Exposure(
        middle=float(np.median(seen)), high=float(np.percentile(seen, 95)), clipped=float((seen >= CLIPPED).mean()),
        uneven=uneven,
    )  # fmt: skip


def _middle_of(close: Close, ids: tuple[int, ...]) -> float:
    region = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(region, [np.round(close.mesh[list(ids)]).astype(np.int32)], (1,))
    seen = close.plane[region.astype(bool)]
    return float(np.median(seen)) if seen.size else 0.0
