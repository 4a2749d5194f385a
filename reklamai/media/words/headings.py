"""Headings of offers, "Dog groomer in Leeds: white poodle in the bath": who offers, and then the picture."""

from __future__ import annotations

from reklamai.media.words.clients import TURNS
from reklamai.media.words.phrases import Match, Text

LONGEST = 8
"""Words; more before a colon are a heading only when they wish for a picture."""
PEOPLE = frozenset({
    "woman", "girl", "man", "boy", "guy", "couple", "family", "child", "kid", "friend", "lady", "model", "hero",
    "~девушка", "~женщина", "~мужчина", "~парень", "~мальчик", "~девочка", "~семья", "~пара", "~бабушка", "~дедушка",
    "~мама", "~папа", "~друг", "~ребенок", "~модель", "~герой",
})  # fmt: skip
"""Before a colon these are whom the picture shows; a groomer or an optician is whose offer it is."""


def set_headings_aside(text: Text) -> None:
    """What a heading names is drawn only if the picture after the colon shows nothing of the kind."""
    start, end = _heading(text)
    after = {match.kind for match in text.active("who", "thing", "garment") if match.first >= end}
    if not end or not after:
        return
    headed = [match for match in text.active("who", "thing", "place") if start <= match.first and match.last <= end]
    wished = any(token.forms.keys & TURNS for token in text.tokens[start:end])
    trade = not wished and any(match.kind == "who" and not _is_shown(text, match) for match in headed)
    for match in headed:
        if match.kind == "who":
            match.used = not ("who" in after or (not wished and not _is_shown(text, match)))
        elif not match.fact("brief"):
            match.facts = (*match.facts, ("brief", "client" if trade else "1"))


def _is_shown(text: Text, match: Match) -> bool:
    return bool(text.tokens[match.last - 1].forms.keys & PEOPLE)


def _heading(text: Text) -> tuple[int, int]:
    """Where the sentence of the first colon begins and where the picture after it does; 0, 0 without a heading."""
    for index in range(1, len(text.tokens)):
        before, here = text.tokens[index - 1], text.tokens[index]
        if here.clause != before.clause and ":" in text.prompt[before.end : here.start]:
            first = next(each for each in range(index) if text.tokens[each].sentence == before.sentence)
            wished = any(token.forms.keys & TURNS for token in text.tokens[first:index])
            return (first, index) if wished or (first == 0 and index <= LONGEST) else (0, 0)
    return 0, 0
