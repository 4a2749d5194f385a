"""The same clothes in another colour or cloth: folds, shade and gloss stay where they are."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from reklamai.media.colour import BT709, check_picture, to_linear, to_screen
from reklamai.media.garments import wrap
from reklamai.media.garments.model import Lab
from reklamai.media.mattes.model import Box, box_of
from reklamai.media.types import FloatPicture, Mask, Picture, Plane

Make = Callable[[Picture, Mask], FloatPicture]
REACH = 5
"""Pixels outside the rim of a mask (its 0.5) up to which its veil is followed; nothing further away changes."""
DIM, GLOSS = 0.22, 2.6
"""Bounds of the shade that is carried over, as shares of the cloth's middle brightness."""
KNEE, HEADROOM = 0.8, 0.96
"""Linear light above which a colour turns to white instead of clipping one channel; a brighter cloth has its knee at
its own colour, HEADROOM at most."""


def recolour(picture: Picture, mask: Mask, *, target: Lab) -> Picture:
    """The picture with what `mask` holds in another colour.

    picture: (H, W, 3) uint8, RGB order; mask: (H, W) float32 0..1; target: CIE Lab that the cloth's middle gets.
    Returns: (H, W, 3) uint8, the same pixel for pixel further than 6 px outside the mask.
    Raises: ValueError for another shape or dtype.
    """
    return _laid_on(picture, mask, lambda part, alpha: _dyed(part, alpha, _linear(target)))


def apply_pattern(picture: Picture, mask: Mask, *, tile: Picture, scale: float = 0.35) -> Picture:
    """The picture with what `mask` holds in another cloth, which bends with the body and lies in the old folds.

    tile: (h, w, 3) uint8, a crop of flat cloth, mirrored where it ends; scale: its width, share of the mask's width.
    Otherwise as `recolour`.
    """
    check_picture(tile)
    return _laid_on(
        picture, mask, lambda part, alpha: _dyed(part, alpha, wrap.laid(part, alpha, tile=tile, scale=scale))
    )


def shade(picture: Picture, mask: Mask, *, gain: float) -> Plane:
    """Brightness of cloth as a share of its own middle, (H, W) float32: folds below 1, gloss above.

    gain: how much brighter the new cloth is (linear light). Noise of dark cloth that would be seen then is smoothed.
    """
    light = cv2.transform(to_linear(picture.astype(np.float32) / 255), BT709[None])
    inside = mask > 0.5
    # 8 bits of near-black are steps: what lifts them must lie above the steps
    logs = np.log(light + 0.004)
    noisy = float(np.clip(np.log2(max(1.0, gain)) / 4, 0, 1))
    if noisy > 0:
        radius = max(2, round(0.006 * max(mask.shape)))
        calm = cv2.ximgproc.guidedFilter(logs, logs, radius, 0.008 + 0.02 * noisy)
        logs = logs + noisy * (calm - logs)
    middle = float(np.median(logs[inside]))
    off = logs - middle
    breadth = float(np.percentile(np.abs(off[inside]), 80)) + 1e-3
    # cloth of any colour hangs in the same folds: gloss of black and glare of white are brought to one measure
    off *= float(np.clip(0.42 / breadth, 0.55, 2.0)) if noisy > 0 else 1.0
    low, high = float(np.log(DIM)), float(np.log(GLOSS))
    bent = np.where(off < 0, low * np.tanh(off / low), high * np.tanh(off / high))
    return np.asarray(np.exp(bent), dtype=np.float32)


def _dyed(part: Picture, alpha: Mask, colour: FloatPicture) -> FloatPicture:
    """Screen values 0..1 of `colour` (linear, one or one for each pixel) in the shade of `part`."""
    inside = alpha > 0.5
    old = float(np.median(cv2.transform(to_linear(part.astype(np.float32) / 255), BT709[None])[inside]))
    new = float(np.median(np.broadcast_to(colour @ BT709, alpha.shape)[inside]))
    lit = shade(part, alpha, gain=new / max(1e-4, old))[..., None] * colour
    return to_screen(_rolled(lit, knee=float(np.clip(colour.max(), KNEE, HEADROOM))))


def _rolled(linear: FloatPicture, *, knee: float) -> FloatPicture:
    """Linear light with what is over `knee` bent towards white, so that no channel clips and no edge is lost."""
    top = linear.max(axis=2, keepdims=True)
    bent = knee + (1 - knee) * (1 - np.exp(-(np.maximum(top, knee) - knee) / (1 - knee)))
    scaled = linear * np.where(top > knee, bent / np.maximum(top, 1e-6), 1)
    pale = np.clip((top - 1) / 2, 0, 0.7)
    return np.asarray(scaled + (bent - scaled) * pale * (top > knee), dtype=np.float32)


def _linear(colour: Lab) -> FloatPicture:
    screen = cv2.cvtColor(np.array([[colour]], np.float32), cv2.COLOR_Lab2RGB)
    return np.asarray(to_linear(np.asarray(screen))[0, 0])


def _laid_on(picture: Picture, mask: Mask, make: Make) -> Picture:
    check_picture(picture)
    if mask.shape != picture.shape[:2]:
        raise ValueError(f"a mask of {mask.shape} for a picture of {picture.shape[:2]}")
    box: Box | None = box_of(mask)
    if box is None:
        return picture.copy()
    x, y, width, height = box
    rows, columns = slice(max(0, y - REACH), y + height + REACH), slice(max(0, x - REACH), x + width + REACH)
    part, alpha = np.ascontiguousarray(picture[rows, columns]), _bounded(mask[rows, columns])
    laid = make(part, alpha) * 255
    result = picture.copy()
    mixed = part + (laid - part) * alpha[..., None]
    result[rows, columns] = np.where(alpha[..., None] > 0, np.clip(mixed + 0.5, 0, 255), part)
    return result


def _bounded(mask: Mask) -> Mask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * REACH + 1, 2 * REACH + 1))
    near = cv2.dilate((mask > 0.5).astype(np.uint8), kernel)
    return np.clip(mask, 0, 1).astype(np.float32) * near
