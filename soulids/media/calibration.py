"""From which distance on a face is no longer this person's: learned from their own photos and from what is known of
strangers.

Both kinds of distances are near enough to normal. The threshold lies where they are equally many of their own spreads
away (the point of equal error), but never so far out that more than one stranger in a thousand is taken for the person.
Of strangers two numbers are kept and no face. Few photos tell little of their own spread: it is drawn towards that of
all people by as many imagined photos as `PRIOR`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

STRANGERS: Final = 0.551
"""Mean distance of a stranger's photo to a person's centroid: 383 pairs of 7 people and photos of others."""
STRANGERS_SPREAD: Final = 0.060
OWN: Final = 0.199
"""Mean distance of a person's photo to the centroid of their others: 44 photos of 7 people."""
OWN_SPREAD: Final = 0.034
PRIOR: Final = 10
ONE_IN_A_THOUSAND: Final = 3.09
"""Spreads below the mean of a normal distribution that one in a thousand lies."""
FARTHEST: Final = STRANGERS - ONE_IN_A_THOUSAND * STRANGERS_SPREAD
USUAL_SCORE: Final = 91.0
"""Of a distance that is usual for this person; `identity.similarity_score` gives the same to a usual pair."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """threshold: distance to the centroid under which a face is the person's; usual, spread: of their own photos.

    separation: spreads between their own photos and strangers, 3 is thin and 6 is wide. missed, mistaken: shares of own
    faces refused and of strangers taken that the two normal distributions give at the threshold.
    """

    threshold: float
    usual: float
    spread: float
    separation: float
    missed: float
    mistaken: float

    def score(self, apart: float) -> float:
        """0..100, how surely a face at this distance is the person's: 50 at the threshold, 91 where it is usual."""
        slope = (self.threshold - self.usual) / math.log(USUAL_SCORE / (100 - USUAL_SCORE))
        return float(100 / (1 + math.exp(min(700.0, (apart - self.threshold) / max(slope, 0.005)))))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def calibrate(own: Sequence[float]) -> Calibration:
    """The threshold of one person. own: distance of each of their photos to the centroid of the others.

    Raises: ValueError for no photo.
    """
    if not len(own):
        raise ValueError("a threshold needs photos")
    count, usual = len(own), float(np.mean(own))
    spread = math.sqrt((count * float(np.var(own)) + PRIOR * OWN_SPREAD**2) / (count + PRIOR))
    even = (usual * STRANGERS_SPREAD + STRANGERS * spread) / (spread + STRANGERS_SPREAD)
    threshold = min(even, FARTHEST)
    return Calibration(
        threshold=threshold, usual=usual, spread=spread,
        separation=(STRANGERS - usual) / math.sqrt((spread**2 + STRANGERS_SPREAD**2) / 2),
        missed=_above((threshold - usual) / spread), mistaken=_above((STRANGERS - threshold) / STRANGERS_SPREAD),
    )  # fmt: skip


def _above(spreads: float) -> float:
    """Share of a normal distribution that lies more than so many spreads above its mean."""
    return 0.5 * math.erfc(spreads / math.sqrt(2))
