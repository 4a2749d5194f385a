"""What ties a subject to its ground: contact shadow, cast shadow, mirror image."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.pictures import resized
from reklamai.media.scene.compose import blurred
from reklamai.media.scene.model import Box, SceneLight
from reklamai.media.types import Mask, Rgba

DARK = (14, 15, 24)
"""Colour of shadows: what is left is the light of the sky."""
BETWEEN = 0.4
"""Darkness under a subject between the places where it touches the ground, share of that at them."""
WORK_ROWS = 360
"""Shadows are soft: they are made at this many rows and stretched."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a subject meets its ground. box: of its pixels, shares of the frame; foot: y of the contact;
    height_m: real height of the pixels; depth: metres; aspect: frame width over frame height."""

    box: Box
    foot: float
    height_m: float
    depth: float
    aspect: float
    horizon: float


def contact(pixels: Rgba, stand: Stand, *, strength: float = 0.62) -> tuple[Rgba, Box]:
    """The dark seam where a subject touches the ground, as pixels and their box in shares of the frame.

    strength: alpha at its darkest, 0..1.
    """
    x, _, wide, _ = stand.box
    # shadows are as soft as their width: one size serves a cup and a car
    columns = 300
    row = np.asarray(cv2.resize(_profile(pixels)[None], (columns, 1), interpolation=cv2.INTER_AREA), np.float32).ravel()
    thick = max(4, round(0.035 * columns))
    pad = round(0.3 * columns)
    plane = np.zeros((2 * pad, columns + 2 * pad), np.float32)
    plane[pad - thick : pad, pad : pad + columns] = row[None]
    soft = cv2.GaussianBlur(plane, (0, 0), sigmaX=0.075 * columns, sigmaY=0.045 * columns)
    core = cv2.GaussianBlur(plane, (0, 0), sigmaX=0.02 * columns, sigmaY=0.012 * columns)
    alpha = np.clip(soft * 1.5 + core * 0.7, 0, 1) * strength
    per = wide / columns
    box = (x - pad * per, stand.foot - pad * per * stand.aspect, wide + 2 * pad * per, 2 * pad * per * stand.aspect)
    return _dark(alpha), box


def cast(pixels: Rgba, stand: Stand, light: SceneLight) -> tuple[Rgba, Box] | None:
    """The shadow that the key light throws on level ground; None if the light is too soft to throw one."""
    strength = 0.5 * light.hardness * (0.5 + 0.5 * light.key)
    if strength < 0.06:
        return None
    tip_x, tip_y = _tip(stand, light)
    silhouette = _silhouette(pixels)
    rows, columns = silhouette.shape
    per_x, per_y = stand.box[2] / columns, stand.box[3] / rows  # shares of the frame per silhouette pixel
    lean, rise = tip_x / per_x, tip_y / per_y  # where the top lands, in silhouette pixels from the foot
    reach = abs(lean) + columns
    pad = round(0.3 * columns) + 12
    wide, high = math.ceil(reach + 2 * pad), math.ceil(abs(rise) + 2 * pad)
    left = max(0.0, -lean) + pad
    base = pad if rise > 0 else abs(rise) + pad
    move = np.array([[1, -lean / rows, left + lean], [0, -rise / rows, base + rise]], dtype=np.float64)
    fallen = cv2.warpAffine(silhouette, move, (wide, high))
    fade = _fading(high, base=base, rise=rise)
    soft = cv2.GaussianBlur(fallen, (0, 0), max(1.0, (1.15 - light.hardness) * 0.035 * rows))
    alpha = np.clip(soft * fade[:, None] * strength, 0, 1)
    box = (stand.box[0] - left * per_x, stand.foot - base * per_y, wide * per_x, high * per_y)
    return _dark(alpha), box


def mirror(pixels: Rgba, stand: Stand, *, strength: float, soft: float = 0.012) -> tuple[Rgba, Box]:
    """The subject upside down in wet or polished ground, fading downwards.

    strength: alpha at the contact, 0..1; soft: blur, share of the subject's height.
    """
    share = min(1.0, (stand.foot - stand.box[1]) / max(1e-6, stand.box[3]))
    rows = max(2, round(pixels.shape[0] * share))
    small = resized(pixels[:rows], (max(2, round(pixels.shape[1] * min(1.0, 720 / rows))), min(rows, 720)))
    flipped = np.ascontiguousarray(small[::-1])
    fade = np.clip(1 - np.linspace(0, 1, len(flipped), dtype=np.float32) / 0.7, 0, 1) ** 1.4
    flipped[..., 3] = (flipped[..., 3] * fade[:, None] * strength).astype(np.uint8)
    flipped = blurred(flipped, max(0.5, soft * len(flipped)))
    return flipped, (stand.box[0], stand.foot, stand.box[2], stand.box[3] * share)


def _tip(stand: Stand, light: SceneLight) -> tuple[float, float]:
    """Where the shadow of the subject's top falls, from its foot, in shares of the frame (right, down)."""
    length = stand.height_m / math.tan(math.radians(max(18.0, min(80.0, light.elevation))))
    length = min(length, 1.5 * stand.height_m)
    azimuth = math.radians(light.azimuth)
    right_m, away_m = -math.sin(azimuth) * length, math.cos(azimuth) * length
    away = max(away_m, -0.55 * stand.depth)
    below = stand.foot - stand.horizon
    down = below * (stand.depth / (stand.depth + away)) - below
    per_metre = stand.box[3] / max(1e-6, stand.height_m) * stand.depth / (stand.depth + away)
    return right_m * per_metre / stand.aspect, _not_flat(down, stand)


