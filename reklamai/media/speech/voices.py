"""The voices of our own speech: eight ways to set one synthesiser, as far apart and as mild as it can be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reklamai.core.errors import MediaError
from reklamai.media.speech.model import Language


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice. It speaks both languages; its own is that of words which could be either."""

    id: str
    name: str
    language: Language
    gender: Literal["female", "male"]
    words: str
    """A key for how it sounds: warm | bright | calm | low | lively | deep | clear | soft."""
    variant: str
    """The set of formants, of those that come with the synthesiser."""
    pitch: int
    """0..99, 50 is the variant's own."""
    range: int
    """0..99: how far the voice moves up and down."""
    pace: float = 1.0
    """Times the usual speed."""


_VOICES = (
    Voice("irina", "Irina", "ru", "female", "warm", "Annie", 38, 45),
    Voice("darya", "Darya", "ru", "female", "bright", "f5", 62, 60, 1.04),
    Voice("oleg", "Oleg", "ru", "male", "calm", "Andy", 40, 42),
    Voice("maxim", "Maxim", "ru", "male", "low", "m3", 24, 50, 0.97),
    Voice("emma", "Emma", "en", "female", "lively", "f2", 58, 58, 1.02),
    Voice("grace", "Grace", "en", "female", "soft", "f4", 40, 40, 0.96),
    Voice("james", "James", "en", "male", "clear", "m7", 46, 50),
    Voice("victor", "Victor", "en", "male", "deep", "m1", 18, 44, 0.95),
)


def voices() -> tuple[Voice, ...]:
    """All voices, in the order in which they are offered."""
    return _VOICES


def voice_of(voice: str) -> Voice:
    """The voice of an id. Raises: MediaError if there is none."""
    found = next((each for each in _VOICES if each.id == voice), None)
    if found is None:
        raise MediaError("There is no such voice.", voice=voice)
    return found
