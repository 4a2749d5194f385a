"""Events of Advanced SubStation Alpha: words that stay words, plates with round corners, and when they are seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from reklamai.media.captions.files import JOINER

ROUND: Final = 0.5523
"""Of a radius: where a cubic curve is held to go as a quarter of a circle."""
ESCAPES: Final = str.maketrans({"{": r"\{", "}": r"\}", "\\": "\\" + JOINER})
"""A backslash cannot be escaped: what has no width parts it from the letter that would make it a command."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is drawn from one moment to another; the layers of higher numbers lie above."""

    layer: int
    from_s: float
    to_s: float
    tags: str
    """Commands of ASS, ours alone."""
    text: str
    """Escaped already, or a drawing."""

    def __str__(self) -> str:
        return (
            f"Dialogue: {self.layer},{moment(self.from_s)},{moment(self.to_s)},Words,,0,0,0,,{{{self.tags}}}{self.text}"
        )


def said(text: str) -> str:
    """Words in which libass finds no command. One line of letters that the font has."""
    return text.translate(ESCAPES)


def moment(seconds: float) -> str:
    """ "0:01:02.50": hundredths are all that there is; up, so that nothing is seen before its frame."""
    hundredths = math.ceil(max(0.0, seconds) * 100 - 1e-6)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"


def colour(told: str, *, number: int = 1, opacity: float = 1.0) -> str:
    """Commands for a colour "#rrggbb": 1 of the letters, 3 of their outline."""
    red, green, blue = told[1:3], told[3:5], told[5:7]
    return rf"\{number}c&H{blue}{green}{red}&\{number}a&H{round(255 * (1 - opacity)):02x}&"


def rounded(width: float, height: float, radius: float) -> str:
    """A drawing of a plate whose left upper corner is at 0, 0; px."""
    radius = min(radius, width / 2, height / 2)
    near, far_x, far_y, bow = radius, width - radius, height - radius, radius * (1 - ROUND)
    path = [
        ("m", near, 0), ("l", far_x, 0), ("b", width - bow, 0, width, bow, width, near),
        ("l", width, far_y), ("b", width, height - bow, width - bow, height, far_x, height),
        ("l", near, height), ("b", bow, height, 0, height - bow, 0, far_y),
        ("l", 0, near), ("b", 0, bow, bow, 0, near, 0),
    ]  # fmt: skip
    return " ".join(" ".join([str(step[0]), *(f"{value:.2f}" for value in step[1:])]) for step in path)