def _not_flat(down: float, stand: Stand) -> float:
    least = 0.03 * stand.box[3]
    return math.copysign(max(abs(down), least), down or -1.0)


def _silhouette(pixels: Rgba) -> Mask:
    rows = min(WORK_ROWS, pixels.shape[0])
    columns = max(2, round(pixels.shape[1] * rows / pixels.shape[0]))
    return np.asarray(resized(np.ascontiguousarray(pixels[..., 3]), (columns, rows)) / 255, dtype=np.float32)


def _profile(pixels: Rgba) -> Mask:
    """0..1 for each column: whether the subject touches the ground there (its lowest twentieth)."""
    band = max(2, pixels.shape[0] // 20)
    lowest = pixels[-band:, :, 3]
    touching = np.asarray(lowest.max(axis=0) > 128, dtype=np.float32)
    columns = np.flatnonzero(touching)
    if columns.size:
        # between wheels or feet little light comes in from above: without this dark a car hovers
        between = touching[columns[0] : columns[-1]]
        np.maximum(between, BETWEEN, out=between)
    return touching


def _fading(high: int, *, base: float, rise: float) -> Mask:
    """1 at the foot, 0.35 at the top of the shadow."""
    along = (np.arange(high, dtype=np.float32) - base) / rise
    return np.asarray(1 - 0.65 * np.clip(along, 0, 1), dtype=np.float32)


def _dark(alpha: Mask) -> Rgba:
    made = np.empty((*alpha.shape, 4), np.uint8)
    made[..., :3] = DARK
    made[..., 3] = np.clip(alpha * 255 + 0.5, 0, 255).astype(np.uint8)
    return made


def lying(pixels: Rgba, stand: Stand, light: SceneLight) -> tuple[Rgba, Box]:
    """The soft shadow of a thing that lies on a surface seen from above, moved away from the light."""
    plane = _silhouette(pixels)
    pad = max(8, round(0.2 * max(plane.shape)))
    wide = cv2.copyMakeBorder(plane, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    rows = plane.shape[0]
    soft = cv2.GaussianBlur(wide, (0, 0), (1.2 - light.hardness) * 0.045 * rows + 1)
    per_x, per_y = stand.box[2] / plane.shape[1], stand.box[3] / rows
    azimuth = math.radians(light.azimuth)
    right, down = -math.sin(azimuth) * 0.05 * rows, 0.05 * rows
    box = (
        stand.box[0] + (right - pad) * per_x,
        stand.box[1] + (down - pad) * per_y,
        wide.shape[1] * per_x,
        wide.shape[0] * per_y,
    )
    return _dark(np.asarray(soft * 0.5, dtype=np.float32)), box
