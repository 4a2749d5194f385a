"""The rim of a cut-out: from a rough mask to clean hair and no colour of the old ground."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.pictures import resized
from reklamai.media.types import FloatPicture, Mask, Picture

RIM_SIDE = 900
"""Longer side at which colours of the rim are worked out: they are smooth, and most of the time goes there."""
ROUGH_SIDE = 512
"""Longer side at which GrabCut runs: it takes 0.2 s there and four times that at double the side."""


def settle(picture: Picture, sure: Mask, *, unsure: float = 0.012, rounds: int = 2) -> Mask:
    """Hard mask that follows the colours of the picture where a rough one is in doubt.

    sure: (H, W) float32 0..1, the rough mask; its values between 0.1 and 0.9, and a band of `unsure` of the longer
    side along its rim, are decided anew by GrabCut.
    Returns: (H, W) float32, 0 or 1 (blurred by the way back to full size).
    """
    height, width = picture.shape[:2]
    scale = min(1.0, ROUGH_SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small, rough = resized(picture, size), resized(sure, size)
    band = max(1, round(unsure * max(size)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * band + 1, 2 * band + 1))
    inside, outside = cv2.erode(rough, kernel) > 0.9, cv2.dilate(rough, kernel) < 0.1
    marks = np.where(rough > 0.5, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[inside], marks[outside] = cv2.GC_FGD, cv2.GC_BGD
    hard = (rough > 0.5).astype(np.float32)
    if inside.any() and outside.any():
        cv2.setRNGSeed(1)  # GrabCut's k-means draws from OpenCV's global generator
        whole = (0, 0, *size)
        cv2.grabCut(small, marks, whole, np.zeros((1, 65)), np.zeros((1, 65)), rounds, cv2.GC_INIT_WITH_MASK)
        hard = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    return np.asarray(cv2.resize(hard, (width, height), interpolation=cv2.INTER_LINEAR))


def soften(picture: Picture, hard: Mask, *, reach: float = 0.006, smooth: float = 1e-4) -> Mask:
    """Alpha whose rim follows the edges and hairs of the picture (guided filter), 0 and 1 away from the rim.

    reach: radius, share of the longer side; smooth: the filter's epsilon for values in 0..1.
    Source: He, Sun, Tang, Guided Image Filtering (2013).
    """
    radius = max(2, round(reach * max(picture.shape[:2])))
    guide = picture.astype(np.float32) / 255
    alpha = cv2.ximgproc.guidedFilter(guide, hard, radius, smooth)
    # the filter leaves a thin veil on both sides of the rim: stretch it away
    return np.clip((alpha - 0.12) / 0.76, 0, 1).astype(np.float32)


def largest_parts(mask: Mask, *, share: float = 0.15) -> Mask:
    """`mask` without the islands that are smaller than `share` of the largest one."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask > 0.5).astype(np.uint8))
    if count <= 2:
        return mask
    areas = stats[1:, cv2.CC_STAT_AREA]
    kept = np.concatenate(([False], areas >= share * areas.max()))
    near = cv2.dilate(kept[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    return mask * near.astype(np.float32)


def foreground(picture: Picture, alpha: Mask, *, reach: float = 0.02) -> Picture:
    """The picture's own colours of what `alpha` holds, with the old ground's colour taken out of the rim.

    picture: (H, W, 3) uint8; alpha: (H, W) float32 0..1; reach: share of the longer side that colours may travel.
    Returns: (H, W, 3) uint8; where alpha is 1 it is the picture itself.
    Source: M. Forte, Approximate Fast Foreground Colour Estimation (ICIP 2021), "blur fusion" in two passes.
    """
    height, width = alpha.shape
    scale = min(1.0, RIM_SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small, share = resized(picture, size).astype(np.float32), resized(alpha, size)
    wide = max(3, round(reach * max(size)))
    colour, ground = _fuse(small, small, small, alpha=share, radius=wide)
    colour, _ = _fuse(small, colour, ground, alpha=share, radius=max(2, wide // 6))
    bounded = np.clip(colour + 0.5, 0, 255).astype(np.uint8)
    clean: Picture = np.asarray(cv2.resize(bounded, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    np.copyto(clean, picture, where=(alpha >= 0.995)[..., None])
    return clean


def _fuse(
    seen: FloatPicture, colour: FloatPicture, ground: FloatPicture, *, alpha: Mask, radius: int
) -> tuple[FloatPicture, FloatPicture]:
    kernel = (2 * radius + 1, 2 * radius + 1)
    share = alpha[..., None]
    weight = cv2.blur(alpha, kernel)[..., None]
    front = cv2.blur(colour * share, kernel) / (weight + 1e-5)
    back = cv2.blur(ground * (1 - share), kernel) / (1 - weight + 1e-5)
    return front + share * (seen - share * front - (1 - share) * back), back
