"""Phrases of measured things in Russian."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from anchors.media.grammar import declined, is_adjective, of_colour
from anchors.media.names import COLOUR_WORDS
from anchors.media.spoken import LightSaid

PATTERNS: Final = {"striped": "в полоску", "checked": "в клетку", "dotted": "в горошек", "patterned": "с узором"}
TEMPERS: Final = {"warm": "тёплый", "neutral": "нейтральный", "cool": "холодный"}
EDGES: Final = {"soft": "мягкий", "hard": "жёсткий"}
SIDES: Final = {
    "front": "спереди",
    "front_right": "спереди справа",
    "right": "справа",
    "back_right": "сзади справа",
    "back": "сзади",
    "back_left": "сзади слева",
    "left": "слева",
    "front_left": "спереди слева",
}
HEIGHTS: Final = {"high": "высоко сверху", "above": "сверху", "below": "снизу"}
SHADOWS: Final = {"deep": "с глубокими тенями", "faint": "почти без теней"}


def clothing(colours: Sequence[str], *, pattern: str) -> str:
    """«тёмно-синяя одежда в полоску»; «» if neither is known."""
    words = [COLOUR_WORDS[each]["ru"] for each in colours]
    kind = "однотонная одежда" if pattern == "plain" else "одежда"
    figure = PATTERNS.get(pattern, "")
    if not words:
        return " ".join(filter(None, [kind, figure])) if pattern else ""
    if len(words) == 1 and is_adjective(words[0]):
        kind = kind.replace("одежда", f"{declined(words[0], 'feminine')} одежда")
    else:
        kind = f"{kind} {in_colours(words)}"
    return f"{kind} {figure}".rstrip()


def light(said: LightSaid) -> str:
    """«мягкий тёплый свет слева, сверху, с глубокими тенями»; «» if nothing is known."""
    how = [EDGES.get(said.edge, ""), TEMPERS.get(said.temper, "")]
    whence = [SIDES.get(said.side, ""), HEIGHTS.get(said.height, ""), SHADOWS.get(said.shadows, "")]
    first = " ".join(filter(None, [*how, "свет", whence[0]]))
    return ", ".join(filter(None, [first, *whence[1:]])) if any(how) or any(whence) else ""


def place(colours: Sequence[str], *, indoors: bool | None) -> str:
    """«на открытом воздухе, зелёные и бежевые тона»; «» if nothing is known."""
    where = {True: "в помещении", False: "на открытом воздухе", None: ""}[indoors]
    return ", ".join(filter(None, [where, tones([COLOUR_WORDS[each]["ru"] for each in colours])]))


def product(colours: Sequence[str]) -> str:
    """«красный предмет», «предмет красного и белого цвета»; «» without a colour."""
    words = [COLOUR_WORDS[each]["ru"] for each in colours]
    if not words:
        return ""
    if len(words) == 1 and is_adjective(words[0]):
        return f"{words[0]} предмет"
    return f"предмет {in_colours(words)}"


def in_colours(words: Sequence[str]) -> str:
    """«красного и белого цвета», «цвета хаки и белого цвета»."""
    if len(words) == 2 and all(map(is_adjective, words)):
        return f"{declined(words[0], 'of')} и {declined(words[1], 'of')} цвета"
    return " и ".join(f"{declined(each, 'of')} цвета" if is_adjective(each) else of_colour(each) for each in words)


def tones(words: Sequence[str]) -> str:
    """«зелёные и бежевые тона», «зелёные тона и тона цвета хаки»; «» for no colour."""
    if all(map(is_adjective, words)):
        said = " и ".join(declined(each, "many") for each in words)
        return f"{said} тона" if said else ""
    return " и ".join(
        f"{declined(each, 'many')} тона" if is_adjective(each) else f"тона {of_colour(each)}" for each in words
    )
