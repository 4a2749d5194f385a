"""Where each word of a caption stands in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reklamai.media.captions.lettering import DESCENT, Font
from reklamai.media.captions.looks import Look, foot_of, safe_area
from reklamai.media.captions.model import Cue, Place, Word

THINNEST: Final = 1.3
"""Px."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a caption; px."""

    words: tuple[Word, ...]
    em: float
    """Of its letters: smaller where a single word would not fit."""
    width: float
    foot: float
    """The lower edge of the line, under the tails of its letters."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def base(self) -> float:
        """On which the letters stand."""
        return self.foot - DESCENT * self.em


@dataclass(frozen=True, slots=True)
class Page:
    """A picture that captions of one style are put on."""

    size: tuple[int, int]
    look: Look
    face: Font
    em: float
    place: Place

    @property
    def middle(self) -> float:
        return safe_area(self.size).middle

    def outline(self, line: Line) -> float:
        """Around the letters, px; on a small picture thicker than by its size, or it is not seen."""
        return max(THINNEST, self.look.outline * line.em) if self.look.outline else 0.0

    def lines(self, cue: Cue, *, space: float = 0.0) -> list[Line]:
        """The rows of a caption, with all that is drawn around them inside the safe area.

        space: em between two words beyond the usual.
        """
        area, count = safe_area(self.size), len(cue.rows)
        wide = [self.face.width(text) + space * (len(row) - 1) for row, text in zip(cue.rows, cue.lines, strict=True)]
        em = min(self.em, *(area.width / (width + 2 * self.look.beside) for width in wide))
        line, below = self.look.line * em, self.look.below * em
        foot = foot_of(self.place, area, line * count + 2 * below, size=self.size) - below
        return [
            Line(row, em, width * em, foot - line * (count - 1 - at))
            for at, (row, width) in enumerate(zip(cue.rows, wide, strict=True))
        ]
