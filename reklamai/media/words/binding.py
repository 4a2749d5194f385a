"""Which noun an adjective belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reklamai.media.words.phrases import Match, Text

TARGETS = frozenset(
    {
        "garment",
        "thing",
        "hair",
        "ground",
        "tones",
        "hue",
        "light",
        "who",
        "content",
        "bearded",
        "attire",
        "surface",
        "detail",
    }
)
SKIPPED = frozenset(
    {"colour", "temper", "length", "elderly", "number", "mood", "season", "time", "weather", "side", "material"}
)
LOOK_AHEAD = 10
"""Words; noun phrases of briefs are shorter, and a prompt of nothing but adjectives must stay quick."""
LOOK_BACK = 6
"""Words; an adjective after its noun stands close to it."""


PLAIN = frozenset({"colour", "temper", "filler", "material", "number"})


class Unknown(Exception):
    """The adjective belongs to a noun that the lexicon does not know."""


def head_after(text: Text, index: int) -> Match | None:
    """The noun that an adjective ending before `index` stands in front of, or None.

    Raises `Unknown` when that noun is not in the lexicon.
    """
    unknown = False
    near = islice(text.ahead(index), LOOK_AHEAD)
    for position in near:
        match = text.at[position]
        if match is None:
            forms = text.tokens[position].forms
            if forms.russian and forms.part != "adjective":
                unknown = forms.part == "noun"
                break
            unknown = unknown or not forms.russian
        elif _is_head(text, match):
            return _last_noun(text, match, position=position, rest=near)
        elif not _is_passed(text, match, begun=unknown):
            break
    if unknown:
        raise Unknown
    return None


def _last_noun(text: Text, first: Match, *, position: int, rest: Iterator[int]) -> Match:
    """The head of the nouns that begin with `first` at `position`, read on over `rest`.

    English puts the head last: a "leather dress shoe" is a shoe. Russian puts it first: «красное платье невесты»
    is a dress.
    """
    found = first
    while not text.tokens[position].forms.russian:
        position = next(rest, -1)
        match = text.at[position] if position >= 0 else None
        if match is None or match.kind in {"detail", "filler"} or not _is_head(text, match):
            break
        found = match
    return found


def _is_head(text: Text, match: Match) -> bool:
    if match.kind in {"place", "filler", "service"}:
        forms = text.tokens[match.last - 1].forms
        return forms.part == "noun" if forms.russian else match.value not in {"praise", "idiom"}
    return match.kind in TARGETS and match.active


def _is_passed(text: Text, match: Match, *, begun: bool) -> bool:
    """May a noun phrase go on over this match?"""
    if text.is_grammar(match.first, "and"):
        return not begun and text.kind_at(match.last) in {"colour", "temper"}
    if match.kind == "material" and text.tokens[match.first].forms.part == "noun":
        return False
    if match.kind == "place" or (match.kind == "filler" and match.value == "praise"):
        return True
    return match.kind in SKIPPED or not match.used


def head_behind(text: Text, match: Match, *kinds: str) -> Match | None:
    """The noun of one of these kinds that an adjective stands after: "фон синий", "пальто красного цвета"."""
    for steps, position in enumerate(text.behind(match.first)):
        other = text.at[position]
        if steps >= LOOK_BACK or (other is None and text.tokens[position].forms.part == "verb"):
            return None
        if other is None:
            continue
        if other.kind in kinds and other.active:
            return other
        if other.kind == "grammar" and other.value not in {"stop", "and", "of"} and not _joins(text, position):
            return None
    return _before_dash(text, match, *kinds)


def _joins(text: Text, position: int) -> bool:
    """ "in" or «из» between a noun and its colour: "a bottle in blue", «сумка из белой кожи»."""
    return text.tokens[position].low in {"in", "в", "из"}


def _before_dash(text: Text, match: Match, *kinds: str) -> Match | None:
    """The noun that ends the clause before, for "background: blue" and "фон — синий"."""
    start = match.first
    first = text.tokens[start]
    if start == 0 or text.tokens[start - 1].clause == first.clause or text.tokens[start - 1].sentence != first.sentence:
        return None
    dash = text.prompt[text.tokens[start - 1].end : first.start].strip()
    before = text.at[start - 1]
    return before if dash in {":", "—", "–", "-"} and before is not None and before.kind in kinds else None


def is_plain(text: Text, position: int) -> bool:
    """May the word stand inside a noun phrase without ending it?"""
    match, forms = text.at[position], text.tokens[position].forms
    if match is None:
        return forms.part in {"adjective", ""}
    return match.kind in PLAIN or not match.used or text.is_grammar(position, "stop")
