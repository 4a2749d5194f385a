"""What was measured, in words for a prompt: short, and never more than the numbers say."""

from __future__ import annotations

from typing import Final

from anchors.media import english, russian, spoken
from anchors.media.features import (
    ClothingFound,
    Element,
    Features,
    LightFound,
    PlaceFound,
    ProductFound,
)
from anchors.media.spoken import Phrases, named

SECOND: Final = 0.18
"""Share of a garment or a thing that a second colour needs to be named."""
SECOND_TONE: Final = 0.12
"""The same of a place, which is many-coloured."""


def words_for(features: Features, element: Element, *, language: str) -> str:
    """A phrase for a prompt ("navy striped clothing", "soft warm light from the left, from above"); "" if it is
    Missing or nothing of it can be said.

    language: "ru…" gives Russian, anything else English. Of a face nothing is said: age, sex, origin and looks are not
    measured, and the tone of a skin moves by two classes with the exposure (on 61 photos of 13 people the angle of one
    person spread over 20 to 45 degrees, and a class is 13 to 40 wide).
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
    return ""
