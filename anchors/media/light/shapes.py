"""A silhouette blown up like a balloon: the rough shape of what stands in front."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from anchors.media.light.surface import Patches
from anchors.media.light.warmth import shrunk
from reklamai.media.colour import to_linear
from reklamai.media.types import Mask, Picture

SIDE: Final = 160
LEAST: Final = 200
"""Pixels inside, at that size, without which there is no shape."""

MOST: Final = 2000
"""Patches that are kept: neighbours say the same."""


def outline_patches(picture: Picture, mask: Mask) -> Patches | None:
    """Patches over the inflated silhouette; None if too little is inside.

    picture: (H, W, 3) uint8. mask: float32 0..1 of the same view, at any size.
    """
    small = shrunk(picture, SIDE)
    inside = cv2.resize(mask, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA) > 0.6
    if inside.sum() < LEAST:
        return None
    # the frame cuts people off: what it cuts goes on behind it instead of rounding towards it
    padded = cv2.copyMakeBorder(inside.astype(np.uint8), 40, 40, 40, 40, cv2.BORDER_REPLICATE)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[40:-40, 40:-40]
    reach = float(np.percentile(depth[inside], 92)) + 1e-3
    blown = reach * np.sqrt(np.clip(1 - (1 - np.clip(depth / reach, 0, 1)) ** 2, 0, 1))
    height = cv2.GaussianBlur(blown.astype(np.float32), (0, 0), 2.5)
    across = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=1 / 8)
    normals = np.dstack([-across, down, np.ones_like(height)])
    normals = (normals / np.linalg.norm(normals, axis=2, keepdims=True)).astype(np.float32)
    colours = np.asarray(cv2.GaussianBlur(to_linear(small.astype(np.float32) / 255), (0, 0), 2.0), dtype=np.float32)
    thin = slice(None, None, -(-int(inside.sum()) // MOST))
    chosen = normals[inside][thin]
    return Patches(chosen, colours[inside][thin], np.full(len(chosen), 1 / len(chosen), dtype=np.float32))
