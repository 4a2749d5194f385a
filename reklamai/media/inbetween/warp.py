"""Pixels moved each along its own way."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray


def grid(size: tuple[int, int]) -> AnyArray:
    """(H, W, 2) float32: each pixel's own place."""
    return np.stack(np.meshgrid(*(np.arange(side, dtype=np.float32) for side in size)), axis=-1)


def widened(way: AnyArray, size: tuple[int, int]) -> AnyArray:
    """A way (H, W, 2) for a picture of another size (width, height): its steps are then in that one's pixels."""
    scale = np.array([size[0] / way.shape[1], size[1] / way.shape[0]], np.float32)
    if scale.max() == scale.min() == 1:
        return way
    return np.asarray(cv2.resize(way, size, interpolation=cv2.INTER_LINEAR) * scale, np.float32)


def moved(plane: AnyArray, way: AnyArray, own: AnyArray) -> AnyArray:
    """A plane whose pixels come from `way` beside their place; a way of another size is brought to the plane's."""
    x, y = cv2.split(np.asarray(own + widened(way, (plane.shape[1], plane.shape[0])), np.float32))
    return np.asarray(cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), plane.dtype)
