"""Phrases of measured things in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from anchors.media.names import COLOUR_WORDS
from anchors.media.spoken import LightSaid

PATTERNS: Final = {
    "striped": "striped",
    "checked": "checked",
    "dotted": "polka-dot",
    "patterned": "patterned",
    "plain": "plain",
}
TEMPERS: Final = {"warm": "warm", "neutral": "neutral", "cool": "cool"}
EDGES: Final = {"soft": "soft", "hard": "hard"}
SIDES: Final = {
    "front": "from the front",
    "front_right": "from the front right",
    "right": "from the right",
    "back_right": "from behind on the right",
    "back": "from behind",
    "back_left": "from behind on the left",
    "left": "from the left",
    "front_left": "from the front left",
}
HEIGHTS: Final = {"high": "from high above", "above": "from above", "below": "from below"}
SHADOWS: Final = {"deep": "with deep shadows", "faint": "with hardly any shadows"}


def clothing(colours: Sequence[str], *, pattern: str) -> str:
    """ "navy and white striped clothing"; "" if neither is known."""
    words = [both(colours), PATTERNS.get(pattern, "")]
    if pattern == "plain":
        words.reverse()
    said = " ".join(filter(None, words))
    return f"{said} clothing" if said else ""


def light(said: LightSaid) -> str:
    """ "soft warm light from the left, from above, with deep shadows"; "" if nothing is known."""
    how = [EDGES.get(said.edge, ""), TEMPERS.get(said.temper, "")]
    whence = [SIDES.get(said.side, ""), HEIGHTS.get(said.height, ""), SHADOWS.get(said.shadows, "")]
    first = " ".join(filter(None, [*how, "light", whence[0]]))
    return ", ".join(filter(None, [first, *whence[1:]])) if any(how) or any(whence) else ""


def place(colours: Sequence[str], *, indoors: bool | None) -> str:
    """ "outdoors, green and beige tones"; "" if nothing is known."""
    where = {True: "indoors", False: "outdoors", None: ""}[indoors]
    return ", ".join(filter(None, [where, f"{both(colours)} tones" if colours else ""]))


def product(colours: Sequence[str]) -> str:
    """ "a red and white product"; "" without a colour."""
    said = both(colours)
    if not said:
        return ""
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said} product"


def both(colours: Sequence[str]) -> str:
    """ "navy and white" for two keys, "" for none."""
    return " and ".join(COLOUR_WORDS[each]["en"] for each in colours)
