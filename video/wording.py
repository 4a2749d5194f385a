"""What a model that takes words is told of a camera: short, as on a shot list, in the language of its prompt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from video.camera import CameraSettings
from video.resolving import FULL_DIAGONAL_MM, resolved
from video.selectors.vocabulary import Vocabulary

IMPORTANCE: Final = (
    "movements", "lens", "focal_length", "depth_of_field", "lighting", "genre", "aperture", "sensor", "focus_distance",
)  # fmt: skip
"""Where a model reads too few characters the last of these is left out first: what a model follows best, stays."""
DEPTHS: Final = {
    "en": {
        "macro": "extreme macro close-up, razor-thin focus",
        "shallow": "shallow depth of field",
        "medium": "moderate depth of field",
        "deep": "deep focus",
    },
    "ru": {
        "macro": "макросъёмка, тончайшая резкость",
        "shallow": "малая глубина резкости",
        "medium": "средняя глубина резкости",
        "deep": "большая глубина резкости",
    },
}
SHALLOW_F, DEEP_F = 3.7, 11.0
"""f-numbers, as on full frame, up to and from which the depth is worth a word: models know "shallow" better than "f/2".
f/2.8 on Super 35 is 3.6 here, and is called shallow on set."""
SUBTLE, STRONG = 33, 67
"""Strengths of a movement up to which, and from which, more is said than its name."""
DEGREES: Final = {"en": ("%s (subtle)", "%s (pronounced)"), "ru": ("%s (едва заметно)", "%s (выраженно)")}
GLASS: Final = {"en": ("lens",), "ru": ("объектив", "фикс", "зум")}
"""Words for a lens, beside which a focal length can stand."""


@dataclass(frozen=True, slots=True)
class Told:
    words: str
    unsaid: tuple[str, ...] = ()
    """Settings that there was no room for, in the order in which they were left out."""


def told(asked: CameraSettings, vocabulary: Vocabulary, *, language: str, prompt: str, limit: int) -> Told:
    """Words of all that is set in `asked`, as far as a prompt of at most `limit` characters has room after its own."""
    kept = [name for name in IMPORTANCE if getattr(asked, name) not in ("", None, ())]
    room = limit - len(prompt.rstrip()) - 1
    unsaid: list[str] = []
    while kept:
        words = sentence(only(asked, kept), vocabulary, language=language, prompt=prompt)
        if len(words) <= room:
            return Told(words, tuple(unsaid))
        unsaid.append(kept.pop())
    return Told("", tuple(unsaid))


def only(asked: CameraSettings, names: Iterable[str]) -> CameraSettings:
    """With these settings, and all others left out."""
    kept = {*names, "given"}
    out: dict[str, Any] = {each.name: each.default for each in fields(asked) if each.name not in kept}
    return replace(asked, **out)


def sentence(asked: CameraSettings, vocabulary: Vocabulary, *, language: str, prompt: str) -> str:
    """Phrases joined by commas. What the prompt says already is not said twice, nor any phrase."""
    said: dict[str, str] = {}
    there = prompt.casefold()
    for phrase in phrases(asked, vocabulary, language):
        for part in phrase.split(", "):
            if part and part.casefold() not in there:
                said.setdefault(part.casefold(), part)
    return ", ".join(said.values())


def phrases(asked: CameraSettings, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """In the order in which a shot list has them: body, glass, depth, light, genre, movement."""
    yield term_words(vocabulary, "sensor", asked.sensor, language)
    yield glass(asked, vocabulary, language)
    yield depth(asked, vocabulary, language)
    if asked.focus_distance is not None:
        yield ("фокус на %g м" if language == "ru" else "focused at %g m") % asked.focus_distance
    yield term_words(vocabulary, "lighting", asked.lighting, language)
    yield term_words(vocabulary, "genre", asked.genre, language)
    for each in asked.movements:
        words = term_words(vocabulary, "movement", each.name, language)
        subtle, strong = DEGREES[language]
        yield (subtle if each.strength <= SUBTLE else strong if each.strength >= STRONG else "%s") % words


def term_words(vocabulary: Vocabulary, kind: str, slug: str, language: str) -> str:
    term = vocabulary.find(kind, slug)
    return term.words(language) if term else ""


def glass(asked: CameraSettings, vocabulary: Vocabulary, language: str) -> str:
    """ "50 mm anamorphic lens at f/2, oval bokeh"; "анаморфотный объектив, 50 мм, f/2, овальное боке"."""
    first, _comma, rest = term_words(vocabulary, "lens", asked.lens, language).partition(", ")
    if not any(word in first for word in GLASS[language]):
        first, rest = "", joined(first, rest)
    return joined(numbers(first, asked, language), rest)


def numbers(name: str, asked: CameraSettings, language: str) -> str:
    """The name of a lens with its focal length and aperture; "" where there is none of these."""
    focal, aperture = asked.focal_length, asked.aperture
    if language == "ru":
        length = f"{focal:g} мм" if focal else ""
        return joined(
            name, f"объектив {length}" if length and not name else length, f"f/{aperture:g}" if aperture else ""
        )
    lens = f"{focal:g} mm {name or 'lens'}" if focal else name
    if not aperture:
        return lens
    return f"{lens} at f/{aperture:g}" if lens else f"f/{aperture:g} aperture"


def joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def depth(asked: CameraSettings, vocabulary: Vocabulary, language: str) -> str:
    """Of the depth of field that was chosen, else of an aperture that makes it very shallow or very deep."""
    if asked.depth_of_field:
        return DEPTHS[language][asked.depth_of_field]
    optics = resolved(asked, vocabulary).optics
    if asked.aperture is None or optics is None:
        return ""
    diagonal = (optics.width_mm**2 + optics.height_mm**2) ** 0.5
    alike = asked.aperture * FULL_DIAGONAL_MM / diagonal
    return DEPTHS[language]["shallow" if alike <= SHALLOW_F else "deep"] if not SHALLOW_F < alike < DEEP_F else ""
