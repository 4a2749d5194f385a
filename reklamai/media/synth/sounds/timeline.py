"""When each layer of a recipe sounds: beds all the time, the rest in the order of the words."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.synth.sounds.model import KINDS, Layer, Recipe

FIRST_S = 0.05
OVERLAP = 0.8
"""Of a moment's length, after which the next may begin: its tail is quiet by then."""
GIVING_WAY = frozenset({"footsteps", "keyboard", "riser"})
"""What ends as the next moment begins: steps at a door, a riser at its hit. A clock goes on."""
LONGEST_BEGINNING, LONGEST_END = 0.4, 0.5
"""Shares of the whole that moments before and after something steady may take."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a layer lies. seconds: how long it goes on; of a moment, until the next one."""

    start_s: float
    seconds: float


def lasting(layer: Layer) -> float:
    """Seconds that a layer's moments take, as often as they sound."""
    return KINDS[layer.kind].seconds * (1 + (max(layer.times, 1) - 1) * OVERLAP)


def stretches(recipe: Recipe, seconds: float) -> tuple[Stretch, ...]:
    """A stretch for each layer, within so many seconds."""
    roles = [KINDS[layer.kind].role for layer in recipe.layers]
    steady = next((place for place, role in enumerate(roles) if role in {"steady", "whole"}), len(roles))
    first = min(1.0, 0.15 * seconds) if "bed" in roles else FIRST_S
    before = [place for place, role in enumerate(roles) if role == "moment" and place < steady]
    after = [place for place, role in enumerate(roles) if role == "moment" and place > steady]
    found = {place: Stretch(0.0, seconds) for place in range(len(roles))}
    begun = _in_a_row(recipe, before, found, at=first)
    begun = min(begun, LONGEST_BEGINNING * seconds) if before else 0.0
    ended = max(seconds - sum(lasting(recipe.layers[place]) for place in after), (1 - LONGEST_END) * seconds)
    _in_a_row(recipe, after, found, at=ended)
    for place, role in enumerate(roles):
        if role in {"steady", "whole"}:
            gives_way = after and recipe.layers[place].kind in GIVING_WAY
            found[place] = Stretch(begun, (ended if gives_way else seconds) - begun)
    return tuple(found[place] for place in range(len(roles)))


def _in_a_row(recipe: Recipe, places: list[int], found: dict[int, Stretch], *, at: float) -> float:
    """Lay moments one after another from `at`; where the next would begin."""
    for place in places:
        gap = lasting(recipe.layers[place]) * OVERLAP
        found[place] = Stretch(at, gap)
        at += gap
    return at


def natural_seconds(recipe: Recipe) -> float:
    """How long a recipe lasts where the order does not say: as its words say, else as long as what it is made of."""
    if recipe.seconds is not None:
        return recipe.seconds
    going_on = [KINDS[layer.kind].seconds for layer in recipe.layers if KINDS[layer.kind].role != "moment"]
    steady = any(KINDS[layer.kind].role in {"steady", "whole"} for layer in recipe.layers)
    moments = sum(lasting(layer) for layer in recipe.layers if KINDS[layer.kind].role == "moment")
    longest = max(going_on, default=0.0)
    return min(longest + moments if steady or not going_on else max(longest, moments + 1), 60.0)
