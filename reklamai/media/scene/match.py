"""A cut-out photo under the light of a drawn scene."""

from __future__ import annotations

import math

import cv2
import numpy as np

from reklamai.media import colour
from reklamai.media.pictures import resized
from reklamai.media.scene.model import SceneLight
from reklamai.media.types import FloatPicture, Mask, Picture, Plane, Rgba

NEUTRAL_KELVIN = 5600.0
MOST_SHIFT = 9.0
"""Lab units that a and b may move towards the surroundings: more makes skin look ill."""
VEIL = 0.03
"""Share of the surroundings' light that lies over everything: photos have deeper blacks than drawings."""
ADAPTED = 0.36
"""How much of the lamp's colour is seen: the eye, and a camera's white balance, take most of it away."""
SMALL = 420
"""Longer side at which the shape of the light is worked out."""


def match_light(pixels: Rgba, *, light: SceneLight, around: Picture, veil: float = 0.0, key_of: float = 0.62,
                shaped: bool = True) -> Rgba:  # fmt: skip
    """Pixels of a cut-out, moved to the brightness, tint and direction of a scene's light.

    around: any picture of the scene's surroundings; its low frequencies give the fill light.
    veil: 0..1, share of the surroundings' light that the air puts over it.
    key_of: `SceneLight.key` at which a photo keeps its own exposure. shaped: lay light and shade over its form; False
    where they lie on it already.
    The colours move by low frequencies only: a logo keeps its contrasts, skin its variation.
    """
    alpha = np.asarray(pixels[..., 3] / 255, dtype=np.float32)
    if not alpha.any():
        return pixels
    linear = colour.to_linear(pixels[..., :3].astype(np.float32) / 255)
    gain = _gains(pixels, alpha, light=light, around=around, key_of=key_of, shaped=shaped)
    fill = colour.to_linear(np.asarray(around.mean(axis=(0, 1)) / 255, dtype=np.float32))
    over = min(0.6, VEIL + veil)
    relit = _rolled_off(linear * gain * (1 - over) + over * fill)
    return np.dstack([colour.to_bytes(colour.to_screen(relit)), pixels[..., 3]])


def _gains(
    pixels: Rgba, alpha: Mask, *, light: SceneLight, around: Picture, key_of: float, shaped: bool
) -> FloatPicture:
    """(H, W, 3) factors on linear light."""
    height, width = alpha.shape
    tint = _tint(light, around)
    exposure = _exposure(pixels, alpha, light=light, around=around, key_of=key_of)
    if not shaped:
        return np.asarray(np.broadcast_to(tint * exposure, (height, width, 3)), dtype=np.float32)
    plane = resized(_form(alpha, light), (width, height))
    return np.asarray(plane[..., None] * (tint * exposure), dtype=np.float32)


def _exposure(pixels: Rgba, alpha: Mask, *, light: SceneLight, around: Picture, key_of: float) -> float:
    """How much brighter (>1) the scene is than the photo, in linear light, held within a stop and a third."""
    own = float(np.average(colour.luma(np.ascontiguousarray(pixels[..., :3])), weights=alpha))
    there = float(colour.luma(around).mean())
    # a dark coat stays dark: only a part of the difference is exposure, the rest is what the subject is
    stops = 1.6 * (light.key - key_of) + 0.9 * (there - own)
    return float(2 ** np.clip(stops, -1.35, 0.6))


def _tint(light: SceneLight, around: Picture) -> FloatPicture:
    """(3,) gains: the lamp's colour, half adapted to, and a little of the surroundings' own colour."""
    lamp = (colour.lamp(light.kelvin) / colour.lamp(NEUTRAL_KELVIN)) ** ADAPTED
    lab = colour.to_lab(around).reshape(-1, 3).mean(axis=0)
    a, b = (float(np.clip(0.22 * value, -MOST_SHIFT, MOST_SHIFT)) for value in lab[1:])
    patch = np.array([[[60, 0, 0], [60, a, b]]], dtype=np.float32)
    grey, shifted = colour.to_linear(np.asarray(cv2.cvtColor(patch, cv2.COLOR_Lab2RGB), dtype=np.float32))[0]
    gains = lamp * (shifted / np.maximum(grey, 1e-4))
    return np.asarray(gains / float(gains @ colour.BT709), dtype=np.float32)


def _form(alpha: Mask, light: SceneLight) -> Plane:
    """Light and shade over an inflated silhouette, 0.5..2.4, at a small size; a rim if the light stands behind."""
    scale = min(1.0, SMALL / max(alpha.shape))
    size = (max(2, round(alpha.shape[1] * scale)), max(2, round(alpha.shape[0] * scale)))
    small = resized(alpha, size)
    azimuth, elevation = math.radians(light.azimuth), math.radians(light.elevation)
    side, front = math.sin(azimuth) * math.cos(elevation), math.cos(azimuth) * math.cos(elevation)
    deep = cv2.GaussianBlur(small, (0, 0), max(2.0, 0.09 * min(size)))
    nx, ny = -cv2.Sobel(deep, cv2.CV_32F, 1, 0), -cv2.Sobel(deep, cv2.CV_32F, 0, 1)
    steep = max(1e-6, float(np.percentile(np.hypot(nx, ny)[small > 0.5], 95)))
    facing = np.clip(nx / steep, -1, 1) * side - np.clip(ny / steep, -1, 1) * math.sin(elevation) * 0.5
    across = np.linspace(-1, 1, size[0], dtype=np.float32)[None] * side
    strength = 0.16 + 0.26 * light.hardness
    form = 1 + strength * (0.75 * facing + 0.5 * across) - 0.12 * max(0.0, -front)
    if front < -0.2:
        rim = np.clip(1 - cv2.GaussianBlur(small, (0, 0), 0.012 * max(size)), 0, 1) * (small > 0.05)
        form = form + 1.6 * -front * light.hardness * rim * np.clip(0.6 + facing, 0, 1.2)
    return np.asarray(np.clip(form, 0.5, 2.4), dtype=np.float32)


def _rolled_off(linear: FloatPicture) -> FloatPicture:
    """Highlights bent under 1 instead of cut: colours keep their hue."""
    top = linear.max(axis=2, keepdims=True)
    knee = 0.8
    over = np.maximum(0, top - knee)
    bent = np.where(top > knee, knee + over / (1 + over / (1 - knee)), top)
    return np.asarray(linear * (bent / np.maximum(top, 1e-6)), dtype=np.float32)
