"""The fonts of captions: how wide words are in them, and which letters they lack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from reklamai.media.captions.files import one_line

FOLDER: Final = Path(__file__).parent / "fonts"
LEADING: Final = 1.2
"""From one line to the next, in em; libass takes it for the size of the font, as `.ci/caption_fonts.py` made them."""
DESCENT: Final = 0.24


@dataclass(frozen=True, slots=True)
class Font:
    """One of our fonts."""

    family: str
    """The name that libass looks it up by."""
    widths: dict[int, float]
    """In em by code point: all letters that it has."""

    def width(self, text: str) -> float:
        """Of a line in em, at most a few per cent too much: pairs of letters that move closer are not looked up."""
        return sum(self.widths.get(ord(letter), 0.0) for letter in text if not unicodedata.combining(letter))

    def lacks(self, text: str) -> set[str]:
        return {letter for letter in text if ord(letter) not in self.widths}

    def drawn(self, text: str) -> str:
        """A text as it can be drawn: composed, in one line, without the letters that the font lacks."""
        return one_line("".join(letter for letter in plain(text) if ord(letter) in self.widths))


@cache
def font(name: str) -> Font:
    """ "ReklamAI Captions" or "ReklamAI Captions Heavy"."""
    from fontTools.ttLib import TTFont

    with TTFont(FOLDER / f"{name.replace(' ', '')}.otf", lazy=True) as file:
        em, advances = file["head"].unitsPerEm, file["hmtx"].metrics
        return Font(name, {code: advances[glyph][0] / em for code, glyph in file.getBestCmap().items()})


def plain(text: str) -> str:
    """A text with its letters composed ("й" is one, not "и" and a breve), in one line."""
    return one_line(unicodedata.normalize("NFC", text))


def lacking(texts: Iterable[str], face: Font) -> str:
    """The letters that no caption can show, each once, in the order of the alphabet; marks that have no shape aside."""
    found: set[str] = set()
    for text in texts:
        found |= face.lacks(plain(text))
    return "".join(sorted(letter for letter in found if unicodedata.category(letter)[0] not in "CM"))
