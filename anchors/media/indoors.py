"""Whether a place is indoors, where sky and leaves tell, or upright lines in lamplight; the rest is not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture, Plane

UPRIGHTS = 1.2
"""Heights of the picture: 3 rooms of 85 photographs have more in lamplight, and no street."""
CITY = 3.0
"""Roughness (Lab) of what stands under a sky; under the blue walls of 14 portraits it is 0.3..2.6."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a place under the sky; shares of the ground, 0..1."""

    sky: float
    """Smooth and blue, from the upper edge down, with something else under it."""
    green: float
    """Of the colours of leaves and grass, and rough."""
    uprights: float
    """Length of all long upright lines, in heights of the picture."""
    lamplight: bool


def indoors(picture: Picture, ground: Mask) -> tuple[bool | None, float]:
    """False if sky or plants are clearly seen, True for upright lines in lamplight; (None, 0.0) if nothing tells.

    picture: (H, W, 3) uint8; ground: (H, W) float32, 1 where the place is seen. The second value is a confidence of
    0..1, never high for rooms: a street at sunset looks like one.
    """
    found = signs(picture, ground)
    outside = max(np.clip((found.sky - 0.06) / 0.2, 0, 1), np.clip((found.green - 0.2) / 0.3, 0, 1))
    if outside > 0.25:
        return False, round(float(outside), 3)
    if found.lamplight and found.uprights >= UPRIGHTS and found.green < 0.08 and found.sky < 0.03:
        return True, round(float(np.clip(found.uprights / 5, 0.3, 0.6)), 3)
    return None, 0.0


def signs(picture: Picture, ground: Mask) -> Signs:
    """The signs, measured. Takes what `indoors` takes."""
    lab = to_lab(picture)
    seen = ground > 0.5
    area = max(1.0, float(seen.sum()))
    grey = lab[..., 0]
    rough = cv2.GaussianBlur(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 2.0)), (0, 0), 4.0)
    sky, leaves = _sky(lab, seen, rough), _leaves(lab, seen, rough)
    return Signs(
        sky=float(sky.sum()) / area,
        green=float(leaves.sum()) / area,
        uprights=_uprights(grey, seen),
        lamplight=_lamplight(lab[seen]),
    )


def _uprights(grey: Plane, seen: AnyArray) -> float:
    """Lengths of long upright lines, as of door frames, shelves and corners; at least four, else 0."""
    height, width = grey.shape
    scaled = np.clip(cv2.GaussianBlur(grey, (0, 0), 1.0) * 2.55, 0, 255).astype(np.uint8)
    lines: Any = cv2.createLineSegmentDetector().detect(scaled)[0]  # None without lines, which its types deny
    if lines is None:
        return 0.0
    ends = lines[:, 0]
    middle = ((ends[:, :2] + ends[:, 2:]) / 2).astype(int)
    off = np.abs(ends[:, 2:] - ends[:, :2])
    lengths = np.hypot(off[:, 0], off[:, 1])
    free = seen[np.clip(middle[:, 1], 0, height - 1), np.clip(middle[:, 0], 0, width - 1)]
    upright = free & (off[:, 0] < 0.105 * off[:, 1]) & (lengths > 0.14 * height)
    return float(lengths[upright].sum()) / height if upright.sum() >= 4 else 0.0


def _lamplight(colours: AnyArray) -> bool:
    """Whether what is bright has the colour of lamps: yellowish, neither white nor painted."""
    if not len(colours):
        return False
    bright = colours[colours[:, 0] >= np.percentile(colours[:, 0], 85)]
    red, yellow = float(np.median(bright[:, 1])), float(np.median(bright[:, 2]))
    return 7 < yellow < 32 and -3 < red < 12


def _sky(lab: FloatPicture, seen: AnyArray, rough: AnyArray) -> AnyArray:
    """Blue and smooth from the upper edge down. Blue paper and press walls go down beside people, or have nothing
    under them."""
    blue = (lab[..., 2] < -9) & (lab[..., 2] < -1.5 * lab[..., 1]) & (lab[..., 0] > 45) & (rough < 1.2) & seen
    _, labels = cv2.connectedComponents(blue.astype(np.uint8))
    top = labels[: max(1, len(labels) // 40)]
    sky = np.isin(labels, np.unique(top[top > 0]))
    rest, low = seen & ~sky, slice(round(0.65 * len(sky)), None)
    goes_down = float(sky[low].sum()) > 0.02 * max(1.0, float(seen[low].sum()))
    bare = float(rest.sum()) < 0.2 * float(seen.sum()) or float(rough[rest].mean()) < CITY
    return np.zeros_like(sky) if goes_down or bare else sky


def _leaves(lab: FloatPicture, seen: AnyArray, rough: AnyArray) -> AnyArray:
    return np.asarray((lab[..., 1] < -6) & (lab[..., 2] > 8) & (rough > 0.8) & seen)
