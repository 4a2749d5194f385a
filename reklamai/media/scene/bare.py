"""Skin and long hair that were taken for clothes: head and shoulders in an evening dress show little of any cloth."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.faces import Face
from reklamai.media.mattes import Missing
from reklamai.media.types import AnyArray, Mask, Picture

SKIN: Final = 14.0
"""Lab units from the skin of the face, lightness weighed less, up to which something is skin."""
HAIR: Final = 7.0
"""The same from the hair above the face, for what hangs together with it."""
LIGHTNESS: Final = 0.6
MOST: Final = 0.2
"""Share of clothes that may be skin or hair: of nine cut-outs dressed well the worst has 0.08, the one dressed badly
0.35."""
ISLAND: Final = 0.2
"""Share of the clothes under which a piece apart that is mostly skin is none of them."""


def clothes_alone(mask: Mask, picture: Picture, face: Face) -> Mask | Missing:
    """The mask without pieces of bare skin; Missing("no_clothing") where skin and hair are too much of it.

    picture: (H, W, 3) uint8, RGB order, the person on even grey; face: in its pixels.
    """
    lab: AnyArray = cv2.cvtColor(cv2.GaussianBlur(picture, (0, 0), 2).astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    lab[..., 0] *= LIGHTNESS
    worn = mask > 0.5
    skin, hair = _skin(lab, face), _hair(lab, face)
    if not worn.any() or float((worn & (skin | hair)).sum()) > MOST * float(worn.sum()):
        return Missing("no_clothing")
    return np.where(_islands(worn, skin), 0, mask).astype(np.float32)


def _skin(lab: AnyArray, face: Face) -> AnyArray:
    x, y, width, height = face.box
    cheeks = lab[max(0, y + height // 2) : y + 3 * height // 4, max(0, x + width // 4) : x + 3 * width // 4]
    return _near(lab, cheeks, SKIN)


def _hair(lab: AnyArray, face: Face) -> AnyArray:
    """What has the colour of the hair above the face, and hangs together with it."""
    x, y, width, height = face.box
    above = np.s_[max(0, y - height // 3) : max(2, y - height // 12), max(0, x + width // 4) : x + 3 * width // 4]
    near = _near(lab, lab[above], HAIR)
    _, parts = cv2.connectedComponents(near.astype(np.uint8))
    crown = np.unique(parts[above])
    return np.asarray(np.isin(parts, crown[crown > 0]))


def _near(lab: AnyArray, sample: AnyArray, reach: float) -> AnyArray:
    if not sample.size:
        return np.zeros(lab.shape[:2], bool)
    return np.asarray(np.linalg.norm(lab - np.median(sample.reshape(-1, 3), axis=0), axis=2) < reach)


def _islands(worn: AnyArray, skin: AnyArray) -> AnyArray:
    """Small pieces apart from the rest that are mostly skin, with a rim around them."""
    count, parts, stats, _ = cv2.connectedComponentsWithStats(worn.astype(np.uint8))
    areas = stats[:, cv2.CC_STAT_AREA]
    bare = [
        part
        for part in range(1, count)
        if areas[part] < ISLAND * worn.sum() and float(skin[parts == part].mean()) > 0.5
    ]
    reach = np.ones((9, 9), np.uint8)
    return np.asarray(cv2.dilate(np.isin(parts, bare).astype(np.uint8), reach).astype(bool) if bare else parts < 0)
