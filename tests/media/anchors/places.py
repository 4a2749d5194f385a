"""Places and things that the tests paint themselves, so that what is behind is known."""

from __future__ import annotations

import cv2
import numpy as np

SIDE = 480


def grain(shape: tuple[int, ...], strength: float, *, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, strength, shape)


def as_picture(colours: np.ndarray, *, noise: float = 1.5) -> np.ndarray:
    return np.clip(colours + grain((*colours.shape[:2], 1), noise), 0, 255).astype(np.uint8)


def city() -> np.ndarray:
    """Blue sky over houses with many windows."""
    dice = np.random.default_rng(4)
    y = np.linspace(0, 1, SIDE, dtype=np.float32)[:, None, None]
    made = np.array((70, 130, 220), np.float32) * (1 - 0.4 * y) + np.array((210, 225, 240), np.float32) * 0.4 * y
    made = np.broadcast_to(made, (SIDE, SIDE, 3)).copy()
    for left in range(0, SIDE, 40):
        roof = int(dice.integers(190, 260))
        made[roof:, left : left + 40] = dice.uniform(60, 130) * np.array((1.0, 0.95, 0.9))
        for row in range(roof + 8, SIDE - 8, 14):
            for column in range(left + 5, left + 36, 11):
                made[row : row + 8, column : column + 6] = dice.uniform(20, 230)
    return as_picture(made)


def meadow() -> np.ndarray:
    made = np.full((SIDE, SIDE, 3), (90, 130, 60), np.float32)
    return np.clip(made + cv2.GaussianBlur(grain((SIDE, SIDE), 60.0), (0, 0), 1.0)[..., None], 0, 255).astype(np.uint8)


def room() -> np.ndarray:
    """A wall in lamplight, with the upright edges of shelves and a door."""
    made = np.full((SIDE, SIDE, 3), (205, 180, 140), np.float32)
    for left in (40, 120, 210, 300, 400):
        made[60:440, left : left + 14] = (90, 65, 45)
    made[440:] = (120, 90, 60)
    return as_picture(cv2.GaussianBlur(made, (0, 0), 0.8))


def two_halves() -> np.ndarray:
    """A dark wall on the left, a light one on the right, parted by an upright edge; rough enough to be a place."""
    made = np.full((SIDE, SIDE, 3), (60, 70, 90), np.float32)
    made[:, SIDE // 2 :] = (200, 190, 170)
    return as_picture(made + grain((SIDE, SIDE, 1), 4.0, seed=3))


def somebody(*, wide: int = 70, tall: int = 330) -> np.ndarray:
    """(SIDE, SIDE) float32 mask of a figure that stands on the lower edge."""
    mask = np.zeros((SIDE, SIDE), np.float32)
    cv2.ellipse(mask, (SIDE // 2, SIDE), (wide, tall), 0, 180, 360, 1, -1)
    return mask


def with_somebody(place: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The place with a magenta figure in front, a colour that no place here has."""
    return np.where(mask[..., None] > 0.5, np.array((230, 20, 220), np.uint8), place)


def magenta(picture: np.ndarray) -> float:
    """Share of pixels that show more red and blue than green by far."""
    red, green, blue = (picture[..., channel].astype(int) for channel in range(3))
    return float(((np.minimum(red, blue) - green) > 60).mean())


def packshot(*, ground: tuple[int, ...] = (246, 246, 244)) -> np.ndarray:
    made = np.full((SIDE, SIDE, 3), ground, np.float32)
    cv2.rectangle(made, (170, 110), (310, 400), (30, 90, 170), -1)
    cv2.rectangle(made, (185, 230), (295, 330), (235, 200, 40), -1)
    return as_picture(made)
