"""Plates whose every point is known: a grid wall, lamps, and a textured subject before it."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.cinema.plate import FramePlate

SIZE = (640, 480)
SUBJECT_M, WALL_M = 2.0, 10.0
MARKS = ((140, 110), (500, 110), (140, 370), (500, 370))
"""Red dots on the wall, x and y."""
LAMPS = ((320, 60), (56, 60), (584, 60), (56, 420))
"""Small white lamps on the wall: above the subject, and in three corners."""


def subject_mask() -> np.ndarray:
    """(H, W) float32: an ellipse in the middle."""
    mask = np.zeros((SIZE[1], SIZE[0]), np.float32)
    return cv2.ellipse(mask, (320, 260), (70, 120), 0, 0, 360, 1.0, cv2.FILLED)


def checked(shape: tuple[int, int], *, cell: int, low: int, high: int) -> np.ndarray:
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    return np.where((x // cell + y // cell) % 2, high, low).astype(np.uint8)


def wall(*, lines: bool = False, lamps: bool = True, marks: bool = True) -> np.ndarray:
    """(H, W, 3) uint8: a dark checked wall, with straight lines near its edges, lamps and red dots."""
    grey = checked((SIZE[1], SIZE[0]), cell=8, low=38, high=70)
    picture = np.dstack([grey] * 3)
    if lines:
        picture[60:64, :] = 200
        picture[416:420, :] = 200
    for x, y in LAMPS if lamps else ():
        cv2.circle(picture, (x, y), 3, (255, 255, 255), cv2.FILLED)
    for x, y in MARKS if marks else ():
        cv2.circle(picture, (x, y), 8, (230, 10, 10), cv2.FILLED)
    return picture


def plate(picture: np.ndarray | None = None, *, subject: bool = True) -> FramePlate:
    """The wall at ten metres and, before it, the subject at two."""
    seen = wall() if picture is None else picture.copy()
    near = np.full(seen.shape[:2], 1 / WALL_M, np.float32)
    if subject:
        mask = subject_mask()
        grey = checked(seen.shape[:2], cell=4, low=80, high=150)
        seen = np.where(mask[..., None] > 0, np.dstack([grey] * 3), seen).astype(np.uint8)
        near += mask * (1 / SUBJECT_M - 1 / WALL_M)
    return FramePlate(seen, 1 / near, SUBJECT_M, None)


def marks_of(frame: np.ndarray) -> np.ndarray:
    """(N, 2) middles of the red dots in a frame, left to right."""
    values = frame.astype(int)
    red = (
        (values[..., 0] > 90) & (values[..., 0] > 2 * values[..., 1] + 20) & (values[..., 0] > 2 * values[..., 2] + 20)
    )
    count, _, stats, middles = cv2.connectedComponentsWithStats(red.astype(np.uint8))
    kept = [index for index in range(1, count) if stats[index, cv2.CC_STAT_AREA] > 12]
    return np.array(sorted(tuple(middles[index]) for index in kept), dtype=float).reshape(-1, 2)


def spread(frame: np.ndarray, *, width: float | None = None) -> float:
    """Distance between the left and the right red dots, by the frame's width."""
    found = marks_of(frame)
    return float(found[:, 0].max() - found[:, 0].min()) / (width or frame.shape[1])


def moments(frame: np.ndarray, at: tuple[float, float], *, reach: int = 34) -> tuple[float, float, float]:
    """Variances of a lamp's light across, down and between the two, in pixels squared."""
    x, y = round(at[0]), round(at[1])
    left, top = max(0, x - reach), max(0, y - reach)
    grey = frame[top : y + reach + 1, left : x + reach + 1].mean(axis=2)
    light = np.clip(grey - np.median(grey) - 25, 0, None)
    rows, columns = np.mgrid[0 : light.shape[0], 0 : light.shape[1]]
    total = light.sum()
    across, down = (columns * light).sum() / total, (rows * light).sum() / total
    return (
        float(((columns - across) ** 2 * light).sum() / total),
        float(((rows - down) ** 2 * light).sum() / total),
        float(((columns - across) * (rows - down) * light).sum() / total),
    )


def roughness(frame: np.ndarray, rows: slice, columns: slice) -> float:
    """How much fine detail a part of a frame has."""
    grey = frame[rows, columns].astype(np.float32).mean(axis=2)
    return float(cv2.Laplacian(grey, cv2.CV_32F).std())


SUBJECT = slice(220, 300), slice(290, 350)
WALL = slice(200, 300), slice(60, 130)
"""Parts of a frame that shows the whole plate: inside the subject, and of the bare wall."""
