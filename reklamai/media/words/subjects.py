"""Which of the things named are the picture's subject: not the client's trade, props or what things stand on."""

from __future__ import annotations

from reklamai.media.words.binding import is_plain
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Product, Thing

BEHIND = frozenset({
    "on", "in", "by", "near", "behind", "under", "above", "over", "among", "through", "from", "inside", "in front of",
    "onto",
    "на", "в", "во", "у", "около", "возле", "за", "под", "над", "среди", "из", "перед", "через", "сквозь", "по",
})  # fmt: skip
"""After these words comes what the subject is in, on or at: the skateboard of a skater, the oven of a pie."""

Named = tuple[Match, Product]


def subjects(text: Text, kept: list[Named], *, peopled: bool) -> list[Named]:
    """Those of the things `kept` that are to be drawn; `peopled` says that there is somebody to look at instead."""
    return _without_setting(text, _without_brief(kept, peopled=peopled), peopled=peopled)


def _without_brief(kept: list[Named], *, peopled: bool) -> list[Named]:
    """All but what a brief names as its trade, if the picture shows that too; what a client is goes for anything."""
    shown = {product.thing for match, product in kept if not match.fact("brief")}
    elsewhere = bool(shown) or peopled
    shown.discard(Thing.PACK)  # one undrawn thing is not another
    return [
        (match, product)
        for match, product in kept
        if not match.fact("brief") or not (product.thing in shown or (match.fact("brief") == "client" and elsewhere))
    ]


def _without_setting(text: Text, kept: list[Named], *, peopled: bool) -> list[Named]:
    """All but undrawn things that only surround the subject; the last thing of a picture without people stays."""
    first = kept[0][0] if kept and not peopled else None
    subjects = [pair for pair in kept if not _is_prop(text, pair[0]) or _opens(text, pair[0], first)]
    subjects = subjects or ([] if _is_interior(text) else kept)
    in_front = [pair for pair in subjects if not _is_setting(text, *pair)]
    return in_front if in_front or peopled else subjects


def _is_prop(text: Text, match: Match) -> bool:
    """Is it of the kind that only decorates? Not when words count it or join it to a subject with "and"."""
    before = next((index for index in text.behind(match.first) if not is_plain(text, index)), -1)
    counted = match.count and not text.is_grammar(before, "with")
    return bool(match.fact("prop")) and not counted and not text.is_grammar(match.first - 1, "and")


def _is_interior(text: Text) -> bool:
    """Does a place head the prompt, as in «уютная спальня, свечи, плед»?"""
    place = next((match for match in text.active("place") if not match.fact("weak")), None)
    if place is None or text.tokens[place.first].clause:
        return False
    return not any(
        text.kind_at(index) in {"thing", "who"} or text.is_grammar(index, "prep") for index in range(place.first)
    )


def _opens(text: Text, match: Match, first: Match | None) -> bool:
    """Does the prompt begin with it, as with «плед на кресле»? A vase "with tulips" still only holds them."""
    following = next(text.ahead(match.last), -1)
    held = any(text.is_grammar(index, "with") for index in text.behind(match.first))
    holds = text.is_grammar(following, "with", "of") and not match.fact("dish")
    return match is first and text.clause(match) == 0 and not held and not holds


def _is_setting(text: Text, match: Match, product: Product) -> bool:
    if product.thing is not Thing.PACK or match.fact("named"):
        return False
    index = next((index for index in text.behind(match.first) if not is_plain(text, index)), -1)
    before = text.at[index] if index >= 0 else None
    return before is not None and text.is_grammar(index, "prep") and text.words(before).lower() in BEHIND
