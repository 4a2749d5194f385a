"""What a lens takes from the corners of a frame."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.camera.compositor import planes
from reklamai.media.finish.mask import BLACK, GREY
from reklamai.media.types import AnyArray, Plane


def left_over(size: tuple[int, int], amount: float) -> Plane:
    """(H, W) share of the screen values that is left, 1 in the middle and 1 - amount in the very corners."""
    width, height = size
    x = (np.arange(width, dtype=np.float32) + 0.5) / width - 0.5
    y = (np.arange(height, dtype=np.float32) + 0.5) / height - 0.5
    away = (x * x)[None] + (y * y)[:, None]
    return np.asarray(1 - amount * np.clip(away / 0.5, 0, 1) ** 1.4, np.float32)


class Shading:
    """A vignette for 8-bit frames."""

    def __init__(self, size: tuple[int, int], amount: float) -> None:
        full = left_over(size, amount)
        half = cv2.resize(full, (size[0] // 2, size[1] // 2), interpolation=cv2.INTER_AREA)
        # a share s of R, G and B is s of (Y - 16), (U - 128) and (V - 128)
        self._kept = [bytes_of(255 * share) for share in (full, half)]
        self._added = [bytes_of((1 - share) * zero) for share, zero in ((full, BLACK), (half, GREY))]

    def apply(self, frame: AnyArray) -> None:
        """Darken the corners of an I420 frame in place."""
        for number, plane in enumerate(planes(frame)):
            kept, added = self._kept[number > 0], self._added[number > 0]
            cv2.multiply(plane, kept, plane, 1 / 255)
            cv2.add(plane, added, plane)


def bytes_of(values: AnyArray) -> AnyArray:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)
