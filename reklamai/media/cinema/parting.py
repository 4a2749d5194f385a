"""A picture taken apart by its depth: what stands in front, and the ground behind it with the hole closed.

Blurring one picture by its depth map gives every rim a halo: colours of a sharp subject run into the ground, or the
ground's into the subject. With two surfaces each is blurred by itself, and the front is laid over the ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture, Plane

STEP = 0.18
"""How much nearer the front must be than the ground beside it, of its own nearness: less is one surface."""
ABRUPT = 0.005
"""Within what share of the longer side."""
SAME = 0.94
"""Of the subject's nearness from which on a pixel is the front itself."""
RIM = 0.002
"""Width of the front's rim whose colours are taken from further in, share of the longer side."""
SPILL = 0.008
"""How far about the front its colours reach into the ground, share of the longer side: loose hair, a soft edge."""
SURE = 0.02
"""Share of the front from which on a pixel says nothing about the ground."""


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """All of the plate's size."""

    ground: Picture
    """The picture without its front, the hole closed by the colours around it."""
    ground_near: Plane
    """1 / metre."""
    front: Picture
    """Own colours of the front; the ground's where there is none of it."""
    alpha: Mask
    """How much of each pixel is front; all 0 where nothing stands in front."""
    front_near: float
    """1 / metre: the front is flat."""
    stands: bool
    """Whether anything stands in front at all."""


def parted(picture: Picture, near: Plane, *, subject_m: float) -> Parted:
    """The front and the ground of a picture. near: (H, W) float32, 1 / metre; subject_m: where the front begins."""
    alpha, ground_near = _front_share(near, 1 / subject_m)
    if not alpha.any():
        return Parted(picture, near, picture, alpha, 1 / subject_m, stands=False)
    hole = (alpha > SURE).astype(np.uint8)
    reach = max(2, round(SPILL * max(hole.shape)))
    wide = cv2.dilate(hole, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    known = 1 - wide.astype(np.float32)
    pixels = picture.astype(np.float32)
    closed = filled(pixels, known)
    front = filled(pixels, _inner(alpha))
    return Parted(_bytes(closed), ground_near, _bytes(front), alpha, 1 / subject_m, stands=True)


def _inner(alpha: Mask) -> Mask:
    """Where the front's colours are its own: away from its rim, in which the old ground shines through.

    A cut-out is right to two pixels at best; a thread of the old bright ground would frame it like a sticker.
    """
    reach = max(1, round(RIM * max(alpha.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.erode((alpha > 0.97).astype(np.float32), kernel), np.float32)


def _front_share(near: Plane, subject: float) -> tuple[Mask, Plane]:
    """Alpha of the front, and the nearness of the ground as it goes on behind it."""
    body = (near >= SAME * subject).astype(np.uint8)
    if not _steps(near, body, subject):
        return np.zeros_like(near), near
    reach = max(3, round(0.012 * max(near.shape)))
    covered = cv2.dilate(body, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    known = (1 - covered).astype(np.float32)
    least = np.full_like(near, float(near.min()))
    ground = np.asarray(filled(near[..., None], known)[..., 0], np.float32) if known.any() else least
    ground = np.minimum(ground, near)
    step = np.maximum(subject - ground, 1e-4)
    alpha = np.where(covered > 0, np.clip((near - ground) / step, 0, 1), 0).astype(np.float32)
    alpha[step < STEP * subject] = 0
    return alpha, np.where(covered > 0, ground, near).astype(np.float32)


def _steps(near: Plane, body: AnyArray, subject: float) -> bool:
    """Whether the body ends with a step: what fades out on its own, as the ground before one's feet, is no front."""
    rim = cv2.dilate(body, np.ones((3, 3), np.uint8)) - body
    if not rim.any():
        return False
    reach = max(2, round(ABRUPT * max(near.shape)))
    beside = cv2.erode(near, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    return float((beside[rim > 0] < (1 - STEP) * subject).mean()) > 0.2


def filled(pixels: FloatPicture, known: Mask) -> FloatPicture:
    """Pixels that are not known, filled with a smooth mean of those around: (H, W, C) float32; known: 0..1.

    Source: Gortler et al., The Lumigraph (1996), push and pull over a pyramid.
    """
    if min(known.shape) <= 2:
        weight = max(float(known.sum()), 1e-6)
        mean = (pixels * known[..., None]).sum(axis=(0, 1)) / weight
        return np.asarray(pixels * known[..., None] + mean * (1 - known[..., None]), np.float32)
    size = (known.shape[1] + 1) // 2, (known.shape[0] + 1) // 2
    weights = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
    sums = _planes(cv2.resize(pixels * known[..., None], size, interpolation=cv2.INTER_AREA))
    lower = filled(sums / np.maximum(weights, 1e-6)[..., None], np.minimum(1, weights * 4))
    upper = _planes(cv2.resize(lower, (known.shape[1], known.shape[0]), interpolation=cv2.INTER_LINEAR))
    return np.asarray(upper + (pixels - upper) * known[..., None], np.float32)


def _planes(pixels: AnyArray) -> AnyArray:
    """OpenCV drops the last axis of a single channel."""
    return pixels if pixels.ndim == 3 else pixels[..., None]


def _bytes(pixels: FloatPicture) -> Picture:
    return np.clip(pixels + 0.5, 0, 255).astype(np.uint8)
