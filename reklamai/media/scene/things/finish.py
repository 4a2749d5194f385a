"""From a sheet to pixels: rendered, lit as a whole, cut to what is drawn."""

from __future__ import annotations

import math

import cv2
import numpy as np

from reklamai.media.scene import svg
from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.things.ink import Sheet
from reklamai.media.types import Mask, Rgba

View = tuple[float, float, float, float]
MAX_PIXELS = 6_000_000
"""Of one drawing; a larger ask is rendered at this size: most of a 4K frame (8.3 Mpx), some seconds of one core."""


def picture_of(sheet: Sheet, view: View, *, scale: float, light: SceneLight) -> tuple[Rgba, View]:
    """Tight pixels of a sheet, and the part of `view` (drawing units) that they cover.

    scale: pixels for one drawing unit; lowered so that the picture holds at most `MAX_PIXELS`.
    """
    scale = min(scale, math.sqrt(MAX_PIXELS / (view[2] * view[3])), svg.MAX_SIDE_PX / max(view[2], view[3]))
    width, height = max(1, round(view[2] * scale)), max(1, round(view[3] * scale))
    pixels = svg.render(sheet.svg(view), width=width, height=height)
    left, top, right, bottom = tight_box(pixels)
    pixels = np.ascontiguousarray(pixels[top:bottom, left:right])
    across, down = view[2] / width, view[3] / height
    kept = (view[0] + left * across, view[1] + top * down, (right - left) * across, (bottom - top) * down)
    return lit(pixels, light, thickness=scale), kept


def tight_box(pixels: Rgba) -> tuple[int, int, int, int]:
    """left, top, right, bottom of the pixels that are not fully clear; the whole picture if all are."""
    x, y, width, height = cv2.boundingRect(np.ascontiguousarray(pixels[..., 3]))
    if width == 0:
        return 0, 0, pixels.shape[1], pixels.shape[0]
    return x, y, x + width, y + height


def lit(pixels: Rgba, light: SceneLight, *, thickness: float) -> Rgba:
    """The drawing under the colour of its light, with a bright edge if the light stands behind.

    thickness: pixels of the edge for one unit of the drawing's scale.
    """
    colour = pixels[..., :3].astype(np.float32)
    tint = white_of(light.kelvin)
    gain = (0.82 + 0.3 * max(0.0, min(1.0, light.key))) * tint
    behind = max(0.0, -math.cos(math.radians(light.azimuth)))
    # what looks to the camera lies in its own shade then
    if behind > 0.05:
        colour *= 1.0 - 0.22 * behind
    colour *= gain.astype(np.float32)
    if behind > 0.05:
        edge = _edge(pixels[..., 3], light, thickness) * np.float32(0.85 * behind)
        glow = np.clip(np.array([255.0, 246.0, 232.0]) * tint, 0, 255).astype(np.float32)
        # dark cloth throws little back: a rim of one brightness for all would outline it in white
        rim = glow * np.float32(0.58) + np.minimum(255, colour * np.float32(1.5) + 20) * np.float32(0.42)
        colour += (rim - colour) * edge[..., None]
    return np.dstack([np.clip(colour, 0, 255).astype(np.uint8), pixels[..., 3]])


def white_of(kelvin: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Gains of R, G, B under this light seen by an eye that has mostly adapted to it; 1, 1, 1 at 5600 K."""
    warm = max(-1.0, min(1.0, math.log(5600.0 / max(1500.0, kelvin)) / math.log(2.2)))
    return np.array([1.0 + 0.07 * warm, 1.0 - 0.015 * abs(warm) + 0.01 * warm, 1.0 - 0.14 * warm])


def _edge(alpha: np.ndarray[tuple[int, int], np.dtype[np.uint8]], light: SceneLight, thickness: float) -> Mask:
    """0..1 on the border of the silhouette that looks to the light; on both borders if it stands straight behind."""
    reach = max(1.5, 3.2 * thickness)
    sideways = math.sin(math.radians(light.azimuth))
    solid = alpha.astype(np.float32) / 255.0
    total = np.zeros_like(solid)
    for side, share in ((1.0, 0.5 + 0.5 * sideways), (-1.0, 0.5 - 0.5 * sideways)):
        if share < 0.1:
            continue
        move = np.array([[1, 0, -side * reach], [0, 1, reach * 0.45]], dtype=np.float32)
        moved = cv2.warpAffine(solid, move, (solid.shape[1], solid.shape[0]))
        total = np.maximum(total, np.clip(solid - moved, 0, 1) * share)
    return np.asarray(cv2.GaussianBlur(total, (0, 0), max(0.5, reach * 0.3)) * solid, dtype=np.float32)
