"""The skin of a face: its colour and how smooth it is, as the light of the picture shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.faces import crops, pose
from reklamai.media.faces.model import Face, mesh_of
from reklamai.media.mattes.model import Missing
from reklamai.media.types import AnyArray, FloatPicture, Picture

Tone = Literal["very_light", "light", "intermediate", "tan", "brown", "dark"]
CLASSES: Final[tuple[tuple[float, Tone], ...]] = (
    (55, "very_light"),
    (41, "light"),
    (28, "intermediate"),
    (10, "tan"),
    (-30, "brown"),
)
"""Least angle of each class, degrees. Source: Chardon et al. 1991; Del Bino and Bernerd 2013."""
CHEEKS: Final = ((117, 118, 101, 36, 205, 187, 123), (346, 347, 330, 266, 425, 411, 352))
FOREHEAD: Final = (69, 109, 10, 338, 299, 337, 9, 108)
SIDE: Final = 256
"""Pixels of the crop, 1.3 times the face: texture is compared at one scale."""
SMALLEST: Final = 32
"""Width of a face in pixels under which its skin is a few blurred pixels."""
RESOLVED: Final = 160
"""Width of a face in pixels from which its texture is fully seen."""
DARKEST: Final = 8.0
"""Lightness under which a screen's colours are mostly noise."""
ROUGH: Final = 1.0
"""Lightness by which skin of texture 0.63 trembles."""
COLOURLESS: Final = 2.0
"""Chroma under which the picture is taken to be grey: no skin in a colour picture has so little."""


@dataclass(frozen=True, slots=True)
class Skin:
    """lab: CIE Lab (D65) of cheeks and forehead; ita: individual typology angle, degrees, and its class `tone`.

    texture: 0 smooth .. 1 rough; a face less than 160 pixels wide or out of focus reads smoother than it is.
    confidence: 0..1, lower for few pixels, uneven light, or much that was left out.
    The colour is that of the picture: coloured light colours it.
    """

    lab: tuple[float, float, float]
    ita: float
    tone: Tone
    texture: float
    confidence: float


def skin(picture: Picture, face: Face) -> Skin | Missing:
    """The skin of a face, or why it cannot be read: "no_mesh", "face_too_small", "too_dark", "too_bright", "no_colour".

    picture: (H, W, 3) uint8, RGB order, the one `face` was found in.
    """
    if not face.has_mesh:
        return Missing("no_mesh")
    mesh = mesh_of(face)
    width = float(np.ptp(mesh[:, 0]))
    if width < SMALLEST:
        return Missing("face_too_small")
    crop = _crop(picture, mesh)
    lab = to_lab(crop.pixels)
    regions = [_inside(crop.inside(mesh[list(ids), :2])) for ids in (*CHEEKS, FOREHEAD)]
    # red alone is clipped on many a light skin in good light, and its hue is still true enough
    bright = (crop.pixels >= 252).sum(axis=2) >= 2
    area = np.any(regions, axis=0)
    if float(bright[area].mean()) > 0.5:
        return Missing("too_bright")
    kept = _even(lab, regions, ~bright)
    return _judged(lab, kept, regions, width)


def tone_of(ita: float) -> Tone:
    """Class of an individual typology angle in degrees."""
    return next((name for least, name in CLASSES if ita > least), "dark")


def _judged(lab: FloatPicture, kept: AnyArray, regions: list[AnyArray], width: float) -> Skin | Missing:
    colour = np.median(lab[kept], axis=0)
    light, a, b = (float(value) for value in colour)
    if light < DARKEST:
        return Missing("too_dark")
    if np.hypot(a, b) < COLOURLESS:
        return Missing("no_colour")
    ita = float(np.degrees(np.arctan2(light - 50, b)))
    share = float(kept.sum() / np.any(regions, axis=0).sum())
    sides = [float(np.median(lab[region & kept, 0])) for region in regions if (region & kept).any()]
    even = 1 - min(1.0, float(np.ptp(sides)) / 60)
    confidence = min(1.0, share / 0.7) * even * min(1.0, width / RESOLVED) ** 0.5
    return Skin((light, a, b), ita, tone_of(ita), _texture(lab[..., 0], kept), confidence)


def _crop(picture: Picture, mesh: AnyArray) -> crops.Crop:
    low, high = mesh[:, :2].min(axis=0), mesh[:, :2].max(axis=0)
    x, y = (low + high) / 2
    side = 1.3 * float((high - low).max())
    return crops.cut(picture, (float(x), float(y)), side=side, roll=pose.of_mesh(mesh).roll, size=SIDE)


def _inside(points: AnyArray) -> AnyArray:
    mask = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], (1,))
    return mask.astype(bool)


def _even(lab: FloatPicture, regions: list[AnyArray], sound: AnyArray) -> AnyArray:
    """The pixels of bare, evenly lit skin: without what stands out from its own region (brows, shine, shadow, beard),
    and without a forehead that differs from the cheeks as hair does."""
    parts = [region & sound & _typical(lab, region & sound) for region in regions]
    cheeks = parts[0] | parts[1]
    if cheeks.any() and parts[2].any():
        gap = np.median(lab[parts[2]], axis=0) - np.median(lab[cheeks], axis=0)
        if float(np.linalg.norm(gap)) > 25:
            return cheeks
    return cheeks | parts[2]


def _typical(lab: FloatPicture, region: AnyArray) -> AnyArray:
    if not region.any():
        return region
    values = lab[region]
    middle = np.median(values, axis=0)
    spread = np.maximum(1.4826 * np.median(np.abs(values - middle), axis=0), 1.0)
    return np.asarray((np.abs(lab - middle) < 2.5 * spread).all(axis=2))


def _texture(light: AnyArray, kept: AnyArray) -> float:
    # pores and lines are finer than shading: what lies between one and three hundredths of the face
    fine = _blurred(light, kept, 1.0) - _blurred(light, kept, 3.0)
    inner = cv2.erode(kept.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    seen = fine[inner if inner.any() else kept]
    spread = 1.4826 * float(np.median(np.abs(seen - np.median(seen))))
    return float(1 - np.exp(-spread / ROUGH))


def _blurred(light: AnyArray, kept: AnyArray, sigma: float) -> AnyArray:
    """Means over the kept pixels alone: the edge of a brow or of a shine is no texture of the skin."""
    weight = kept.astype(np.float32)
    total = cv2.GaussianBlur(light * weight, (0, 0), sigma)
    mean: AnyArray = total / np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)
    return mean
