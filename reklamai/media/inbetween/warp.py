"""Pixels moved each along its own way."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray, Plane


def grid(size: tuple[int, int]) -> AnyArray:
    """(H, W, 2) float32: each pixel's own place."""
    return np.stack(np.meshgrid(*(np.arange(side, dtype=np.float32) for side in size)), axis=-1)


def length(way: AnyArray) -> Plane:
    """(H, W) how far each pixel goes."""
    return np.asarray(cv2.magnitude(*cv2.split(way)), np.float32)


def widened(way: AnyArray, size: tuple[int, int]) -> AnyArray:
    """A way (H, W, 2) for a picture of another size (width, height): its steps are then in that one's pixels."""
    scale = np.array([size[0] / way.shape[1], size[1] / way.shape[0]], np.float32)
    if scale.max() == scale.min() == 1:
        return way
    return np.asarray(cv2.resize(way * scale, size, interpolation=cv2.INTER_LINEAR), np.float32)


def moved(plane: AnyArray, way: AnyArray, own: AnyArray) -> AnyArray:
    """A plane whose pixels come from `way` beside their place; a way of another size is brought to the plane's."""
    return taken(plane, cv2.add(own, widened(way, (plane.shape[1], plane.shape[0]))))


def taken(plane: AnyArray, places: AnyArray, *, how: int = cv2.INTER_LINEAR) -> AnyArray:
    """Values of a plane at `places` (H, W, 2) float32, x and y in its pixels; beyond its edge the edge goes on."""
    x, y = cv2.split(places)
    return np.asarray(cv2.remap(plane, x, y, how, borderMode=cv2.BORDER_REPLICATE), plane.dtype)


def between(there: AnyArray, back: AnyArray, t: float) -> tuple[AnyArray, AnyArray]:
    """Where each pixel of the moment `t` comes from in the first and in the last picture, beside its place.

    Source: Jiang et al., Super SloMo (2018).
    """
    return -(1 - t) * t * there + t * t * back, (1 - t) ** 2 * there - t * (1 - t) * back
