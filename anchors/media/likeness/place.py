"""Is it the same place: what lies where, its colours, its grain, and single things found again.

A result seldom shows a place as it was held: nearer, aside, out of focus, under another lamp, behind somebody. So the
part of it that fits best is looked for first, and blurred as the result is; absent points count where it is sharp.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness import points
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness, rooted, weighed
from anchors.media.likeness.model import Judged
from anchors.media.likeness.overlay import Sight, overlaid, sight
from anchors.media.likeness.points import Points
from anchors.media.likeness.swatch import Swatch, swatch
from anchors.media.likeness.texture import grain_apart, texture
from reklamai.media.mattes.model import Missing
from reklamai.media.types import Mask, Picture

SHOWN: Final = 0.12
"""Share of the picture that must show the place."""
ENOUGH: Final = 20
"""Single points found again, in one arrangement, that leave no doubt."""
LAMPS: Final = 0.75
"""Stops of red or blue against green that another lamp may change: from daylight to a bulb and half the way back."""
SHARP_PX: Final = (1.5, 4.0)
"""Blur, pixels of a copy of 480, up to which points must be found again, and from which on none need be: of places
drawn out of focus 12 % showed none at the first, 80 % at the second."""
EVEN: Final = 5.0
"""Lab units of variation under which a place is a wall or a haze."""
NEAR: Final = 10.0
"""Lab units between colours over which even a wall is another one."""
FEW: Final = 6
WEIGHTS: Final = {"colours": 0.153, "light": 0.35, "steps": 0.373, "layout": 0.708, "lost": 0.1}
"""Of the roots of the differences in the distance: a logistic fit, 1 parts matching from other pairs.
Source: tests/benchmarks/calibrate_scores.py."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A place made ready for comparing."""

    swatch: Swatch
    points: Points
    sight: Sight


def ground(picture: Picture, *, hidden: Mask | None) -> Ground | None:
    """The place that a picture shows; None if what is `hidden`, (H, W) float32 0..1, leaves too little of it."""
    free = np.ones(picture.shape[:2], np.float32) if hidden is None else _away_from(hidden)
    region = swatch(picture, free) if float(free.mean()) > SHOWN else None
    if region is None:
        return None
    return Ground(region, points.found(picture, free), sight(picture, free))


def same_place(held: Ground | None, seen: Ground | None) -> Judged:
    """How much two pictures show one place.

    Missing: "reference_too_plain" (unreadable), "place_hidden", "place_out_of_focus": what is seen is so blurred or
    plain that it would look the same in many places.
    """
    if held is None:
        return Missing("reference_too_plain")
    found = None if seen is None else differences(held, seen)
    if found is None:
        return Missing("place_hidden")
    if found["unevenness"] < EVEN and found["points"] < FEW and found["colours"] < NEAR:
        return Missing("place_out_of_focus")
    facts = {name: found[name] for name in ("colours", "points", "layout", "blur")}
    return likeness("place", weighed(WEIGHTS, rooted(found)), **facts)


def differences(one: Ground, other: Ground) -> dict[str, float] | None:
    """What the distance is made of, `one` the held place; None if too little of one lies on the other.

    layout: 0 where all lies where it did, 1 where nothing does. lost: 0 where many single points were found again or
    none could be, 1 where the picture is sharp and none was. blur, points and unevenness are not of the distance.
    """
    both = overlaid(one.sight, other.sight)
    if both is None:
        return None
    grain = grain_apart(texture(both.held), texture(both.seen))
    count = points.agreeing(one.points, other.points)
    return {
        "colours": min(
            apart(*pair, cast=LAMPS).distance for pair in ((one.swatch, other.swatch), (both.held, both.seen))
        ),
        "light": grain["light"],
        "steps": grain["steps"],
        "layout": 1 - max(0.0, both.agreement),
        "lost": _sharpness(both.blur) * (1 - min(1.0, count / ENOUGH)),
        "points": float(count),
        "blur": both.blur,
        "unevenness": both.unevenness,
    }


def _sharpness(blur: float) -> float:
    sharp, soft = SHARP_PX
    return float(np.clip((soft - blur) / (soft - sharp), 0, 1))


def _away_from(hidden: Mask) -> Mask:
    """All but somebody and the rim of hair and shadow around them."""
    rim = 2 * max(1, round(0.008 * max(hidden.shape))) + 1
    return np.asarray(cv2.erode(1 - hidden, np.ones((rim, rim), np.uint8)), dtype=np.float32)
