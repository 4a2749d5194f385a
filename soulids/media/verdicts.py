"""What a photo is worth for training, why, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from soulids.media.close import Exposure


class Verdict(StrEnum):
    """weak: kept and learned from, but never shown to a vendor while there is a better one."""

    ACCEPTED = "accepted"
    WEAK = "weak"
    REFUSED = "refused"


LEAST_PX: Final = 56
"""Width of a face's box, brows to chin, under which its vector drifts away from the person (docs/measurements.md)."""
SMALL_PX: Final = 112
"""The same, under which it is enlarged for the net."""
BLURRED: Final = 120.0
"""Sharpness: 75 sharp faces read 269 and more, the same blurred by 1.5 of 112 pixels 86 and less."""
SOFT: Final = 240.0
DARKEST: Final = 0.18
"""Luma of the brightest twentieth of a face: portraits have 0.56 and more, 0.2 to 0.3 three stops darker."""
DARK: Final = 0.33
CLIPPED: Final = 0.35
"""Share of a face that is plain white."""
BRIGHT: Final = 0.12
UNEVEN: Final = 0.6
"""One cheek is that much darker than the other."""
TURNED: Final = 40.0
"""Degrees of yaw from which only half of a face is compared."""

ADVICE: Final = {
    "no_face": "show_the_face",
    "face_unclear": "show_the_face",
    "several_faces": "one_person_only",
    "face_too_small": "come_closer",
    "face_small": "come_closer",
    "blurred": "hold_still",
    "soft": "hold_still",
    "too_dark": "more_light",
    "dark": "more_light",
    "too_bright": "less_light",
    "bright": "less_light",
    "uneven_light": "softer_light",
    "turned_far": "turn_to_the_camera",
    "no_colour": "take_a_colour_photo",
}
"""What would help, by reason. Words for both are the caller's."""
REFUSING: Final = frozenset(
    {"no_face", "face_unclear", "several_faces", "face_too_small", "blurred", "too_dark", "too_bright"}
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """reasons: keys of `ADVICE`, the gravest first; advice: its values, each once."""

    verdict: Verdict
    reasons: tuple[str, ...]
    advice: tuple[str, ...]


def judgement(reasons: tuple[str, ...]) -> Judgement:
    """The verdict that follows from what was found wrong. Raises KeyError for a reason that `ADVICE` lacks."""
    ordered = tuple(sorted(reasons, key=lambda reason: reason not in REFUSING))
    advice = tuple(dict.fromkeys(ADVICE[reason] for reason in ordered))
    if not ordered:
        return Judgement(Verdict.ACCEPTED, (), ())
    return Judgement(Verdict.REFUSED if ordered[0] in REFUSING else Verdict.WEAK, ordered, advice)


def faults(*, face_px: float, sharp: float, lit: Exposure, yaw: float, coloured: bool) -> tuple[str, ...]:
    """What is wrong with one face. face_px: width of its box; sharp: as `close.sharpness`; yaw in degrees."""
    found = [
        _graded(face_px, LEAST_PX, SMALL_PX, ("face_too_small", "face_small")),
        _graded(sharp, BLURRED, SOFT, ("blurred", "soft")),
        _graded(lit.high, DARKEST, DARK, ("too_dark", "dark")),
        _graded(-lit.clipped, -CLIPPED, -BRIGHT, ("too_bright", "bright")),
        "uneven_light" if lit.uneven > UNEVEN else "",
        "turned_far" if abs(yaw) > TURNED else "",
        "" if coloured else "no_colour",
    ]
    return tuple(filter(None, found))


def _graded(value: float, least: float, good: float, words: tuple[str, str]) -> str:
    return words[0] if value < least else words[1] if value < good else ""
