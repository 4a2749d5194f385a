"""Is it the same place: its colours, its grain, and single things found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness import points
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness, rooted, weighed
from anchors.media.likeness.model import Judged
from anchors.media.likeness.points import Points
from anchors.media.likeness.swatch import Swatch, swatch
from anchors.media.likeness.texture import grain_apart, texture
from reklamai.media.mattes.model import Missing
from reklamai.media.types import Mask, Picture

SHOWN: Final = 0.12
"""Share of the picture that must show the place."""
ENOUGH: Final = 20
"""Single points found again, in one arrangement, that leave no doubt."""
WEIGHTS: Final = {"colours": 0.195, "light": 0.16, "steps": 0.235, "lost": 0.32}
"""Of the roots of the differences in the distance: a logistic fit, 1 parts matching from other pairs.
Source: tests/benchmarks/calibrate_scores.py."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A place made ready for comparing."""

    swatch: Swatch
    points: Points


def ground(picture: Picture, *, hidden: Mask | None) -> Ground | None:
    """The place that a picture shows; None if what is `hidden`, (H, W) float32 0..1, leaves too little of it."""
    free = np.ones(picture.shape[:2], np.float32) if hidden is None else _away_from(hidden)
    region = swatch(picture, free) if float(free.mean()) > SHOWN else None
    if region is None:
        return None
    return Ground(region, points.found(picture, free))


def same_place(held: Ground | None, seen: Ground | None) -> Judged:
    """How much two pictures show one place. Missing: "reference_too_plain" (unreadable), "place_hidden"."""
    if held is None:
        return Missing("reference_too_plain")
    if seen is None:
        return Missing("place_hidden")
    found = differences(held, seen)
    facts = {"colours": found["colours"], "points": found["points"]}
    return likeness("place", weighed(WEIGHTS, rooted(found)), **facts)


def differences(one: Ground, other: Ground) -> dict[str, float]:
    """What the distance is made of. lost: 0 where many single points were found again, 1 where none was."""
    colours = apart(one.swatch, other.swatch)
    grain = grain_apart(texture(one.swatch), texture(other.swatch))
    count = points.agreeing(one.points, other.points)
    return {
        "colours": colours.distance,
        "light": grain["light"],
        "steps": grain["steps"],
        "points": float(count),
        "lost": 1 - min(1.0, count / ENOUGH),
    }


def _away_from(hidden: Mask) -> Mask:
    """All but somebody and the rim of hair and shadow around them."""
    rim = 2 * max(1, round(0.008 * max(hidden.shape))) + 1
    return np.asarray(cv2.erode(1 - hidden, np.ones((rim, rim), np.uint8)), dtype=np.float32)
