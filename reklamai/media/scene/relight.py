"""A cut-out photo under another key light: its old shading partly taken away, new shading laid on.

Source: ratio images over first-order spherical harmonics (Basri and Jacobs, Lambertian Reflectance, 2003).
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from reklamai.media import colour
from reklamai.media.pictures import resized
from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.normals import silhouette_normals, with_face
from reklamai.media.types import AnyArray, FloatPicture, Mask, Plane, Rgba

SIDE = 512
"""Longer side at which shading is worked out: it is smooth, and so no pore or thread can turn into a blotch."""
DE_LIGHT = 0.6
"""How much of the old shading goes: all of it leaves faces flat and grey (seen on eight portraits)."""
CONTRAST = 1.3
"""Stops between the lit and the shadowed side where nothing says it."""
LEAST, MOST = 0.3, 2.6
"""Bounds of that: beyond them a shadowed eye is lost."""
LEAST_GAIN, MOST_GAIN = 0.35, 2.2
"""Past these the noise of shadows and the red of underexposed skin come up."""
KNEE = 0.7


def relit(pixels: Rgba, *, light: SceneLight, contrast: float | None = None, face: AnyArray | None = None) -> Rgba:
    """A cut-out lit from `light`'s azimuth and elevation, as hard as it; colour and exposure stay.

    contrast: stops between the lit and the shadowed side; face: (468 or 478, 3) mesh points in pixels of `pixels`:
    its mean light is held, else that of the whole cut-out.
    """
    alpha = np.asarray(pixels[..., 3] / 255, dtype=np.float32)
    if not (alpha > 0.5).any():
        return pixels
    scale = min(1.0, SIDE / max(alpha.shape))
    size = max(2, round(alpha.shape[1] * scale)), max(2, round(alpha.shape[0] * scale))
    small = resized(np.ascontiguousarray(pixels), size)
    points = None if face is None else np.asarray(face, np.float32) * scale
    gain = _gain(small, light, contrast=contrast, points=points)
    linear = _LINEAR[pixels[..., :3]] * resized(gain, (alpha.shape[1], alpha.shape[0]))[..., None]
    return np.dstack([colour.to_bytes(colour.to_screen(_bent(linear))), pixels[..., 3]])


def _gain(small: Rgba, light: SceneLight, *, contrast: float | None, points: AnyArray | None) -> Plane:
    """(H, W) factors on linear light."""
    alpha = np.asarray(small[..., 3] / 255, dtype=np.float32)
    normals, where = silhouette_normals(alpha), np.zeros_like(alpha)
    seen = np.asarray(_LINEAR[small[..., :3]] @ colour.BT709, np.float32)
    old: AnyArray = np.ones_like(alpha)
    if points is not None:
        normals, where = with_face(normals, points)
        old = _old_light(seen, normals, where * alpha)
    new = shading(normals, light, contrast=CONTRAST if contrast is None else contrast)
    gain = new / old**DE_LIGHT
    held = where * alpha if (where * alpha).sum() > 50 else alpha
    gain *= float((seen * held).sum()) / max(1e-6, float((seen * gain * held).sum()))
    return np.asarray(np.clip(gain, LEAST_GAIN, MOST_GAIN), np.float32)


def shading(normals: FloatPicture, light: SceneLight, *, contrast: float) -> Plane:
    """(H, W) linear light on surfaces that face as `normals` do: 1 where fully lit, 2 ** -contrast in the shadow."""
    azimuth, elevation = math.radians(light.azimuth), math.radians(light.elevation)
    to_light = np.array(
        [math.sin(azimuth) * math.cos(elevation), -math.sin(elevation), math.cos(azimuth) * math.cos(elevation)],
        np.float32,
    )
    facing = normals @ to_light
    wrap = 0.15 + 0.5 * (1 - light.hardness)
    lit = np.clip((facing + wrap) / (1 + wrap), 0, 1) ** (1 + 0.8 * light.hardness)
    behind = max(0.0, -float(to_light[2]))
    rim = (1 - np.clip(normals[..., 2], 0, 1)) ** 2 * np.clip(facing + 0.4, 0, 1) * behind * 2.2
    ambient = 2 ** -float(np.clip(contrast, LEAST, MOST))
    return np.asarray(ambient + (1 - ambient) * (lit + rim), np.float32)


def _old_light(seen: Plane, normals: FloatPicture, face: Mask) -> Plane:
    """The light that lay on the cut-out, by that on its face; about 1."""
    inside = face > 0.6
    if int(inside.sum()) < 200:
        return np.ones_like(seen)
    light, basis = seen[inside], np.c_[np.ones(int(inside.sum())), normals[inside]]
    kept = np.ones(len(light), bool)
    for _ in range(3):  # brows, eyes and lips are no shading
        terms = np.linalg.lstsq(basis[kept], light[kept], rcond=None)[0]
        off = np.abs(basis @ terms - light)
        kept = off <= np.percentile(off, 75)
    shade = terms[0] + normals @ terms[1:]
    middle = float(shade[inside].mean())
    field = cv2.GaussianBlur(np.asarray(shade / max(middle, 1e-4), np.float32), (0, 0), 2.0)
    return np.asarray(np.clip(field, 0.35, 2.2), np.float32)


def _bent(linear: FloatPicture) -> FloatPicture:
    """Highlights bent under 1 together: no channel is cut, so skin keeps its hue."""
    top = linear.max(axis=2, keepdims=True)
    over = np.maximum(0, top - KNEE)
    bent = KNEE + over / (1 + over / (1 - KNEE))
    return np.asarray(np.where(top > KNEE, linear * (bent / np.maximum(top, 1e-6)), linear), np.float32)


_LINEAR: AnyArray = colour.to_linear(np.arange(256, dtype=np.float32) / 255)
