"""What was measured, in words for a prompt: short, and never more than the numbers say."""

from __future__ import annotations

from typing import Final

from anchors.media import english, russian, spoken
from anchors.media.features import (
    ClothingFound,
    Element,
    FaceFound,
    Features,
    LightFound,
    PlaceFound,
    ProductFound,
    SkinFound,
)
from anchors.media.spoken import Phrases, named

SECOND: Final = 0.18
"""Share of a garment or a thing that a second colour needs to be named."""
SECOND_TONE: Final = 0.12
"""The same of a place, which is many-coloured."""


def words_for(features: Features, element: Element, *, language: str) -> str:
    """A phrase for a prompt ("navy striped clothing", "soft warm light from the left, from above"); "" if it is
    Missing or nothing of it can be said.

    language: "ru…" gives Russian, anything else English. Nothing is said of age, sex, origin or looks: none of it is
    measured. Of a face it is the tone of the skin alone.
    """
    say: Phrases = russian if language.startswith("ru") else english
    match features.part(element):
        case ClothingFound() as found:
            colours = named(found.colours, second=SECOND)
            return say.clothing(colours, pattern=spoken.pattern(found, colours=len(colours)))
        case LightFound() as found:
            return say.light(spoken.light(found))
        case PlaceFound() as found:
            return say.place(named(found.colours, second=SECOND_TONE), indoors=found.indoors)
        case ProductFound() as found:
            return say.product(named(found.colours, second=SECOND))
        case FaceFound():
            skin = features.skin
            return say.face(skin.tone) if isinstance(skin, SkinFound) and skin.confidence >= spoken.SURE else ""
    return ""
