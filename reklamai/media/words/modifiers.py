"""Words that only say which thing another word means: "beach bag", «дорожная сумка», "dress shoes", "glass office"."""

from __future__ import annotations

from itertools import islice

from reklamai.media.words.binding import Unknown, head_after, is_plain
from reklamai.media.words.phrases import Match, Text

SCENE = frozenset({"place", "time", "season", "weather"})
SERVED = frozenset({"cup", "glass", "can", "cake", "fruit", "flowers", "burger", "pizza"})
"""Things that are of their hour: a morning coffee is had in the morning, a night cream is not of the night."""

HEAPS = frozenset({"mountains", "beach", "skyline", "forest"})
HOURS = frozenset({"середина", "время", "свет", "разгар", "конец", "начало", "половина"})
DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "this"})
AROUND = frozenset({"rooftop", "beach", "mountains", "forest"})
"""Places that show wherever something stands in them: a rooftop court is on the roof."""
SETTLED = frozenset({"field", "beach", "street"})
"""What villages, lakes and small towns are read as."""
WILD = frozenset({"mountains", "forest", "desert"})
AMONG = frozenset({"in", "among", "amid", "amidst", "between", "surrounded by", "в", "во", "среди", "между", "посреди"})
LEADING = frozenset({"at", "by", "from", "in", "inside", "into", "near", "on", "outdoors", "over", "through", "under"})
"""Words that places such as "by the fireplace" begin with; the noun before them is no part of it."""


def drop_modifiers(text: Text) -> None:
    """Take away the own meaning of nouns and adjectives that only tell the kind of the noun after them."""
    for match in text.active(*SCENE):
        _drop_modifier(text, match)
    for match in text.active("place"):
        if match.value in SETTLED and _lies_in_the_wild(text, match):
            match.used = False
    for match in text.active("thing", "garment"):
        _drop_kind(text, match)


def _lies_in_the_wild(text: Text, match: Match) -> bool:
    """ "A village in the mountains" has no drawing of its own: what shows is the mountains."""
    ahead = list(text.ahead(match.last))
    if not ahead or text.tokens[ahead[0]].low not in AMONG:
        return False
    around = next((index for index in ahead[1:] if not is_plain(text, index)), -1)
    return text.kind_at(around) == "place" and text.value_at(around) in WILD


def _drop_kind(text: Text, match: Match) -> None:
    """An English noun right before another tells its kind: "dress shoes", "bicycle shop", "glass office"."""
    following = next(text.ahead(match.last), -1)
    if following < 0 or text.tokens[match.last - 1].forms.russian or text.tokens[following].forms.russian:
        return
    if text.tokens[following].low in DETERMINERS and text.kind_at(match.first - 1) == "who":
        # "a boxer wraps his hands", "a chef plates the burger": a verb that looks like a thing
        match.facts = (("filler", "verb"),)
        return
    other = text.at[following]
    worn = match.kind == "garment" and text.kind_at(following) in {"thing", "garment"}
    housed = other is not None and other.kind == "place" and text.tokens[following].low not in LEADING
    housed = housed and not text.tokens[match.last - 1].forms.plural
    if worn or housed:
        match.facts = (("filler", "kind"),)


def _drop_modifier(text: Text, match: Match) -> None:
    """Scene words in front of a thing tell which thing it is: "beach bag", «дорожная сумка», «35-летняя»."""
    if _is_age(text, match) or _is_heap(text, match) or _is_of_the_day(text, match):
        match.used = False
        return
    head = _modified(text, match)
    if match.kind == "place" and _is_passing(text, match, head):
        match.facts = (*match.facts, ("weak", "1"))
    if head is None:
        return
    if match.kind == head.kind == "place" and not head.fact("weak"):
        (head if match.value in AROUND else match).used = False
    elif match.kind == "place" and (head.fact("prop") or (head.value == "chair" and _is_sat_on(text, match))):
        match.facts = (*match.facts, ("weak", "1"))
    elif head.kind in {"thing", "garment", "attire"}:
        served = head.value in SERVED and match.kind in {"time", "season"}
        match.used = served or match.kind == "weather"


def _is_age(text: Text, match: Match) -> bool:
    """«35-летняя» is split at its hyphen, and «летняя» by itself is of the summer."""
    counted = match.first > 0 and text.tokens[match.first - 1].is_number
    return counted and text.tokens[match.first].low.startswith("летн")


def _is_of_the_day(text: Text, match: Match) -> bool:
    """«Товар дня» is no daytime, «середина дня» is."""
    if text.words(match).lower() != "дня" or next(text.behind(match.first), None) is None:
        return False
    before = text.tokens[match.first - 1].forms
    return before.part == "noun" and not before.lemmas & HOURS


def _is_sat_on(text: Text, match: Match) -> bool:
    """Is the chair only what somebody sits on: "my corgi on a beach chair"?"""
    before = next((index for index in text.behind(match.first) if not text.is_grammar(index, "stop")), -1)
    return before >= 0 and text.tokens[before].low in {"on", "in", "на", "в"}


def _is_heap(text: Text, match: Match) -> bool:
    """ "A tower of books", «море цветов»: a place word that only says how many."""
    if match.kind != "place" or match.value not in HEAPS or match.last - match.first > 1:
        return False
    following = next(text.ahead(match.last), -1)
    if text.is_grammar(following, "of"):
        return any(text.kind_at(index) == "thing" for index in islice(text.ahead(following + 1), 3))
    return text.kind_at(following) == "thing" and text.tokens[following].forms.genitive


def _is_passing(text: Text, match: Match, head: Match | None) -> bool:
    """Does the place only say what sort of thing is meant: "farm-fresh eggs", «деревенский стол»?

    A noun that the lexicon lacks may be the place's own part, "the park entrance", so "in" keeps it a place.
    """
    if head is not None:
        tied = head.kind == "filler" and text.prompt[text.tokens[match.last - 1].end] == "-"
        return tied or head.kind in {"surface", "detail", "material"}
    following = next(text.ahead(match.last), -1)
    if following < 0 or text.at[following] is not None or text.tokens[following].forms.russian:
        return False
    before = next((index for index in text.behind(match.first) if not text.is_grammar(index, "stop")), -1)
    return not text.is_grammar(before, "prep") and not text.tokens[following].low.endswith(("ing", "ed", "ly"))


def _modified(text: Text, match: Match) -> Match | None:
    """The noun that a scene word says more of; None when there is none or the lexicon lacks it.

    Any English noun may modify the next word, "beach bag"; in Russian only an adjective can, «пляжная сумка».
    """
    if not text.tokens[match.first].forms.russian:
        return text.at[match.last] if next(text.ahead(match.last), None) is not None else None
    if text.tokens[match.last - 1].forms.part != "adjective":
        return None
    try:
        return head_after(text, match.last)
    except Unknown:
        return None
