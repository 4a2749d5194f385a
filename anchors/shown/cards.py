"""What a card and the page of one anchor show, gathered from rows that are read already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from anchors.media.features import ELEMENTS, ClothingFound, Element, FaceFound, Features, LightFound
from anchors.media.names import COLOUR_WORDS
from anchors.media.words import words_for
from anchors.models import Element as Label
from anchors.models import ReferenceAnchor
from anchors.shown.facts import ICONS, Panel, panel, points
from anchors.shown.words import PATTERNS, degrees, language, side, spaced_kelvin
from studio.cards import Card
from studio.cards import cards as order_cards
from studio.models import Asset, Status

STAGES = {
    "faces": gettext_lazy("Looking for faces"),
    "person": gettext_lazy("Cutting out the person"),
    "product": gettext_lazy("Looking for a product"),
    "clothing": gettext_lazy("Looking at the clothes"),
    "light": gettext_lazy("Reading the light"),
    "palette": gettext_lazy("Reading the colours"),
    "place": gettext_lazy("Reading the place"),
    "cuts": gettext_lazy("Cutting the pieces"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One found element, as a small sign."""

    element: Element
    label: str
    is_locked: bool

    @property
    def icon(self) -> str:
        return ICONS[self.element]


@dataclass(frozen=True, slots=True)
class AnchorCard:
    """One anchor. order: the reading of its picture as the hall shows orders, while it is under way."""

    anchor: ReferenceAnchor
    chips: tuple[Chip, ...]
    order: Card | None = None

    @property
    def state(self) -> str:
        """deleted | reading | failed | done. What was found before a reading that failed is still there: done."""
        if self.anchor.deleted_at:
            return "deleted"
        if self.order:
            return "reading"
        return "failed" if self.anchor.trouble and not self.chips else "done"

    @property
    def stage(self) -> str:
        """What is being done with its picture, in words."""
        if self.order is None:
            return ""
        return str(STAGES.get(self.order.generation.stage, self.order.stage))

    @property
    def holds(self) -> bool:
        """Whether it can hold an order to anything: something found is locked."""
        return any(chip.is_locked for chip in self.chips)

    @property
    def is_waiting(self) -> bool:
        return self.order is not None and self.order.generation.status == Status.QUEUED


@dataclass(frozen=True, slots=True)
class Become:
    """What one locked element turns into in an order: a picture for models that take one, words for the others."""

    label: str
    words: str
    cut: Asset | None


def cards(found: Sequence[ReferenceAnchor]) -> list[AnchorCard]:
    """A card for each, in their order; two queries more where pictures are being read, however many."""
    reading = [anchor.extraction for anchor in found if anchor.extraction and anchor.is_being_read]
    orders = {each.generation.pk: each for each in order_cards(reading)} if reading else {}
    return [
        AnchorCard(anchor, chips(anchor), orders.get(anchor.extraction_id) if anchor.extraction_id else None)
        for anchor in found
    ]


def chips(anchor: ReferenceAnchor) -> tuple[Chip, ...]:
    """The elements that were found."""
    return tuple(
        Chip(each, str(Label(each).label), each in anchor.locked_elements) for each in ELEMENTS if each in anchor.found
    )


def panels(anchor: ReferenceAnchor, found: Features) -> list[Panel]:
    """One for every element; that of the product only where it says more than that a person stands there."""
    wanted: list[Element] = ["face", "clothing", "lighting", "environment"]
    if found.has("product") or not (found.has("face") or found.has("clothing")):
        wanted.append("product")
    return [panel(found, each, locked=each in anchor.locked_elements) for each in wanted]


def pins(found: Features) -> dict[str, str]:
    """The three short captions over the picture; "" for what was not found."""
    face = found.face if isinstance(found.face, FaceFound) else None
    return {
        "face": f"{points(face)}, {degrees(face.yaw)}" if face else "",
        "light": light_words(found.light) if isinstance(found.light, LightFound) else "",
        "clothing": clothing_words(found.clothing) if isinstance(found.clothing, ClothingFound) else "",
    }


def light_words(light: LightFound) -> str:
    """ "left, 4 900 K"."""
    return f"{side(light.azimuth)}, {spaced_kelvin(light.kelvin)} K"


def clothing_words(clothing: ClothingFound) -> str:
    """ "navy, plain"."""
    names = [COLOUR_WORDS[each.name][language()] for each in clothing.colours[:1] if each.name in COLOUR_WORDS]
    return ", ".join([*names, str(PATTERNS.get(clothing.pattern, clothing.pattern))])


def becomes(anchor: ReferenceAnchor, found: Features, cuts: Mapping[str, Asset]) -> list[Become]:
    """What the locked elements turn into."""
    return [
        Become(
            label=chip.label, words=words_for(found, chip.element, language=language()), cut=cut_of(cuts, chip.element)
        )
        for chip in chips(anchor)
        if chip.is_locked
    ]


def cut_of(cuts: Mapping[str, Asset], element: str) -> Asset | None:
    """The picture of one element: of a face the portrait, where there is one."""
    return (cuts.get("portrait") if element == "face" else None) or cuts.get(element)
