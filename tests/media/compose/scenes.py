"""Small scenes and references that the tests of composition share."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.scene.model import Layer, Role, Scene, SceneLight

MAGENTA = (214, 20, 190)
"""No painter of ours uses it: what is magenta in a result came from a reference."""


def sheet(colour: tuple[int, int, int], *, alpha: int = 255, rows: int = 90, columns: int = 160) -> np.ndarray:
    """(rows, columns, 4) of one colour."""
    pixels = np.empty((rows, columns, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = colour, alpha
    return pixels


def scene_of(*layers: Layer, size: tuple[int, int] = (160, 90), horizon: float = 0.4) -> Scene:
    return Scene(size=size, overscan=0.0, layers=layers, light=SceneLight(), horizon=horizon)


def backdrop(colour: tuple[int, int, int] = (120, 140, 160)) -> Layer:
    return Layer("wall", Role.BACKDROP, sheet(colour), (0, 0, 1, 1), 400.0)


def magenta_packshot(side: int = 500) -> np.ndarray:
    """A magenta can with a white label on a white ground."""
    picture = np.full((side, side, 3), 252, np.uint8)
    cv2.rectangle(picture, (190, 110), (310, 420), MAGENTA, -1)
    cv2.rectangle(picture, (202, 230), (298, 270), (250, 250, 250), -1)
    return picture


def share_of(picture: np.ndarray, colour: tuple[int, int, int], *, within: int = 70) -> float:
    """Share of the pixels whose hue is that of `colour`: light and grade may change the rest."""
    wanted = cv2.cvtColor(np.array([[colour]], np.uint8), cv2.COLOR_RGB2HSV)[0, 0].astype(int)
    hsv = cv2.cvtColor(picture, cv2.COLOR_RGB2HSV).astype(int)
    turn = np.abs(hsv[..., 0] - wanted[0])
    return float(((np.minimum(turn, 180 - turn) < within / 10) & (hsv[..., 1] > 120) & (hsv[..., 2] > 40)).mean())
