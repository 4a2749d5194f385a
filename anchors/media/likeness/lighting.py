"""Is it the same light: from where, how strong its shadows, how warm."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from anchors.media.features import LightFound
from anchors.media.likeness.curve import likeness
from anchors.media.likeness.model import Judged
from reklamai.media.mattes.model import Missing
from reklamai.media.types import AnyArray

MIRED: Final = 80.0
"""Difference of warmth that counts as much as a light from the other side: 5500 K against 3800 K."""


def same_light(held: LightFound | Missing, seen: LightFound | Missing) -> Judged:
    """How much alike two lights are. Missing: "no_light_in_reference", "no_light_in_result"."""
    if isinstance(held, Missing):
        return Missing("no_light_in_reference")
    if isinstance(seen, Missing):
        return Missing("no_light_in_result")
    way = float(np.linalg.norm(_pull(held) - _pull(seen)))
    sure = min(held.kelvin_confidence, seen.kelvin_confidence)
    warmth = sure * abs(1e6 / held.kelvin - 1e6 / seen.kelvin)
    return likeness(
        "lighting",
        math.hypot(way, warmth / MIRED),
        degrees=turn(held, seen),
        mired=warmth,
        stops=abs(held.contrast - seen.contrast),
    )


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
