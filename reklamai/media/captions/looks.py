"""How each style looks, and where in a picture captions may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reklamai.media.captions.model import Place, Size, Style

PLAIN, HEAVY = "ReklamAI Captions", "ReklamAI Captions Heavy"
INK: Final = "#f4f5f7"
VEIL: Final = "#0a0c10"
ACCENT: Final = "#d93a1c"
"""As --on-veil, --veil and --accent in static/css/tokens.css: a test holds them together. White on it: 4.6 to 1."""
SCALES: Final[Mapping[Size, float]] = {"small": 0.8, "medium": 1.0, "large": 1.25}
LETTER: Final = 0.57
"""Of an em: how wide a letter of a long line is at the most. Measured on Russian and English texts in both fonts."""


@dataclass(frozen=True, slots=True)
class Look:
    """One style; lengths are in em of its letters."""

    family: str
    em: float
    """Of the shorter side of the picture."""
    line: float
    """From one line to the next."""
    characters: int
    """Of a line at the most."""
    rows: int
    outline: float
    glow: float
    """A soft shadow around the letters: white ones are read on snow too. 0 for none."""
    beside: float
    """What is drawn around the words, at each side."""
    below: float
    """The same above and below a line."""


LOOKS: Final[Mapping[Style, Look]] = {
    "clean": Look(PLAIN, em=0.05, line=1.2, characters=42, rows=2, outline=0.045, glow=0.14, beside=0.2, below=0.14),
    "box": Look(PLAIN, em=0.047, line=1.2, characters=42, rows=2, outline=0, glow=0, beside=0.42, below=0.14),
    "bold": Look(HEAVY, em=0.105, line=1.1, characters=15, rows=1, outline=0.065, glow=0.16, beside=0.22, below=0.16),
    "karaoke": Look(
        HEAVY, em=0.064, line=1.32, characters=30, rows=2, outline=0.055, glow=0.16, beside=0.22, below=0.16
    ),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture in px from its left upper corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def safe_area(size: tuple[int, int]) -> Area:
    """Where nothing lies over words in a picture of so many px.

    Inside the 90 % that every screen shows (EBU R 95). In a tall picture also inside what the player draws as free of
    an app's own words: below 14 % and above 65 % of the height (Meta's guide for Reels); a tenth at each side keeps
    clear of TikTok's buttons (its guide for ads, 2026-11).
    """
    width, height = size
    if height > width:
        return Area(0.1 * width, 0.14 * height, 0.9 * width, 0.65 * height)
    return Area(0.06 * width, 0.07 * height, 0.94 * width, 0.93 * height)


def em_of(look: Look, size: tuple[int, int], scale: Size) -> float:
    """Height of the letters' square in px."""
    return look.em * min(size) * SCALES[scale]


def characters(look: Look, size: tuple[int, int], scale: Size) -> int:
    """How many of them a line has at the most."""
    fit = int(safe_area(size).width / em_of(look, size, scale) / LETTER)
    return max(8, min(look.characters, fit))


def foot_of(place: Place, area: Area, height: float, *, size: tuple[int, int]) -> float:
    """The lower edge of captions of so many px in height."""
    if place == "top":
        return area.top + height
    if place == "middle":
        return (size[1] + height) / 2
    return area.bottom
