"""Is it the same light: from where, how strong its shadows, how warm."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from anchors.media.features import LightFound
from anchors.media.likeness.curve import likeness, weighed
from anchors.media.likeness.model import Judged
from reklamai.media.mattes.model import Missing
from reklamai.media.types import AnyArray

SURE: Final = 0.15
"""Confidence of a light under which comparing it would be guessing: a cup on a table was read at 0.08."""
WEIGHTS: Final = {"way": 0.85, "mired": 0.02, "stops": 0.15}
"""Of the differences in the distance. Source: tests/benchmarks/calibrate_scores.py."""


def same_light(held: LightFound | Missing, seen: LightFound | Missing) -> Judged:
    """How much alike two lights are. Missing: "no_light_in_reference", "no_light_in_result"."""
    if isinstance(held, Missing) or held.confidence < SURE:
        return Missing("no_light_in_reference")
    if isinstance(seen, Missing) or seen.confidence < SURE:
        return Missing("no_light_in_result")
    found = differences(held, seen)
    facts = {"degrees": turn(held, seen), "mired": found["mired"], "stops": found["stops"]}
    return likeness("lighting", weighed(WEIGHTS, found), **facts)


def differences(one: LightFound, other: LightFound) -> dict[str, float]:
    """What the distance is made of. way: 0..2, of directions, less for lights without shadows; mired: of warmth, less
    where it is unsure; stops: of contrast."""
    sure = min(one.kelvin_confidence, other.kelvin_confidence)
    return {
        "way": float(np.linalg.norm(_pull(one) - _pull(other))),
        "mired": sure * abs(1e6 / one.kelvin - 1e6 / other.kelvin),
        "stops": abs(one.contrast - other.contrast),
    }


def turn(one: LightFound, other: LightFound) -> float:
    """Degrees between two directions."""
    return math.degrees(math.acos(float(np.clip(_way(one) @ _way(other), -1, 1))))


def _pull(light: LightFound) -> AnyArray:
    """Direction times what it does: a light without shadows comes from nowhere in particular."""
    return _way(light) * math.tanh(light.contrast)


def _way(light: LightFound) -> AnyArray:
    round_, up = math.radians(light.azimuth), math.radians(light.elevation)
    found: AnyArray = np.array([
        math.sin(round_) * math.cos(up), math.sin(up), math.cos(round_) * math.cos(up)
    ])  # fmt: skip
    return found
