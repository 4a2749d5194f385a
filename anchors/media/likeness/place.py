"""Is it the same place: what lies where, its colours, its grain, and single things found again.

A result seldom shows a place as it was held: nearer, aside, out of focus, under another lamp, behind somebody. So the
part of it that fits best is looked for first, and blurred as the result is; points that are absent say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from anchors.media.likeness import points
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness, rooted, weighed
from anchors.media.likeness.focus import MOST_PX
from anchors.media.likeness.model import Judged
from anchors.media.likeness.overlay import Overlay, Sight, overlaid, sight
from anchors.media.likeness.points import Points
from anchors.media.likeness.swatch import Swatch, lab_of, swatch
from anchors.media.likeness.texture import grain_apart, texture
from reklamai.media.mattes.model import Missing
from reklamai.media.types import Mask, Picture

SHOWN: Final = 0.12
"""Share of the picture that must show the place."""
ENOUGH: Final = 20
"""Single points found again, in one arrangement, that leave no doubt."""
LAMPS: Final = 0.75
"""Stops of red or blue against green that another lamp may change: from daylight to a bulb and half the way back."""
EVEN: Final = 5.0
"""Lab units of variation under which a place is a wall or a haze."""
NEAR: Final = 10.0
"""Lab units between colours over which even a wall is another one."""
FEW: Final = 6
WEIGHTS: Final = {"colours": 0.177, "light": 0.142, "steps": 0.304, "layout": 0.749}
"""Of the roots of the differences in the distance: a logistic fit, 1 parts matching from other pairs.

Fitted on more drafts than tests/benchmarks/calibrate_scores.py makes; on its own it fits 0.162, 0.038, 0.411, 0.860.
"""


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
    if too_plain(found):
        return Missing("place_out_of_focus")
    facts = {name: found[name] for name in ("colours", "points", "agreement", "blur")}
    return likeness("place", weighed(WEIGHTS, rooted(found)), **facts)


def differences(one: Ground, other: Ground) -> dict[str, float] | None:
    """What the distance is made of, `one` the held place; None if too little of one lies on the other.

    layout: 0 where all lies where it did or 20 points were found again, 1 where neither. That no point was found says
    nothing: of the same places drawn a little out of focus four in five showed none. agreement, points, blur and
    unevenness are not of the distance.
    """
    both = overlaid(one.sight, other.sight) or _whole(one, other)
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
        "layout": (1 - max(0.0, both.agreement)) * (1 - min(1.0, count / ENOUGH)),
        "agreement": both.agreement,
        "points": float(count),
        "blur": both.blur,
        "unevenness": both.unevenness,
    }


def _whole(one: Ground, other: Ground) -> Overlay | None:
    """Both as they are, where the seen one is so even that nothing fits: its colours can still be another place's."""
    uneven = float(np.linalg.norm(lab_of(other.swatch.pixels()).std(axis=0)))
    return Overlay(one.swatch, other.swatch, 0.0, MOST_PX, uneven) if uneven < EVEN else None


def too_plain(found: dict[str, float]) -> bool:
    """Whether what is seen, by its `differences`, is a wall or a haze of like colours: it could be anywhere."""
    return found["unevenness"] < EVEN and found["points"] < FEW and found["colours"] < NEAR


def _away_from(hidden: Mask) -> Mask:
    """All but somebody and the rim of hair and shadow around them."""
    rim = 2 * max(1, round(0.008 * max(hidden.shape))) + 1
    return np.asarray(cv2.erode(1 - hidden, np.ones((rim, rim), np.uint8)), dtype=np.float32)
