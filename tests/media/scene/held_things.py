"""Things to hold that the tests share: a real face on clear ground, a made place, a made product."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from skimage import data

from reklamai.media import mattes
from reklamai.media.scene.held import Shade


@cache
def astronaut() -> np.ndarray:
    """(512, 512, 4) of a smiling woman down to the hips; her left side is cut by the picture."""
    picture = data.astronaut()
    matte = mattes.person_matte(picture)
    assert matte is not None
    colours = mattes.foreground(picture, matte.mask)
    return np.dstack([colours, np.rint(matte.mask * 255).astype(np.uint8)])


def whole_body(rows: int = 600) -> np.ndarray:
    """A figure with feet and no face that anybody would find."""
    pixels = np.zeros((rows, rows // 3, 4), np.uint8)
    middle = rows // 6
    cv2.circle(pixels, (middle, rows // 12), rows // 14, (220, 170, 140, 255), -1)
    cv2.rectangle(pixels, (middle - rows // 7, rows // 6), (middle + rows // 7, rows // 2), (40, 90, 200, 255), -1)
    for side in (-1, 1):
        x = middle + side * rows // 18
        cv2.rectangle(pixels, (x - rows // 50, rows // 2), (x + rows // 50, rows - 1), (60, 60, 70, 255), -1)
    return pixels


def place(rows: int = 300, columns: int = 450) -> np.ndarray:
    """Green over violet: no painter of ours paints such a place."""
    picture = np.empty((rows, columns, 3), np.uint8)
    picture[: rows // 2], picture[rows // 2 :] = (40, 170, 90), (120, 60, 150)
    return picture


def packshot(rows: int = 300) -> np.ndarray:
    """A magenta box on clear ground."""
    pixels = np.zeros((rows, rows, 4), np.uint8)
    pixels[rows // 6 : -rows // 6, rows // 3 : -rows // 3] = (214, 20, 190, 255)
    return pixels


def shade_of(rgb: tuple[int, int, int], share: float = 1.0) -> Shade:
    lab = cv2.cvtColor(np.array([[rgb]], np.float32) / 255, cv2.COLOR_RGB2Lab)[0, 0]
    return Shade((float(lab[0]), float(lab[1]), float(lab[2])), share)


def lab_mean(picture: np.ndarray, where: np.ndarray | None = None) -> np.ndarray:
    lab = cv2.cvtColor(picture[..., :3].astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    return lab[where].mean(axis=0) if where is not None else lab.reshape(-1, 3).mean(axis=0)
