"""Whether a place is indoors, as far as it shows: by sky and by leaves; what shows neither is not guessed."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a place under the sky; shares of the ground, 0..1."""

    sky: float
    """Smooth and blue, from the upper edge down, with something else under it."""
    green: float
    """Of the colours of leaves and grass, and rough."""


def indoors(picture: Picture, ground: Mask) -> tuple[bool | None, float]:
    """False if sky or plants are clearly seen, with a confidence of 0..1; (None, 0.0) if nothing tells.

    picture: (H, W, 3) uint8; ground: (H, W) float32, 1 where the place is seen.
    """
    found = signs(picture, ground)
    outside = max(np.clip((found.sky - 0.06) / 0.2, 0, 1), np.clip((found.green - 0.2) / 0.3, 0, 1))
    return (False, round(float(outside), 3)) if outside > 0.25 else (None, 0.0)


def signs(picture: Picture, ground: Mask) -> Signs:
    """The signs, measured. Takes what `indoors` takes."""
    lab = to_lab(picture)
    seen = ground > 0.5
    area = max(1.0, float(seen.sum()))
    grey = lab[..., 0]
    rough = cv2.GaussianBlur(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 2.0)), (0, 0), 4.0)
    return Signs(float(_sky(lab, seen, rough).sum()) / area, float(_leaves(lab, seen, rough).sum()) / area)


def _sky(lab: FloatPicture, seen: AnyArray, rough: AnyArray) -> AnyArray:
    blue = (lab[..., 2] < -6) & (lab[..., 1] < 8) & (lab[..., 0] > 45) & (rough < 1.2) & seen
    _, labels = cv2.connectedComponents(blue.astype(np.uint8))
    top = labels[: max(1, len(labels) // 40)]
    sky = np.isin(labels, np.unique(top[top > 0]))
    rest = seen & ~sky
    # a studio's blue paper is all there is, or goes down to the lower edge
    bottom = sky[-max(1, len(sky) // 40) :]
    if float(rest.sum()) < 0.12 * float(seen.sum()) or float(bottom.mean()) > 0.05:
        return np.zeros_like(sky)
    return sky


def _leaves(lab: FloatPicture, seen: AnyArray, rough: AnyArray) -> AnyArray:
    return np.asarray((lab[..., 1] < -6) & (lab[..., 2] > 8) & (rough > 0.8) & seen)
