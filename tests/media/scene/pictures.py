"""What the tests of drawn scenes share: flattening by a few plain lines, and measures of the result."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.scene.model import Layer, Scene
from reklamai.media.scene.paint import paint_backdrop
from reklamai.media.types import Picture
from reklamai.media.words.reading import Reading

SMALL = (192, 108)


def painted(reading: Reading, *, seed: int = 1, size: tuple[int, int] = SMALL, overscan: float = 0.0) -> Scene:
    return paint_backdrop(reading, size=size, seed=seed, overscan=overscan)


def flat(scene: Scene, *, only: tuple[Layer, ...] | None = None) -> Picture:
    """All layers over black, at the frame's size times its overscan."""
    grow = 1 + 2 * scene.overscan
    size = round(scene.size[0] * grow), round(scene.size[1] * grow)
    picture = np.zeros((size[1], size[0], 3), np.float32)
    for layer in only or scene.layers:
        card = cv2.resize(layer.pixels, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        picture += (card[..., :3] - picture) * (card[..., 3:] / 255)
    return picture.round().astype(np.uint8)


def covered(scene: Scene) -> float:
    """The least opacity, 0..1, of all layers together at any pixel of the frame and its overscan."""
    through = np.ones((40, 72), np.float32)
    for layer in scene.layers:
        through *= 1 - cv2.resize(layer.pixels[..., 3], (72, 40), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return float(1 - through.max())


def lab(picture: Picture) -> np.ndarray:
    """Mean CIE L*, a*, b* by OpenCV's own conversion."""
    return cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).reshape(-1, 3).mean(axis=0)
