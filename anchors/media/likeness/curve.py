"""From a distance to 0..100: one logistic curve for each thing that is measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from anchors.media.likeness.model import Likeness, Name


@dataclass(frozen=True, slots=True)
class Curve:
    """middle: the distance that scores 50; width: how far from it the score is 27 or 73."""

    middle: float
    width: float

    def score(self, distance: float) -> float:
        """0..100, falling with distance; one decimal."""
        power = (distance - self.middle) / self.width
        return round(100 / (1 + math.exp(min(60.0, max(-60.0, power)))), 1)


CURVES: Final[dict[Name, Curve]] = {
    "face": Curve(0.377, 0.043),
    "clothing": Curve(0.99, 0.17),
    "lighting": Curve(0.75, 0.11),
    "place": Curve(1.04, 0.14),
    "product": Curve(0.95, 0.12),
}
"""Source: tests/benchmarks/calibrate_scores.py, see docs/measurements.md, "Scores". The product's is set by hand,
between found and not found: its error is one lump, things whose marks are not found again at all."""


def weighed(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """One distance of several differences, by name."""
    return sum(weight * found[name] for name, weight in weights.items())


def rooted(found: Mapping[str, float]) -> dict[str, float]:
    """The roots of differences: of cloth, places and things the first unit says more than the tenth."""
    return {name: math.sqrt(abs(value)) for name, value in found.items()}


def likeness(name: Name, distance: float, **facts: float) -> Likeness:
    """A distance as a score of that name, with the numbers that it came from."""
    kept = {key: round(float(value), 3) for key, value in facts.items()}
    return Likeness(CURVES[name].score(distance), round(float(distance), 4), kept)
