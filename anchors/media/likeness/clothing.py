"""Are these the same clothes: their colours, and the grain of the cloth, whatever the pose and the exposure."""

from __future__ import annotations

from typing import Final

from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import likeness, rooted, weighed
from anchors.media.likeness.model import Judged
from anchors.media.likeness.swatch import Swatch
from anchors.media.likeness.texture import grain_apart, texture
from reklamai.media.mattes.model import Missing

WEIGHTS: Final = {"colours": 0.107, "light": 0.76, "colour": 0.187, "steps": 0.38}
"""Of the roots of the differences in the distance: a logistic fit over matching and other pairs, 1 parts them.
Source: tests/benchmarks/calibrate_scores.py."""


def same_clothes(held: Swatch | None, seen: Swatch | None) -> Judged:
    """How much alike the clothes of a reference and of a result are. Missing: "garment_too_small"."""
    if held is None or seen is None:
        return Missing("garment_too_small")
    found = differences(held, seen)
    facts = {"colours": found["colours"], "pattern": pattern_part(found), "stops": found["stops"]}
    return likeness("clothing", weighed(WEIGHTS, rooted(found)), **facts)


def differences(one: Swatch, other: Swatch) -> dict[str, float]:
    """What the distance is made of; colours in Lab units, stops: the change of exposure that was allowed for."""
    colours = apart(one, other)
    return {"colours": colours.distance, "stops": colours.stops, **grain_apart(texture(one), texture(other))}


def pattern_part(found: dict[str, float]) -> float:
    """The part of the distance that is not colour: weave, folds, prints."""
    return weighed({name: weight for name, weight in WEIGHTS.items() if name != "colours"}, rooted(found))
