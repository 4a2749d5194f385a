"""Square upright pieces of a picture, and the way back from their points to the picture's."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.types import AnyArray, Picture


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """pixels: (size, size, 3) uint8; matrix: (2, 3), from pixels of the picture to those of the crop."""

    pixels: Picture
    matrix: AnyArray

    def inside(self, points: AnyArray) -> AnyArray:
        """Points of the picture, (N, 2) or (N, 3), in pixels of the crop."""
        return _moved(points, self.matrix)

    def outside(self, points: AnyArray) -> AnyArray:
        """Points of the crop, (N, 2) or (N, 3), in pixels of the picture."""
        return _moved(points, cv2.invertAffineTransform(self.matrix))


def cut(picture: Picture, centre: tuple[float, float], *, side: float, roll: float, size: int) -> Crop:
    """A square of `side` pixels around `centre`, turned back by `roll` degrees, at `size` x `size` pixels.

    Beyond the picture its rim is repeated.
    """
    turn = np.deg2rad(roll)
    scale = size / side
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    linear = np.array([[cos, sin], [-sin, cos]])
    middle = np.full(2, (size - 1) / 2)
    matrix = np.column_stack([linear, middle - linear @ np.asarray(centre)])
    region, shift = _region(picture, matrix, size)
    # a warp reads four neighbours: shrunk by more than two it would leave pixels out, and the mesh would tremble
    factor = max(1.0, 1 / (2 * scale))
    if factor > 1:
        small = (max(1, round(region.shape[1] / factor)), max(1, round(region.shape[0] / factor)))
        ratio = np.array(small) / np.array(region.shape[1::-1])
        region = np.asarray(cv2.resize(region, small, interpolation=cv2.INTER_AREA))
    else:
        ratio = np.ones(2)
    # index coordinates: pixel centres lie at whole numbers, so a scale moves them by half a pixel
    back = np.column_stack([np.diag(1 / ratio), 0.5 / ratio - 0.5 + shift])
    whole = matrix[:, :2] @ back
    whole[:, 2] += matrix[:, 2]
    pixels = cv2.warpAffine(region, whole, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Crop(np.asarray(pixels), matrix)


def _region(picture: Picture, matrix: AnyArray, size: int) -> tuple[Picture, AnyArray]:
    """The part of the picture that the crop sees, and where it begins (x, y)."""
    height, width = picture.shape[:2]
    corners = _moved(
        np.array([(0, 0), (size, 0), (0, size), (size, size)], np.float32), cv2.invertAffineTransform(matrix)
    )
    low = np.clip(np.floor(corners.min(axis=0)) - 2, 0, (width - 1, height - 1)).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)) + 2, low + 1, (width, height)).astype(int)
    return picture[low[1] : high[1], low[0] : high[0]], low


def _moved(points: AnyArray, matrix: AnyArray) -> AnyArray:
    flat: AnyArray = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    if points.shape[1] == 2:
        return flat.astype(np.float32)
    depth = points[:, 2:] * np.sqrt(abs(np.linalg.det(matrix[:, :2])))
    return np.hstack([flat, depth]).astype(np.float32)
