"""What strong light does in a lens and on film: glow, streaks and rings, a red rim of halation.

All of it is spread wide and so is worked out on a quarter of the frame. Frames are (H, W, 3) float32, linear light;
each function gives a new frame, or the frame itself at amount 0.
"""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Plane

QUARTER = 4
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


def glowing(frame: FloatPicture, softness: float) -> FloatPicture:
    """Old glass: light spills about everything bright, fine contrast is lost, blacks are lifted a little."""
    if softness <= 0:
        return frame
    small = _small(frame)
    longest = max(small.shape[:2])
    spill = 0.62 * _soft(small, longest * 0.008) + 0.38 * _soft(small, longest * 0.035)
    wide = _back(spill, frame)
    share = 0.42 * softness
    mixed = np.asarray(cv2.addWeighted(frame, 1 - share, wide, share, 0), np.float32)
    mixed += 0.035 * softness * small.mean(axis=(0, 1))
    return mixed


def haloed(frame: FloatPicture, amount: float) -> FloatPicture:
    """Film: light that went through the layers comes back red about what is brightest."""
    if amount <= 0:
        return frame
    small = _small(frame)
    lamps = _lamps(small)
    wide = _soft(lamps, max(small.shape[:2]) * 0.009)
    # only the rim: within the lamp the film is white already
    rim = np.maximum(wide - 0.6 * lamps, 0)
    layer = np.dstack([rim, 0.22 * rim, 0.05 * rim]) * (1.1 * amount)
    return np.asarray(cv2.add(frame, _back(layer.astype(np.float32), frame)), np.float32)


def flared(frame: FloatPicture, amount: float, *, squeeze: float = 1.0) -> FloatPicture:
    """Lamps in the frame: a blue streak along it where the lens squeezes, else rings through the middle and a veil."""
    if amount <= 0:
        return frame
    small = _small(frame)
    lamps = _lamps(small)
    layer = _streaks(lamps) if squeeze > 1 else _rings(lamps)
    return np.asarray(cv2.add(frame, _back((amount * layer).astype(np.float32), frame)), np.float32)


def _lamps(small: FloatPicture) -> Plane:
    """How much each pixel is a lamp: far brighter than what is around it. (h, w) float32.

    Skin in the sun and white shirts are as bright as some lamps; they are wide, and their neighbours are bright too.
    """
    bright = small.max(axis=2)
    # where nothing is as bright as a lamp, the brightest there is stands for it: a control must not do nothing
    top = min(1.0, float(np.quantile(bright[::2, ::2], 0.9995)))
    side = 2 * (max(small.shape[:2]) // 24) + 1
    around = cv2.blur(bright, (side, side), borderType=cv2.BORDER_REFLECT_101)
    over = np.clip((bright - 0.82 * top) / max(0.18 * top, 1e-3), 0, 4)
    return np.asarray(over * np.clip(1.2 - 1.8 * around / max(top, 1e-3), 0.03, 1), np.float32)


def _streaks(lamps: Plane) -> FloatPicture:
    width = lamps.shape[1]
    core = cv2.GaussianBlur(lamps, (0, 0), sigmaX=1.2, sigmaY=0.8)
    streak = np.zeros_like(lamps)
    for reach, share in ((0.04, 0.35), (0.16, 0.9), (0.45, 1.5)):
        kernel = 2 * round(width * reach / 2) + 1
        once = cv2.blur(core, (kernel, 1), borderType=cv2.BORDER_CONSTANT)
        streak += share * cv2.blur(once, (kernel, 1), borderType=cv2.BORDER_CONSTANT)
    streak = np.minimum(streak, 0.9) + 0.25 * cv2.GaussianBlur(streak, (0, 0), sigmaX=1, sigmaY=3)
    return np.asarray(streak[..., None] * np.array(STREAK_TINT, np.float32), np.float32)


def _rings(lamps: Plane) -> FloatPicture:
    """A veil about the lamps, and the inner pictures of the iris that the few strongest of them throw."""
    height, width = lamps.shape
    longest = max(height, width)
    out = (0.5 * _soft(lamps, longest * 0.05))[..., None] * np.array((1.0, 0.85, 0.65), np.float32)
    middle = (width - 1) / 2, (height - 1) / 2
    for x, y, strength in _strongest(lamps):
        for place, size, tint in GHOSTS:
            at = middle[0] + place * (x - middle[0]), middle[1] + place * (y - middle[1])
            ring = _ring((width, height), at, RING * size * longest)
            out += (GHOST * strength * ring)[..., None] * np.array(tint, np.float32)
    return np.asarray(out, np.float32)


def _strongest(lamps: Plane) -> list[tuple[float, float, float]]:
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


def _small(frame: FloatPicture) -> FloatPicture:
    height, width = frame.shape[:2]
    size = max(2, width // QUARTER), max(2, height // QUARTER)
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.float32)


def _back(small: FloatPicture, frame: FloatPicture) -> FloatPicture:
    return np.asarray(cv2.resize(small, (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def _soft(pixels: AnyArray, sigma: float) -> AnyArray:
    """A wide Gaussian by a smaller picture: nobody sees the difference, and it costs a tenth."""
    height, width = pixels.shape[:2]
    shrink = max(1, int(sigma // 2))
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma))
    size = max(2, width // shrink), max(2, height // shrink)
    small = cv2.GaussianBlur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))
