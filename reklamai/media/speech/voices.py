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
    pace: float
    """Times the usual speed."""
    tone: tuple[float, ...]
    """dB at `TONE_HZ` that bring it nearer to how people sound in the long run."""


TONE_HZ = (200, 500, 1_000, 2_000, 4_000, 8_000)
# Measured with a minute of both languages against the average spectrum of speech, and four fifths of it taken.
# Source: D. Byrne et al., An international comparison of long-term average speech spectra, JASA 96 (1994).
# Variants f2 to f5 and m2 have an echo of their own that no mix could take away: they are left out
_VOICES = (
    Voice("irina", "Irina", "ru", "female", "warm", "linda", 40, 50, 1.0, (5.4, 3.9, -1.8, -2.2, -5.0, 1.3)),
    Voice("darya", "Darya", "ru", "female", "bright", "Annie", 44, 42, 1.04, (6.8, 3.4, -0.2, -3.2, -4.8, -1.3)),
    Voice("oleg", "Oleg", "ru", "male", "calm", "m7", 42, 48, 1.0, (0.8, 0.5, 0.1, -0.6, -0.7, -1.2)),
    Voice("maxim", "Maxim", "ru", "male", "low", "m1", 28, 56, 0.97, (3.3, 2.2, -0.5, -1.8, -1.8, -1.1)),
    Voice("emma", "Emma", "en", "female", "lively", "belinda", 50, 66, 1.02, (4.6, 3.5, -3.4, -0.1, -0.5, 1.2)),
    Voice("grace", "Grace", "en", "female", "soft", "f1", 56, 48, 0.96, (5.0, 2.0, -1.4, -0.6, -4.5, 0.8)),
    Voice("james", "James", "en", "male", "clear", "m3", 58, 56, 1.0, (3.9, 2.6, -0.4, -2.2, -3.7, -1.1)),
    Voice("victor", "Victor", "en", "male", "deep", "adam", 26, 52, 0.95, (2.0, 1.8, -2.0, 0.2, -0.9, -2.6)),
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
