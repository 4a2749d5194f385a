"""A sofa or a bed: the product, or only what a room is furnished with."""

from __future__ import annotations

from reklamai.media.words.binding import is_plain
from reklamai.media.words.phrases import Match, Text

DESCRIBING = frozenset({"surface", "mood", "temper", "length"})


def settle_furniture(text: Text) -> None:
    """Furniture that the prompt begins with is a product, as is what heads a clause of a picture of nothing else."""
    for match in text.active("place"):
        if match.fact("thing") and _is_subject(text, match):
            match.become("thing")
            if text.active("ground"):
                match.facts = match.facts[:1]


def _is_subject(text: Text, match: Match) -> bool:
    described = (is_plain(text, index) or text.kind_at(index) in DESCRIBING for index in text.behind(match.first))
    if not all(described) or _is_laid(text, match):
        return False
    if text.tokens[match.first].clause == 0:
        return True
    coloured = any(text.kind_at(index) == "colour" for index in text.behind(match.first))
    return not text.active("who") and (coloured or not text.active("thing"))


def _is_laid(text: Text, match: Match) -> bool:
    """Is it named for what is on it, as in "bed with a breakfast tray"?"""
    following = next(text.ahead(match.last), -1)
    if not text.is_grammar(following, "with"):
        return False
    laid = [text.at[index] for index in text.ahead(following + 1)]
    return any(other is not None and other.kind in {"thing", "who"} and not other.fact("prop") for other in laid)
