"""Words of two meanings, settled by what stands around them."""

from __future__ import annotations

from reklamai.media.words.binding import Unknown, head_after
from reklamai.media.words.phrases import Match, Text

LIGHTENED = frozenset({"ground", "garment", "tones", "hair", "colour", "surface", "place", "attire", "hue"})
LIGHT_FROM = {"high": "top", "top": "top", "low": "bottom"}
"""Where light comes "from above", which said of the camera is its angle."""
HEADINGS = frozenset({
    "сцена", "кадр", "план", "эпизод", "шот", "слайд", "дубль", "scene", "shot", "frame", "panel", "slide", "take",
})  # fmt: skip
"""Before a number these name a piece of a storyboard: "Scene 3"."""
ALONE = {"сверху": "top", "снизу": "low"}
"""Sides that are the camera's angle when nothing stands there."""


def settle_doubles(text: Text) -> None:
    """Orange the colour or the fruit; «пара» the two people or the number."""
    for match in text.matches:
        if match.kind == "colour" and match.fact("or") and not _colours_something(text, match):
            match.used = match.fact("or") != "nothing"
            match.facts = (("thing", match.fact("or")),) if match.used else match.facts
        elif match.kind == "light" and text.tokens[match.first].low == "light" and _lightens(text, match):
            match.facts = (("temper", "bright"),)
        elif match.kind == "angle" and text.kind_at(match.first - 1) == "light" and match.value in LIGHT_FROM:
            match.facts = (("side", LIGHT_FROM[match.value]),)
        elif text.words(match).lower() in HEADINGS and _is_numbered(text, match):
            match.facts = (("filler", "heading"),)
        elif match.fact("solo") and not _is_solo(text, match):
            match.facts = (("filler", "size"),)
        elif match.kind == "side" and _says_angle(text, match):
            match.facts = (("angle", ALONE[text.words(match).lower()]),)
        elif text.words(match).lower() == "glasses" and _are_drunk_from(text, match):
            match.facts = (("thing", "glass"), ("holder", "1"))
        elif match.kind == "who" and match.fact("number") and text.kind_at(match.last) == "thing":
            match.become("number")


def _is_numbered(text: Text, match: Match) -> bool:
    return match.last < len(text.tokens) and (text.tokens[match.last].is_number or text.kind_at(match.last) == "number")


def _is_solo(text: Text, match: Match) -> bool:
    """Does "wide" make up its whole clause, as camera directions do?"""
    around = [*text.behind(match.first), *text.ahead(match.last)]
    return all(
        text.kind_at(index) in {"filler", "grammar", "camera_noun"} or text.tokens[index].is_number for index in around
    )


def _are_drunk_from(text: Text, match: Match) -> bool:
    """Are "glasses" for wine and not for eyes? They are counted, full, or by a drink with nobody near."""
    if text.kind_at(match.first - 1) == "number" or text.is_grammar(match.last, "of"):
        return True
    drinks = any(each.fact("drink") or each.value in {"bottle", "glass"} for each in text.active("thing"))
    return drinks and not text.active("who")


def _says_angle(text: Text, match: Match) -> bool:
    """Is "from above" a clause of its own that goes on with neither light nor room for text?"""
    alone = not list(text.behind(match.first)) and not list(text.ahead(match.last))
    before = text.kind_at(match.first - 1)
    return alone and text.words(match).lower() in ALONE and before not in {"light", "copy", "text", "temper"}


def _lightens(text: Text, match: Match) -> bool:
    """Is "light" said of the noun after it, as in "a light kitchen"?"""
    following = next(text.ahead(match.last), -1)
    return text.kind_at(following) in LIGHTENED


def _colours_something(text: Text, match: Match) -> bool:
    if match.first and text.tokens[match.first - 1].low == "in":
        return True
    following = next(text.ahead(match.last), -1)
    if text.kind_at(following) == "colour" or text.kind_at(match.first - 1) == "temper":
        return True
    try:
        head = head_after(text, match.last)
    except Unknown:
        return match.fact("or") == "fruit"
    return head is not None and head.kind not in {"who", "filler", "place"}
