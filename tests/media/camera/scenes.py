"""Scenes of known geometry with texture that can be tracked, and the eyes that track it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.camera.clip import Film
from reklamai.media.camera.look import Look
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight

SIZE = (384, 216)
FACE = (0.44, 0.3, 0.12, 0.17)
BODY = (0.38, 0.23, 0.24, 0.7)
GREY = 118


def texture(rows: int, columns: int, seed: int) -> np.ndarray:
    """Soft blobs of a few pixels, (rows, columns, 3) uint8."""
    random = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(random.standard_normal((rows, columns, 3)).astype(np.float32), (0, 0), 2.0)
    return np.clip(128 + noise * 300, 20, 235).astype(np.uint8)


def wide(seed: int, size: tuple[int, int], overscan: float, *, top: float = -1.0) -> np.ndarray:
    """Texture over the frame and its overscan, clear above `top` (share of the frame)."""
    columns, rows = (round(side * (1 + 2 * overscan)) for side in size)
    pixels = np.dstack([texture(rows, columns, seed), np.full((rows, columns), 255, np.uint8)])
    pixels[: max(0, round((top + overscan) * size[1])), :, 3] = 0
    return pixels


def figure(size: tuple[int, int], seed: int = 9) -> np.ndarray:
    columns, rows = round(BODY[2] * size[0]), round(BODY[3] * size[1])
    alpha = np.zeros((rows, columns), np.uint8)
    cv2.ellipse(alpha, (columns // 2, rows // 2), (columns // 2 - 1, rows // 2 - 1), 0, 0, 360, 255, -1)
    return np.dstack([texture(rows, columns, seed), alpha])


def scene(size: tuple[int, int] = SIZE, overscan: float = 0.3) -> Scene:
    """Sky at infinity, a wall at 12 m, level ground, and an oval at 2.5 m that stands on it."""
    box = (-overscan, -overscan, 1 + 2 * overscan, 1 + 2 * overscan)
    layers = (
        Layer("sky", Role.SKY, wide(1, size, overscan), box, math.inf),
        Layer("wall", Role.BACKDROP, wide(2, size, overscan, top=0.42), box, 12.0),
        Layer("ground", Role.GROUND, wide(3, size, overscan, top=0.55), box, 9.0),
        Layer("figure", Role.SUBJECT, figure(size), BODY, 2.5, foot=0.93),
    )
    return Scene(size, overscan, layers, SceneLight(), 0.5, subject_box=BODY, face_box=FACE)


def film(moves, *, of: Scene | None = None, seconds=5.0, fps=8, look: Look | None = None, seed=5, **more) -> Film:
    return Film(of or scene(), moves=moves, seconds=seconds, fps=fps, look=look or Look.clean(), seed=seed, **more)


def frames(shot: Film) -> np.ndarray:
    """All frames of a clip, (N, H * 3 / 2, W) uint8 I420."""
    drawn = np.empty((shot.frames, shot.size[1] * 3 // 2, shot.size[0]), np.uint8)
    for index in range(shot.frames):
        shot.draw(index, drawn[index])
    return drawn


@dataclass(frozen=True)
class Change:
    """How a part of the picture changed since the first frame: a similarity about its own middle."""

    dx: float
    dy: float
    scale: float
    degrees: float


def grid(left: float, top: float, right: float, bottom: float, size=SIZE) -> np.ndarray:
    """Points, shares of the frame in, (P, 1, 2) float32 pixels out."""
    x, y = np.meshgrid(np.linspace(left, right, 9) * size[0], np.linspace(top, bottom, 7) * size[1])
    return np.stack([x.ravel(), y.ravel()], axis=-1).astype(np.float32)[:, None]


ON_FIGURE = grid(0.45, 0.34, 0.55, 0.7)
IN_SKY = np.concatenate([grid(0.12, 0.08, 0.3, 0.34), grid(0.7, 0.08, 0.88, 0.34)])
ON_WALL = np.concatenate([grid(0.22, 0.44, 0.34, 0.52), grid(0.66, 0.44, 0.78, 0.52)])


def followed(drawn: np.ndarray, points: np.ndarray) -> list[Change]:
    """What became of points, frame by frame (Lucas-Kanade, then a similarity by RANSAC)."""
    rows = drawn.shape[1] * 2 // 3
    now, alive = points.copy(), np.ones(len(points), bool)
    middle = points[:, 0].mean(axis=0)
    changes = [Change(0, 0, 1, 0)]
    for before, after in zip(drawn[:-1, :rows], drawn[1:, :rows], strict=True):
        now, found, _ = cv2.calcOpticalFlowPyrLK(before, after, now, None, winSize=(15, 15), maxLevel=3)
        inside = (now[:, 0] > 8).all(axis=1) & (now[:, 0] < np.array([drawn.shape[2], rows]) - 8).all(axis=1)
        alive &= (found[:, 0] == 1) & inside
        matrix, _ = cv2.estimateAffinePartial2D(points[alive], now[alive], ransacReprojThreshold=1.5)
        shift = matrix[:, :2] @ middle + matrix[:, 2] - middle
        turned = math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))
        changes.append(Change(float(shift[0]), float(shift[1]), math.hypot(matrix[0, 0], matrix[1, 0]), turned))
    return changes
