"""How sharp a picture is where a mask lets see it, and the same blur for another one."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from reklamai.media.types import Mask, Picture, Plane

AGAIN_PX: Final = 1.5
"""Sigma of the blur that is laid over a picture to see how much it loses."""
EDGES: Final = 0.06
"""Share of the pixels with the steepest light that count: the rest is grain and shading."""
FAINT: Final = 1.2
"""Screen values a pixel under which even the steepest is no edge."""
MOST_PX: Final = 12.0


def blur_of(picture: Picture, inside: Mask) -> float:
    """Sigma in pixels of the blur on the edges of a picture, 0..12; 12 if it shows no edge.

    picture: (H, W, 3) uint8, RGB order; inside: (H, W) float32 0..1.
    Source: Zhuo and Sim, Defocus map estimation from a single image (2011): an edge blurred again loses
    sqrt(1 + again^2 / blur^2) of its steepness.
    """
    grey = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY).astype(np.float32)
    kept = inside > 0.5
    steep = _steepness(grey, smoothed=1.0)
    if not kept.any():
        return MOST_PX
    edge = kept & (steep >= max(FAINT, float(np.quantile(steep[kept], 1 - EDGES))))
    if edge.sum() < 20:
        return MOST_PX
    again = _steepness(grey, smoothed=math.hypot(1.0, AGAIN_PX))
    loss = float(np.median(steep[edge] / np.maximum(again[edge], 1e-3)))
    if loss <= 1.0:
        return MOST_PX
    # the picture was smoothed by one pixel first, so that its grain is no edge: that is not its own blur
    own = AGAIN_PX**2 / (loss**2 - 1) - 1
    return min(MOST_PX, math.sqrt(max(0.0, own)))


def blurred_alike(picture: Picture, *, own: float, wanted: float) -> Picture:
    """A picture whose edges have a blur of `own` with one of `wanted`; as it is where it is softer already."""
    more = math.sqrt(max(0.0, wanted**2 - own**2))
    if more < 0.3:
        return picture
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), more), dtype=np.uint8)


def _steepness(grey: Plane, *, smoothed: float) -> Plane:
    """Screen values a pixel, after a blur of `smoothed` pixels."""
    soft = cv2.GaussianBlur(grey, (0, 0), smoothed)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(cv2.magnitude(across, down), dtype=np.float32)
