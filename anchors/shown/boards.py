"""Several anchors put together: what each slot lends, their colours and light, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anchors.conflicts import Conflict, conflicts
from anchors.media.features import ClothingFound, Colour, LightFound, PlaceFound
from anchors.models import SLOTS, ReferenceAnchor
from anchors.models import Element as Label
from anchors.selectors.anchors import cuts
from anchors.selectors.multi import filled as rules_know
from anchors.shown.arrow import Arrow, arrow
from anchors.shown.cards import clothing_words, light_words
from anchors.shown.facts import ICONS
from anchors.shown.overlays import Swatch, strip
from studio.models import Asset

SCENE = (400, 500)
"""Size of the board's drawing, in its own units."""
MOST_COLOURS = 6
COLOURED = ("clothing", "environment")
"""The slots whose colours make the palette."""
LIT = (SCENE[0] / 2, SCENE[1] * 0.42)
"""What the light falls on, in the drawing: about where a face stands."""


@dataclass(frozen=True, slots=True)
class BoardSlot:
    """One labelled place. cut: the picture that it lends, None where it lends nothing."""

    element: str
    label: str
    anchor: ReferenceAnchor | None
    cut: Asset | None = None
    words: str = ""
    troubles: tuple[str, ...] = ()
    """Why it lends nothing."""
    outdone: tuple[str, ...] = ()
    """Which anchors of other slots hold the same, and stand back."""

    @property
    def icon(self) -> str:
        return ICONS[self.element]


@dataclass(frozen=True, slots=True)
class Board:
    """What a set of anchors looks like together."""

    slots: tuple[BoardSlot, ...]
    palette: tuple[Colour, ...]
    swatches: tuple[Swatch, ...]
    light: Arrow | None
    width: int = SCENE[0]
    height: int = SCENE[1]

    @property
    def is_empty(self) -> bool:
        return not any(slot.anchor for slot in self.slots)

    @property
    def by_element(self) -> dict[str, BoardSlot]:
        return {slot.element: slot for slot in self.slots}

    @property
    def troubles(self) -> list[str]:
        return [each for slot in self.slots for each in slot.troubles]

    @property
    def outdone(self) -> list[str]:
        return [each for slot in self.slots for each in slot.outdone]


def board(filled: Mapping[str, ReferenceAnchor]) -> Board:
    """The board of these anchors, by slot."""
    facts = {slot: rules_know(anchor) for slot, anchor in filled.items()}
    lending = {slot: anchor for slot, anchor in filled.items() if facts[slot].lends(slot)}
    wrong = conflicts(facts)
    colours = together(lending)
    light = lending["lighting"].features.light if "lighting" in lending and lending["lighting"].features else None
    return Board(
        slots=tuple(slot_of(str(slot), filled.get(slot), slot in lending, wrong) for slot in SLOTS),
        palette=colours,
        swatches=strip(colours, SCENE),
        light=arrow(light, LIT, SCENE) if isinstance(light, LightFound) else None,
    )


def slot_of(slot: str, anchor: ReferenceAnchor | None, lends: bool, wrong: Sequence[Conflict]) -> BoardSlot:
    mine = [each for each in wrong if each.slot == slot]
    lending = anchor if lends else None
    return BoardSlot(
        element=slot,
        label=str(Label(slot).label),
        anchor=anchor,
        cut=cuts(lending).get(slot) if lending else None,
        words=words_of(lending, slot) if lending else "",
        troubles=tuple(each.says for each in mine if each.empties),
        outdone=tuple(each.says for each in mine if not each.empties),
    )


def words_of(anchor: ReferenceAnchor, slot: str) -> str:
    """A few words on what the slot lends; "" where its picture says it."""
    features = anchor.features
    if features is None:
        return ""
    part = features.part(slot)  # type: ignore[arg-type]  # the slots are elements
    if isinstance(part, ClothingFound):
        return clothing_words(part)
    return light_words(part) if isinstance(part, LightFound) else ""


def together(lending: Mapping[str, ReferenceAnchor]) -> tuple[Colour, ...]:
    """The colours of clothes and place, each half of the whole; colours of one name are one."""
    read = {slot: anchor.features for slot, anchor in lending.items()}
    parts = [
        each.clothing if slot == "clothing" else each.place for slot, each in read.items() if each and slot in COLOURED
    ]
    sources = [part.colours for part in parts if isinstance(part, ClothingFound | PlaceFound)]
    merged: dict[str, Colour] = {}
    for colours in sources:
        for each in colours:
            share = each.share / len(sources)
            old = merged.get(each.name)
            base = old if old and old.share >= share else each
            merged[each.name] = Colour(base.hex, base.lab, share + (old.share if old else 0.0), each.name)
    return tuple(sorted(merged.values(), key=lambda each: -each.share)[:MOST_COLOURS])
