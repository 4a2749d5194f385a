"""Which photos of a person are the best, alone and together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from soulids.media.photo import FaceFacts, PhotoFacts
from soulids.media.verdicts import Verdict

LARGE_PX: Final = 400
"""Width of a face from which more pixels show a vendor's model nothing new: most take about a megapixel."""
SHARP: Final = 900.0
"""Sharpness of the median portrait."""
FAMILIAR: Final = 25.0
"""Degrees between two directions that tell about as much as each other."""
WEAK: Final = 0.5


def quality(facts: PhotoFacts) -> float:
    """0..1, how well a photo shows its face; 0 if there is none, so that a copy without a face is the one to go."""
    face = facts.face
    if face is None:
        return 0.0
    parts = (
        min(1.0, face.width_px / LARGE_PX) ** 0.5,
        min(1.0, face.sharpness / SHARP) ** 0.5,
        1 - min(1.0, 0.7 * face.exposure.uneven + 2 * face.exposure.clipped),
    )
    worth = {Verdict.ACCEPTED: 1.0, Verdict.WEAK: WEAK, Verdict.REFUSED: 0.1}[facts.verdict]
    return math.prod(parts) ** (1 / len(parts)) * worth


def frontal(facts: PhotoFacts) -> float:
    """`quality`, lower the more the head is turned: what a portrait is made from."""
    face = facts.face
    if face is None:
        return 0.0
    turned = float(np.hypot(face.yaw, face.pitch))
    return quality(facts) * float(np.exp(-((turned / 18) ** 2))) * (1 - min(0.5, abs(face.roll) / 60))


def best_references(photos: Mapping[str, PhotoFacts], *, count: int) -> tuple[str, ...]:
    """The photos to show to others, best first: the best frontal one, then each time the one that adds most.

    A photo adds its quality, less the more it repeats the direction and the framing of one that was taken.
    photos: of one person, by the caller's keys; those without a face are never taken.
    """
    left = {key: facts for key, facts in photos.items() if facts.face is not None}
    chosen: list[str] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda key: frontal(left[key]) if not chosen else _adds(left[key], chosen, photos))
        chosen.append(best)
        del left[best]
    return tuple(chosen)


def _adds(facts: PhotoFacts, chosen: list[str], photos: Mapping[str, PhotoFacts]) -> float:
    told = max(_alike(facts.face, photos[key].face) for key in chosen)
    return quality(facts) * (1 - 0.8 * told)


def _alike(one: FaceFacts | None, other: FaceFacts | None) -> float:
    """0..1, how far two photos show the same view."""
    if one is None or other is None:
        return 0.0
    turn = float(np.hypot(one.yaw - other.yaw, one.pitch - other.pitch))
    return float(np.exp(-((turn / FAMILIAR) ** 2))) * (1.0 if one.framing is other.framing else 0.6)
