"""What a comparison gives: a score with its sentence, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reklamai.media.mattes.model import Missing

Name = Literal["face", "clothing", "lighting", "place", "product"]
NAMES: tuple[Name, ...] = ("face", "clothing", "lighting", "place", "product")
Level = Literal["same", "close", "unsure", "other"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a result keeps one thing.

    value: 0..100; 50 is where as many matching pairs fall below as non-matching ones above (docs/scores.md).
    distance: what was measured, before the curve; 0 is the same. facts: numbers behind it, for a sentence and the API.
    """

    value: float
    distance: float
    facts: dict[str, float] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """In a word: "same" from 80, "close" from 60, "unsure" from 40, else "other"."""
        if self.value >= 80:
            return "same"
        if self.value >= 60:
            return "close"
        return "unsure" if self.value >= 40 else "other"


Judged = Likeness | Missing
"""Missing: "no_face_in_result", "no_face_in_reference", "no_person_in_result", "no_garment_in_result",
"garment_too_small", "no_light_in_result", "no_light_in_reference", "place_hidden", "place_out_of_focus",
"reference_too_plain", "reference_unreadable", "result_unreadable"."""
