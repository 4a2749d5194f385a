"""What lamps draw between the glasses of a lens: streaks of cylinders, rings of round ones."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import FloatPicture, Plane

STREAK_TINT = (0.22, 0.5, 1.0)
"""Blue, as the coatings of anamorphic lenses give it back."""
GHOSTS = (
    (-0.55, 0.8, (1.0, 0.6, 0.3)),
    (-0.95, 1.3, (0.35, 0.65, 0.6)),
    (0.45, 0.5, (0.5, 0.55, 1.0)),
    (-0.28, 0.35, (0.9, 0.45, 0.6)),
)
"""Rings between lamp and middle: place by the lamp's own from the middle, size, tint."""
RING = 0.035
"""Radius of a ring, share of the frame's longer side."""
GHOST = 0.085
"""Linear light of a ring at its rim, at amount 1 and a strong lamp."""
LAMPS = 3


def streaks(lamps: Plane) -> FloatPicture:
    """A streak along the frame through each lamp. lamps: (h, w) float32, 0 where there is none; linear light."""
    width = lamps.shape[1]
    thin = max(0.6, 0.0025 * max(lamps.shape))
    core = cv2.GaussianBlur(lamps, (0, 0), sigmaX=1.5 * thin, sigmaY=thin)
    streak = np.zeros_like(lamps)
    for reach, share in ((0.04, 0.35), (0.16, 0.9), (0.45, 1.5)):
        kernel = 2 * round(width * reach / 2) + 1
        once = cv2.blur(core, (kernel, 1), borderType=cv2.BORDER_CONSTANT)
        streak += share * cv2.blur(once, (kernel, 1), borderType=cv2.BORDER_CONSTANT)
    streak = np.minimum(streak, 0.9) + 0.25 * cv2.GaussianBlur(streak, (0, 0), sigmaX=thin, sigmaY=4 * thin)
    return np.asarray(streak[..., None] * np.array(STREAK_TINT, np.float32), np.float32)


def rings(lamps: Plane) -> FloatPicture:
    """The inner pictures of the iris that the few strongest lamps throw. lamps: as of `streaks`; linear light."""
    height, width = lamps.shape
    longest = max(height, width)
    out = np.zeros((height, width, 3), np.float32)
    middle = (width - 1) / 2, (height - 1) / 2
    for x, y, strength in strongest(lamps):
        for place, size, tint in GHOSTS:
            at = middle[0] + place * (x - middle[0]), middle[1] + place * (y - middle[1])
            ring = _ring((width, height), at, RING * size * longest)
            out += (GHOST * strength * ring)[..., None] * np.array(tint, np.float32)
    return np.asarray(out, np.float32)


def strongest(lamps: Plane) -> list[tuple[float, float, float]]:
    """Place and strength (0..1) of up to three lamps that stand apart."""
    soft = cv2.GaussianBlur(lamps, (0, 0), max(1.0, max(lamps.shape) * 0.006))
    found: list[tuple[float, float, float]] = []
    for _ in range(LAMPS):
        _, most, _, (x, y) = cv2.minMaxLoc(soft)
        if most < 0.02 or (found and most < 0.4 * found[0][2]):
            break
        found.append((x, y, most))
        cv2.circle(soft, (x, y), round(0.1 * max(lamps.shape)), (0.0,), cv2.FILLED)
    return [(x, y, min(1.0, most / 0.35)) for x, y, most in found]


def _ring(size: tuple[int, int], at: tuple[float, float], radius: float) -> Plane:
    """A disc that is brighter at its rim, 0..1, with a soft edge."""
    x = np.arange(size[0], dtype=np.float32)[None, :] - at[0]
    y = np.arange(size[1], dtype=np.float32)[:, None] - at[1]
    away = np.hypot(x, y) / radius
    edge = np.clip((1.03 - away) * radius / 2.5, 0, 1)
    return np.asarray(edge * (0.35 + 0.65 * np.minimum(away, 1) ** 8), np.float32)
