"""A piece of cloth repeated around a body."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.colour import from_lab, to_lab, to_linear
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture, Plane


def laid(part: Picture, alpha: Mask, *, tile: Picture, scale: float) -> FloatPicture:
    """The tile laid around a body, whose rows are taken for round, and shifted a little by its folds.

    part: (H, W, 3) uint8; alpha: (H, W), where the body is, not empty; tile: (h, w, 3) uint8; scale: width of one
    tile, share of the body's width. Returns: (H, W, 3) float32, linear light, without shade.
    """
    height, width = alpha.shape
    left, right = _sides(alpha)
    half, middle = np.maximum(4, (right - left) / 2), (left + right) / 2
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    across = np.clip((columns - middle[:, None]) / half[:, None], -1, 1)
    round_ = np.arcsin(0.92 * across) / np.arcsin(0.92)
    breadth = max(8.0, scale * float(np.median(right - left)))
    shift = _folds(part)
    u = (round_ * half.mean() + shift[0]) / breadth * tile.shape[1]
    v = ((rows - (columns - middle[:, None]) * _lean(middle)) + shift[1]) / breadth * tile.shape[1]
    flat = to_linear(_flat(tile).astype(np.float32) / 255)
    laid = cv2.remap(flat, _mirrored(u, tile.shape[1]), _mirrored(v, tile.shape[0]), cv2.INTER_LINEAR)
    return np.asarray(laid, dtype=np.float32)


def _sides(alpha: Mask) -> tuple[AnyArray, AnyArray]:
    """Left and right end of the mask in each row, smoothed over a tenth of the height: sleeves come and go."""
    inside = alpha > 0.5
    full = np.flatnonzero(inside.any(axis=1))
    ends = [(np.flatnonzero(inside[row])[[0, -1]]) for row in full]
    rows = np.arange(len(alpha))
    wide = max(3, len(alpha) // 10) | 1
    sides = (np.interp(rows, full, [end[side] for end in ends]).astype(np.float32)[:, None] for side in (0, 1))
    left, right = (cv2.GaussianBlur(side, (1, 2 * wide + 1), 0)[:, 0] for side in sides)
    return left, right


def _lean(middle: AnyArray) -> float:
    """How far the body leans: sideways pixels for each pixel down."""
    slope = float(np.polyfit(np.arange(len(middle)), middle, 1)[0]) if len(middle) > 8 else 0.0
    return float(np.clip(slope, -0.6, 0.6))


def _folds(part: Picture) -> tuple[Plane, Plane]:
    """Pixels that the cloth is shifted by where it is lit from the side."""
    light = cv2.GaussianBlur(to_lab(part)[..., 0], (0, 0), max(1.0, len(part) / 120))
    slopes = (cv2.Sobel(light, cv2.CV_32F, *way) / 8 * max(1.0, len(part) / 250) for way in ((1, 0), (0, 1)))
    across, down = (np.clip(slope, -0.03 * len(part), 0.03 * len(part)) for slope in slopes)
    return across, down


def _flat(tile: Picture) -> Picture:
    """The tile without its own broad light and shade, which would lie across the new folds."""
    lab = to_lab(tile)
    broad = cv2.GaussianBlur(lab[..., 0], (0, 0), max(tile.shape[:2]) / 4)
    lab[..., 0] += float(broad.mean()) - broad
    return from_lab(lab)


def _mirrored(at: Plane, size: int) -> Plane:
    turned = np.mod(at, 2 * size)
    return np.minimum(turned, 2 * size - turned).clip(0, size - 1).astype(np.float32)
