"""What speech is told in: words and sounds of speech with their times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Language = Literal["ru", "en"]
Choice = Literal["auto", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
MOST_CHARACTERS = 5_000
"""Of one text: at the slowest a quarter of an hour of speech."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the writer's, punctuation attached, or several that are said as one ("1 990 ₽")."""

    text: str
    said: str
    """What is said for it; without a letter or figure in it, it is no more than a pause."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as its writer spelt it, punctuation and all."""

    text: str
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class Phoneme:
    """One sound of speech."""

    ipa: str
    """Without marks of stress and length: "a", "tʲ", "ʃ"."""
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken text; all times in seconds from the beginning of its file."""

    path: Path
    seconds: float
    text: str
    language: Language
    """What most of it is spoken in."""
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]

    def as_note(self) -> dict[str, Any]:
        """JSON as every speech engine leaves it in `Result.notes["speech"]`."""
        return {
            "text": self.text,
            "language": self.language,
            "words": [[word.text, word.from_s, word.to_s] for word in self.words],
            "phonemes": [[sound.ipa, sound.from_s, sound.to_s] for sound in self.phonemes],
        }
