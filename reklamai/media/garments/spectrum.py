"""How the light and colour of cloth repeat, window by window, and the blobs that lie on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture

WINDOWS = (48, 112)
"""Sides in pixels: the smaller for weaves and thin stripes, the larger for broad ones."""
LOWEST = 2.5
"""Cycles in a window below which there is nothing but the shade of the body and its folds."""
SPOTS = 8
"""Fewer are buttons."""
FULL = 0.9
"""Share of a window that must be cloth."""
CHROMA = 2.0
"""Weight of colour against lightness: light folds cloth, colour does not."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Of windows of one size, weighed by what is seen in them. All but contrast are 0..1."""

    contrast: float
    """Lab units (root mean square), the median window's."""
    one_way: float
    """How far the spectrum lies on one line."""
    two_ways: float
    """How far it lies on two lines at right angles, or on one."""
    crossed: float
    """What lies at right angles to the strongest line, as a share of what lies on it."""
    peak: float
    """Share of the spectrum in its highest peak."""
    fine: float
    """Share above a sixth of the window's cycles: grain and knit."""
    windows: int


def rhythm(lab: FloatPicture, solid: AnyArray, *, side: int) -> Rhythm | None:
    """The rhythm in windows of `side` pixels; None if no window lies within the cloth.

    lab: (H, W, 3) CIE Lab; solid: (H, W) bool, the cloth.
    """
    rows = [_window(lab[at], side) for at in _places(solid, side)]
    if not rows:
        return None
    found = np.array(rows)
    usual = float(np.median(found[:, 0]))
    # a window with a lapel or a button in it must not speak for the others
    weights = np.minimum(found[:, 0], 1.5 * usual) ** 2 + 1e-9
    one_way, two_ways, crossed, peak, fine = (float(each) for each in weights @ found[:, 1:] / weights.sum())
    return Rhythm(usual, one_way, two_ways, crossed, peak, fine, len(rows))


def _places(solid: AnyArray, side: int) -> list[tuple[slice, slice]]:
    share = cv2.boxFilter(solid.astype(np.float32), -1, (side, side), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    step = side // 2
    grid = ((y, x) for y in range(0, len(solid) - side + 1, step) for x in range(0, solid.shape[1] - side + 1, step))
    return [(slice(y, y + side), slice(x, x + side)) for y, x in grid if share[y, x] >= FULL]


def _window(part: FloatPicture, side: int) -> tuple[float, ...]:
    hann, band, angle, fine, turns = _plans(side)
    flat = (part - part.mean(axis=(0, 1))) * hann[..., None]
    light, red, yellow = np.moveaxis(np.abs(np.fft.fft2(flat, axes=(0, 1))) ** 2, 2, 0)
    power = (light + CHROMA * (red + yellow)) * band
    total = max(1e-9, float(power.sum()))
    contrast = np.sqrt(total / side**2 / float((hann**2).sum()))
    waves = power.ravel() @ turns
    one_way, two_ways = float(np.hypot(*waves[:2])) / total, float(np.hypot(*waves[2:])) / total
    broad = cv2.boxFilter(np.fft.fftshift(power).astype(np.float32), -1, (3, 3), normalize=False)
    row, column = np.unravel_index(int(np.argmax(broad)), broad.shape)
    main = np.arctan2(row - side // 2, column - side // 2)
    off = np.abs(np.mod(angle - main + np.pi / 2, np.pi) - np.pi / 2)
    along, across = float(power[off < np.pi / 8].sum()), float(power[off > 3 * np.pi / 8].sum())
    crossed = min(1.0, across / max(1e-9, along))
    peak = min(1.0, 2 * float(broad.max()) / total)
    return float(contrast), one_way, two_ways, crossed, peak, float(power[fine].sum()) / total


@lru_cache(maxsize=4)
def _plans(side: int) -> tuple[AnyArray, ...]:
    cycles = np.fft.fftfreq(side) * side
    down, across = np.meshgrid(cycles, cycles, indexing="ij")
    radius = np.hypot(across, down)
    hann = np.outer(np.hanning(side), np.hanning(side)).astype(np.float32)
    angle = np.arctan2(down, across)
    turns = np.stack([wave(fold * angle).ravel() for fold in (2, 4) for wave in (np.cos, np.sin)], axis=1)
    return hann, (radius >= LOWEST) & (radius <= 0.42 * side), angle, radius > side / 6, turns


def dottedness(lab: FloatPicture, solid: AnyArray) -> float:
    """0..1: how far the rarer of the cloth's two tones is made of round spots of one size."""
    spots = _rarer(lab, solid)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(spots)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count <= SPOTS or not (areas >= 6).any():
        return 0.0
    usual = float(np.median(areas[areas >= 6]))
    held = [int(areas[label - 1]) for label in range(1, count) if _is_spot(stats[label], labels, label, usual)]
    return sum(held) / float(areas.sum()) if len(held) >= SPOTS else 0.0


def _rarer(lab: FloatPicture, solid: AnyArray) -> AnyArray:
    """The rarer of two tones, with broad shade taken away; (H, W) uint8 of 0 and 1."""
    weight = cv2.GaussianBlur(solid.astype(np.float32), (0, 0), 16)[..., None] + 1e-3
    broad = cv2.GaussianBlur(lab * solid[..., None], (0, 0), 16) / weight
    detail = cv2.GaussianBlur(lab - broad, (0, 0), 0.8)
    samples = detail[solid]
    _, axes = np.linalg.eigh(samples.T @ samples)
    line = detail @ axes[:, -1]
    low, high = np.percentile(line[solid], (2, 98))
    scaled = np.clip((line - low) / max(1e-6, high - low) * 255, 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(scaled[solid], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = (scaled > level) & solid
    return np.asarray(bright if bright.sum() * 2 < solid.sum() else solid & ~bright, dtype=np.uint8)


def _is_spot(stats: AnyArray, labels: AnyArray, label: int, usual: float) -> bool:
    x, y, width, height, area = (int(each) for each in stats)
    if not 0.45 * usual < area < 2.2 * usual or max(width, height) > 1.7 * min(width, height):
        return False
    # a disc fills 0.79 of its box, a square all of it, a cross less
    own = labels[y : y + height, x : x + width] == label
    return 0.6 < float(own.mean()) < 0.93
