"""Is it the same place: its colours, its grain, where what lies, and single things found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness import points
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness, weighed
from anchors.media.likeness.model import Judged
from anchors.media.likeness.points import Points
from anchors.media.likeness.swatch import Swatch, swatch
from anchors.media.likeness.texture import grain_apart, texture
from anchors.media.shapes import limited
from reklamai.media.colour import to_lab
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import resized
from reklamai.media.types import FloatPicture, Mask, Picture

SHOWN: Final = 0.12
"""Share of the picture that must show the place."""
GRID: Final = (24, 16)
"""Columns and rows of the layout that is compared."""
WINDOWS: Final = (1.0, 0.8, 0.62)
"""Shares of one picture that may have become the whole of the other: the camera came nearer, or turned."""
ENOUGH: Final = 20
"""Single points found again, in one arrangement, that leave no doubt."""
WEIGHTS: Final = {"colours": 0.03, "layout": 0.04, "light": 0.4, "steps": 1.0, "lost": 1.0}
"""Source: tests/benchmarks/calibrate_scores.py."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A place made ready for comparing. weight: 1 where it shows, 0 where somebody stands."""

    swatch: Swatch
    lab: FloatPicture
    weight: Mask
    points: Points


def ground(picture: Picture, *, hidden: Mask | None) -> Ground | None:
    """The place that a picture shows; None if what is `hidden`, (H, W) float32 0..1, leaves too little of it."""
    free = np.ones(picture.shape[:2], np.float32) if hidden is None else _away_from(hidden)
    region = swatch(picture, free) if float(free.mean()) > SHOWN else None
    if region is None:
        return None
    small = limited(picture, 320)
    size = small.shape[1], small.shape[0]
    return Ground(region, to_lab(small), resized(free, size), points.found(picture, free))


def same_place(held: Ground | None, seen: Ground | None) -> Judged:
    """How much two pictures show one place. Missing: "reference_too_plain" (unreadable), "place_hidden"."""
    if held is None:
        return Missing("reference_too_plain")
    if seen is None:
        return Missing("place_hidden")
    found = differences(held, seen)
    facts = {"colours": found["colours"], "layout": found["layout"], "points": found["points"]}
    return likeness("place", weighed(WEIGHTS, found), **facts)


def differences(one: Ground, other: Ground) -> dict[str, float]:
    """What the distance is made of. layout: Lab units at the best fit of one view into the other; lost: 0
    where many single points were found again, 1 where none was."""
    colours = apart(one.swatch, other.swatch)
    grain = grain_apart(texture(one.swatch), texture(other.swatch))
    count = points.agreeing(one.points, other.points)
    return {
        "colours": colours.distance,
        "layout": layout(one, other),
        "light": grain["light"],
        "steps": grain["steps"],
        "points": float(count),
        "lost": 1 - min(1.0, count / ENOUGH),
    }


def _away_from(hidden: Mask) -> Mask:
    """All but somebody and the rim of hair and shadow around them."""
    rim = 2 * max(1, round(0.008 * max(hidden.shape))) + 1
    return np.asarray(cv2.erode(1 - hidden, np.ones((rim, rim), np.uint8)), dtype=np.float32)


def layout(one: Ground, other: Ground) -> float:
    """Mean Lab difference of two views' coarse colours, at the window of either that fits the other best."""
    fits = [_fit(a, b, share) for a, b in ((one, other), (other, one)) for share in WINDOWS]
    return min(fits)


def _fit(whole: Ground, part: Ground, share: float) -> float:
    target, weight = _coarse(whole.lab), _coarse(whole.weight)
    height, width = part.weight.shape
    high, wide = max(2, round(share * height)), max(2, round(share * width))
    best = np.inf
    for top in sorted({0, (height - high) // 2, height - high}):
        for left in sorted({0, (width - wide) // 2, width - wide}):
            view = np.s_[top : top + high, left : left + wide]
            best = min(best, _difference(target, _coarse(part.lab[view]), weight * _coarse(part.weight[view])))
    return float(best)


def _coarse(pixels: FloatPicture | Mask) -> FloatPicture:
    return np.asarray(cv2.resize(pixels, GRID, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _difference(one: FloatPicture, other: FloatPicture, weight: Mask) -> float:
    if float(weight.mean()) < SHOWN:
        return float(np.inf)
    shift = (weight[..., None] * (one - other)).sum(axis=(0, 1)) / weight.sum()
    # a change of exposure moves all lightness alike: most of it is forgiven
    apart_ = np.linalg.norm(one - other - shift * np.array([0.8, 0.5, 0.5]), axis=2)
    return float((apart_ * weight).sum() / weight.sum())
