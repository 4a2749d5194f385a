"""What is known of a voice: how a person may choose one before hearing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.translation import pgettext_lazy as p

Source = Literal["spoken", "address", "asked", "none"]
"""Where a sample comes from: our own engine speaks it, it lies at an address, its maker is asked for one, nowhere."""

FOR_ALL: Final = ("premade", "professional", "high_quality")
"""Categories of voices at ElevenLabs that may be offered to everybody; the last two where they are of its library."""


@dataclass(frozen=True, slots=True)
class VoiceCard:
    """One voice of a model."""

    id: str
    """The value of the model's `voice` setting."""
    name: str
    languages: tuple[str, ...] = ()
    """Those that it is offered for, its own first."""
    gender: str = ""
    """female | male | "" """
    words: tuple[str, ...] = ()
    """Keys of WORDS, or the maker's own words where we know no others."""
    maker_id: str = ""
    """What its maker calls it."""
    source: Source = "none"
    address: str = ""

    @property
    def has_sample(self) -> bool:
        return self.source != "none"

    @property
    def language(self) -> str:
        return self.languages[0] if self.languages else ""

    @property
    def told(self) -> str:
        """ "female, warm, bright" in the page's language."""
        words = [GENDERS[self.gender]] if self.gender in GENDERS else []
        return ", ".join(str(each) for each in (*words, *(WORDS.get(word, word) for word in self.words)))

    @property
    def spoken(self) -> str:
        """ "Russian, English"."""
        return ", ".join(str(LANGUAGES.get(each, each)) for each in self.languages)


GENDERS: dict[str, Any] = {"female": p("voice", "female"), "male": p("voice", "male")}
LANGUAGES: dict[str, Any] = {"ru": p("voice", "Russian"), "en": p("voice", "English")}
WORDS: dict[str, Any] = {
    "announcer": p("voice", "announcer"),
    "australian": p("voice", "Australian"),
    "bold": p("voice", "bold"),
    "bright": p("voice", "bright"),
    "british": p("voice", "British"),
    "calm": p("voice", "calm"),
    "casual": p("voice", "casual"),
    "character": p("voice", "a character"),
    "cheerful": p("voice", "cheerful"),
    "classy": p("voice", "elegant"),
    "clear": p("voice", "clear"),
    "commanding": p("voice", "commanding"),
    "deep": p("voice", "deep"),
    "friendly": p("voice", "friendly"),
    "husky": p("voice", "husky"),
    "indian": p("voice", "Indian"),
    "lively": p("voice", "lively"),
    "low": p("voice", "low"),
    "narrator": p("voice", "narrator"),
    "natural": p("voice", "natural"),
    "radio": p("voice", "radio host"),
    "serious": p("voice", "serious"),
    "soft": p("voice", "soft"),
    "villain": p("voice", "villain"),
    "warm": p("voice", "warm"),
    "wise": p("voice", "wise"),
    "young": p("voice", "young"),
}
SAMPLE_TEXTS = {
    "ru": "Привет! Вот так я звучу. Доброе утро, кофе готов.",
    "en": "Hello! This is how I sound. Good morning, your coffee is ready.",
}
"""What our own voices say, each in the page's language."""
