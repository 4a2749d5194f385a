"""Pictures of which every moment between can be drawn, so that the truth is known."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import Picture
from tests.media.anchors.people import astronaut

SIZE = (320, 192)


def square(x: float, *, slide: float = 0.0, size: tuple[int, int] = SIZE) -> Picture:
    """A textured square, its left edge at x, before a textured wall that has slid by `slide` pixels."""
    width, height = size
    rows, columns = np.mgrid[0:height, 0:width].astype(float)
    wall = 90 + 25 * np.sin((columns - slide) / 9) * np.sin(rows / 7) + 15 * np.sin((columns - slide + rows) / 23)
    inside = np.clip(columns - x, 0, 1) * np.clip(x + 60 - columns, 0, 1) * (abs(rows - height / 2) < 30)
    front = 190 + 30 * np.sin((columns - x) / 5) * np.cos(rows / 6)
    grey = wall * (1 - inside) + front * inside
    return np.ascontiguousarray(np.rint(grey[..., None] * (1.0, 0.9, 0.8)), dtype=np.uint8)


def pan(x: float, *, size: tuple[int, int] = SIZE, grow: float = 1.0) -> Picture:
    """A photo seen through a window whose left edge is at x of it, `grow` times as near."""
    turn = np.array([[1 / grow, 0, 60 + x], [0, 1 / grow, 40]])
    how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(astronaut(), turn, size, flags=how, borderMode=cv2.BORDER_REFLECT), np.uint8)


def psnr(one: Picture, other: Picture) -> float:
    """Decibels over all three channels."""
    return float(10 * np.log10(255**2 / max(np.mean((one.astype(float) - other) ** 2), 1e-9)))


def faded(first: Picture, last: Picture, t: float) -> Picture:
    """The cross-fade, which moves nothing."""
    return np.asarray(cv2.addWeighted(first, 1 - t, last, t, 0), np.uint8)


def edge_of(picture: Picture) -> float:
    """Where the square begins on its middle rows."""
    middle = picture.shape[0] // 2
    row = picture[middle - 10 : middle + 10, :, 0].astype(float).mean(axis=0)
    above = np.flatnonzero(row > 150)[0]
    return float(above - (row[above] - 150) / (row[above] - row[above - 1]))
