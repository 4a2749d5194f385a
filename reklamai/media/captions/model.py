"""What captions are made of: what somebody says, and the pieces of it that are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

Style = Literal["clean", "box", "bold", "karaoke"]
Place = Literal["low", "middle", "top"]
Size = Literal["small", "medium", "large"]
STYLES: Final[tuple[Style, ...]] = get_args(Style)
PLACES: Final[tuple[Place, ...]] = get_args(Place)
SIZES: Final[tuple[Size, ...]] = get_args(Size)

_WORDS: Final = re.compile("[^\\s\u00a0\u2007\u202f](?:[\u00a0\u2007\u202f]*[^\\s\u00a0\u2007\u202f])*")


def words_in(text: str) -> list[str]:
    """The words of a text; what a space that may not be broken ("1 990 ₽") holds together is one."""
    return _WORDS.findall(text)


class Word(NamedTuple):
    """One word as it is spelled, its punctuation with it, and when it is heard, in seconds of the whole."""

    text: str
    from_s: float
    to_s: float

    @property
    def is_spoken(self) -> bool:
        """A dash on its own is read and not heard."""
        return any(letter.isalnum() for letter in self.text)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says in one go."""

    text: str
    from_s: float
    to_s: float
    words: tuple[tuple[str, float, float], ...] = ()
    """When each word is heard, seconds of the whole; without them the words share the time by their length."""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: when it is seen, in seconds, and its rows of words."""

    from_s: float
    to_s: float
    rows: tuple[tuple[Word, ...], ...]
    speaker: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(" ".join(word.text for word in row) for row in self.rows)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for row in self.rows for word in row)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)
