"""What lies on food or in a drink and is no product of its own: the sauce of a burger, the strawberries of a cake."""

from __future__ import annotations

from collections.abc import Iterator

from reklamai.media.words.binding import is_plain
from reklamai.media.words.phrases import Match, Text

CONDIMENT = "1"
"""The `topping` that is poured or strewn wherever words name it; others are a part only after "with"."""

EATEN = ("dish", "food", "drink", "topping")
KEPT_SHUT = frozenset({"bottle", "can"})


def drop_garnish(text: Text) -> None:
    """Make details of toppings and ingredients; one in a vessel, named first or joined by "and" stays a thing."""
    named = text.active("thing")
    for match in named[1:]:
        before = [other for other in named if other.first < match.first and other.kind == "thing"]
        if _is_more_of_it(text, match) or _is_garnish(text, match, before):
            match.facts = (("detail", "garnish"), *match.facts[1:])


def _is_garnish(text: Text, match: Match, before: list[Match]) -> bool:
    if match.fact("holder"):
        return False
    link = _link(text, match)
    if link == "with":
        return bool(match.fact("topping") or match.value == "fruit") and _is_served_with(text, match)
    if link == "and":
        return text.value_at(_last_noun(text, match)) == "garnish" and _may_be_part(match)
    condiment = match.fact("topping") == CONDIMENT and not match.count
    return condiment and any(_is_eaten(other) for other in before)


def _is_more_of_it(text: Text, match: Match) -> bool:
    """Is it in the same vessel or bouquet as what "and" joins it to: "a bouquet of roses and eucalyptus"?"""
    last = _last_noun(text, match)
    if last < 0 or match.count or match.fact("holder") or _link(text, match) != "and":
        return False
    return text.kind_at(last) == "content" and text.value_at(last) == match.value


def _is_eaten(match: Match) -> bool:
    return match.value in {"cup", "glass"} or any(match.fact(name) for name in EATEN)


def _may_be_part(match: Match) -> bool:
    return bool(match.fact("topping")) or match.value == "fruit"


def _is_served_with(text: Text, match: Match) -> bool:
    """Is it food that "with" follows? A person with fruit carries it, and a plate of fruit holds it."""
    last = _last_noun(text, match)
    head = text.at[last] if last >= 0 else None
    if head is None or _is_shut_in(head):
        return False
    if head.fact("drink") or (head.owner or head).value in {"cup", "glass"}:
        return not match.fact("dish")
    scented = head.value in {"cream", "bottle"} and bool(match.fact("topping"))
    return _is_eaten(head.owner or head) or _is_eaten(head) or head.value == "garnish" or scented


def _is_shut_in(head: Match) -> bool:
    """Is it a drink in a bottle or a can? Cheese "with" a bottle of wine stands beside it."""
    return head.owner is not None and head.owner.value in KEPT_SHUT and bool(head.fact("drink"))


def _link(text: Text, match: Match) -> str:
    """The function word in front of the noun phrase: "with", "and" or another; empty when it opens its clause."""
    for index in text.behind(match.first):
        other = text.at[index]
        if other is not None and other.kind == "grammar" and other.value not in {"stop", "of"}:
            return other.value
        if not is_plain(text, index) and text.kind_at(index) != "detail" and not text.is_grammar(index, "of"):
            return ""
    return ""


def _last_noun(text: Text, match: Match) -> int:
    return next(_nouns_behind(text, match), -1)


def _nouns_behind(text: Text, match: Match) -> Iterator[int]:
    """Nouns of the clause before `match`, the last first; the "slice" of "a slice of lemon" is none."""
    for index in text.behind(match.first):
        if text.kind_at(index) in {"thing", "content", "who"} or text.value_at(index) == "garnish":
            yield index
