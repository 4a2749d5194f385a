"""What a person looks like in words, as far as it was measured: the tone of the skin and the colour of the hair.

Age, sex, origin and looks are not measured, so nothing is said of them. One photo tells little, as its light colours
both; many photos do, where they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from reklamai.media.faces.skin import CLASSES, Tone, tone_of
from reklamai.media.mattes.model import Missing
from soulids.media.hair import HairColour, hair_colour
from soulids.media.photo import FaceFacts

LEAST: Final = 3
"""Photos that must tell a thing before it is said."""
LIT: Final = 0.6
"""Luma of the brightest twentieth of a face from which its colours are believed: of 55 portraits it was 0.63 and more,
of a clip in a dim warm room 0.53, where fair skin read as brown."""
AGREE: Final = 0.7
"""Share of them that must give the most frequent colour of hair or one beside it."""
BESIDE: Final[dict[HairColour, frozenset[HairColour]]] = {
    "black": frozenset({"dark_brown"}),
    "dark_brown": frozenset({"black", "brown"}),
    "brown": frozenset({"dark_brown", "blond", "red"}),
    "red": frozenset({"brown"}),
    "blond": frozenset({"brown", "white"}),
    "grey": frozenset({"white"}),
    "white": frozenset({"grey", "blond"}),
}
"""What the light of a photo alone can make of a colour."""
TONES: Final[tuple[Tone, ...]] = (*(name for _, name in CLASSES), "dark")
SKIN_WORDS: Final[dict[Tone, tuple[str, str]]] = {
    "very_light": ("very light skin", "очень светлая кожа"),
    "light": ("light skin", "светлая кожа"),
    "intermediate": ("medium skin tone", "кожа среднего тона"),
    "tan": ("tan skin", "смуглая кожа"),
    "brown": ("brown skin", "коричневая кожа"),
    "dark": ("dark skin", "тёмная кожа"),
}
HAIR_WORDS: Final[dict[HairColour, tuple[str, str]]] = {
    "black": ("black hair", "чёрные волосы"),
    "dark_brown": ("dark brown hair", "тёмно-каштановые волосы"),
    "brown": ("brown hair", "каштановые волосы"),
    "blond": ("blond hair", "светлые волосы"),
    "red": ("red hair", "рыжие волосы"),
    "grey": ("grey hair", "седые волосы"),
    "white": ("white hair", "белые волосы"),
}


@dataclass(frozen=True, slots=True)
class Appearance:
    """skin: a class of the individual typology angle; hair: a natural colour; None where photos do not agree."""

    skin: Tone | None
    hair: HairColour | None

    def words(self, *, language: str) -> str:
        """ "light skin, brown hair", as a prompt says it; "" if nothing is known. "ru…" is Russian, else English."""
        column = 1 if language.startswith("ru") else 0
        said = (SKIN_WORDS[self.skin] if self.skin else None, HAIR_WORDS[self.hair] if self.hair else None)
        return ", ".join(words[column] for words in said if words)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def appearance(faces: Iterable[FaceFacts]) -> Appearance:
    """What the well lit photos of one person agree on: in a dim room fair skin reads as brown, brown hair as black."""
    seen = [face for face in faces if face.exposure.high >= LIT]
    return Appearance(
        skin=_skin([face.skin_ita for face in seen if face.skin_ita is not None]),
        hair=_hair([face.hair_lab for face in seen if face.hair_lab is not None]),
    )


def _skin(angles: list[float]) -> Tone | None:
    """The middle class, if half of the photos lie in it or beside it: exposure alone moves one by a class."""
    if len(angles) < LEAST:
        return None
    low, middle, high = (tone_of(float(angle)) for angle in np.percentile(angles, (25, 50, 75)))
    return middle if abs(TONES.index(low) - TONES.index(high)) <= 1 else None


def _hair(colours: list[tuple[float, float, float]]) -> HairColour | None:
    if len(colours) < LEAST:
        return None
    named = Counter(name for lab in colours if not isinstance(name := hair_colour(lab), Missing))
    if not named:
        return None
    best = max(named, key=lambda name: named[name])
    agreed = named[best] + sum(named[name] for name in BESIDE[best])
    return best if agreed >= AGREE * len(colours) else None
