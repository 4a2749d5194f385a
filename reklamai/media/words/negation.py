"""What the words rule out: "without people", "не ночью", "никого, кроме бариста"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reklamai.media.words.phrases import Match, Text

MODIFIERS = frozenset({"colour", "temper", "length", "elderly", "bearded", "number"})
NOUNS = frozenset({"who", "thing", "text", "garment", "weather", "everyone", "bearded", "hair"})
SCENE = frozenset({"place", "time", "season", "mood", "light", "focus", "camera", "framing", "angle", "pose", "copy"})
REACH = 24
"""Words; nobody rules out more in one breath."""
ENDING = frozenset({"нет", "отсутствует", "отсутствуют", "нету", "absent", "none", "исключены", "исключить", "убрать"})
"""Negations of one word that may stand after what they rule out: «людей нет»."""
DASHES = frozenset({":", "-", "—", "–"})
LIST_ITEM = 3
"""Words before "or" that still read as one item of a list."""


def negate(text: Text) -> frozenset[str]:
    """Mark what the words rule out as negated, and return its names for `Reading.without`."""
    without: set[str] = set()
    for match in text.matches:
        if _means_nobody(text, match):
            without.add(match.value)
        if match.kind != "grammar" or match.value not in {"none", "not", "except"}:
            continue
        if match.value == "except" and _after_nobody(text, match):
            without.discard("people")
            continue
        without |= _rule_out(text, _spoken_of(text, match))
    return frozenset(without)


def _spoken_of(text: Text, negator: Match) -> list[int]:
    if next(text.ahead(negator.last), None) is not None:
        return _scope(text, negator) or _scope_behind(text, negator)
    return _scope_behind(text, negator) or _listed(text, negator) or _scope(text, negator)


def _listed(text: Text, negator: Match) -> list[int]:
    """What a list after a colon names: "what we don't want: people, text"."""
    last = negator.last
    if last == len(text.tokens) or ":" not in text.prompt[text.tokens[last - 1].end : text.tokens[last].start]:
        return []
    sentence = text.sentence(negator)
    listed = (index for index in range(last, len(text.tokens)) if text.tokens[index].sentence == sentence)
    return [index for index in islice(listed, REACH) if _can_be_ruled_out(text, index)]


def _means_nobody(text: Text, match: Match) -> bool:
    """ "Nobody", or "empty" said of a place."""
    if match.kind == "empty":
        following = next(text.ahead(match.last), -1)
        match.used = text.kind_at(following) == "place"
        return match.used
    return match.kind == "everyone" and not match.negated


def _after_nobody(text: Text, match: Match) -> bool:
    before = [other for other in text.matches if other.last <= match.first][-1:]
    return bool(before) and (
        before[0].kind == "everyone" or before[0].negated or text.is_grammar(before[0].first, "none")
    )


def _rule_out(text: Text, positions: list[int]) -> set[str]:
    names: set[str] = set()
    for index in positions:
        match = text.at[index]
        if match is None:
            names.add(text.tokens[index].low)
        elif not match.negated:
            match.negated = True
            names |= _names(text, match)
    return names


def _names(text: Text, match: Match) -> set[str]:
    if match.kind in {"who", "everyone"}:
        return {"people"}
    if match.kind == "bearded":
        return {"beard"}
    if match.kind == "thing" and match.value == "pack":
        return {text.words(match).lower()}
    if match.fact("weather"):
        return {match.fact("weather")}
    return {match.value} if match.kind in NOUNS | SCENE | {"colour", "temper"} else set()


def _scope(text: Text, negator: Match) -> list[int]:
    """Positions that the negator speaks of, the rest of a list after commas included."""
    found = _clause_scope(text, negator.last, single=negator.value == "not")
    if negator.value == "not":
        return found
    last = negator.last
    while (start := _next_clause(text, last)) is not None and _continues(text, start):
        found += _clause_scope(text, start + 1, single=False, opening=start)
        last = start + 1
    return found


def _scope_behind(text: Text, negator: Match) -> list[int]:
    """Nouns in front of a negation that ends its clause: «людей быть не должно», "people should not be visible"."""
    ending = negator.last - negator.first > 1 or text.tokens[negator.first].low in ENDING
    if negator.value != "none" or not ending:
        return []
    behind = text.behind(negator.first) if _shares_clause(text, negator) else _labelled(text, negator)
    nouns = (index for index in behind if text.kind_at(index) in NOUNS | {"camera"} or _is_genitive(text, index))
    return list(islice(nouns, REACH))


def _shares_clause(text: Text, negator: Match) -> bool:
    return next(text.behind(negator.first), None) is not None


def _labelled(text: Text, negator: Match) -> Iterator[int]:
    """Positions of the label in front of a dash or colon: "people: none", «люди — нет»."""
    first = negator.first
    if first == 0 or text.prompt[text.tokens[first - 1].end : text.tokens[first].start].strip() not in DASHES:
        return
    yield first - 1
    yield from text.behind(first - 1)


def _is_genitive(text: Text, index: int) -> bool:
    forms = text.tokens[index].forms
    return text.at[index] is None and forms.part == "noun" and forms.genitive and not forms.nominative_singular


def _clause_scope(text: Text, start: int, *, single: bool, opening: int | None = None) -> list[int]:
    found: list[int] = []
    for index in [*([] if opening is None else [opening]), *islice(text.ahead(start), REACH)]:
        if _ends_scope(text, index, begun=bool(found), single=single):
            break
        if _can_be_ruled_out(text, index):
            found.append(index)
            if single and _completes_noun(text, index):
                break
    return found


def _can_be_ruled_out(text: Text, index: int) -> bool:
    match = text.at[index]
    return _is_noun(text, index) if match is None else match.kind != "grammar"


def _completes_noun(text: Text, index: int) -> bool:
    """ "Not" speaks of one noun with the adjectives before it: "not a dark street" ends at the street."""
    match = text.at[index]
    if match is None and text.kind_at(index + 1) in NOUNS | SCENE:
        return False
    return match is None or (match.kind not in MODIFIERS and index + 1 == match.last)


def _ends_scope(text: Text, index: int, *, begun: bool, single: bool) -> bool:
    kind = text.kind_at(index)
    if kind in {"holding", "pose"}:
        # «девушка без шапки держит чашку»: after a verb come words about what is there
        return begun and not single
    return kind == "grammar" and _grammar_ends_scope(text, index, begun=begun)


def _grammar_ends_scope(text: Text, index: int, *, begun: bool) -> bool:
    if text.is_grammar(index, "stop", "or", "none", "of"):
        return False
    if text.is_grammar(index, "and"):
        return not _and_continues(text, index + 1)
    return begun or text.is_grammar(index, "but")


def _is_noun(text: Text, index: int) -> bool:
    forms = text.tokens[index].forms
    return forms.part == "noun" if forms.russian else len(text.tokens[index].low) > 2


def _and_continues(text: Text, index: int) -> bool:
    """Does what follows "and" still belong to "without"? Russian says so by the genitive, English by a bare noun."""
    for position in [index, *text.ahead(index + 1)]:
        if position >= len(text.tokens):
            return False
        forms = text.tokens[position].forms
        if not forms.russian:
            return text.kind_at(position) in NOUNS
        if forms.part == "noun":
            return forms.genitive and not forms.nominative_singular
        if forms.part != "adjective" and not text.is_grammar(position, "none", "stop", "or"):
            return False
    return False


def _next_clause(text: Text, index: int) -> int | None:
    """Where the clause after the one of word `index - 1` starts, when only a comma parts them."""
    here = text.tokens[index - 1]
    while index < len(text.tokens) and text.tokens[index].clause == here.clause:
        index += 1
    if index == len(text.tokens):
        return None
    between = text.prompt[text.tokens[index - 1].end : text.tokens[index].start]
    return index if between.strip() == "," else None


def _continues(text: Text, start: int) -> bool:
    """Is the clause at `start` the next item of a list that ends in "or", or a Russian genitive?"""
    return _starts_genitive(text, start) if text.tokens[start].forms.russian else _leads_to_or(text, start)


def _starts_genitive(text: Text, start: int) -> bool:
    """Russian «без» governs a genitive in each item of its list: «без людей, машин», but «без людей, машина»."""
    for index in [start, *text.ahead(start + 1)]:
        forms = text.tokens[index].forms
        if forms.part == "noun":
            # a form that is a nominative too is of the list only when the list goes on after it
            listed = not forms.nominative or text.is_grammar(index + 1, "or", "and")
            return forms.genitive and not forms.nominative_singular and listed
        if forms.part != "adjective":
            return False
    return False


def _leads_to_or(text: Text, start: int) -> bool:
    """English nouns have no case, so only "or" shows a list: "no people, cars or text", but "no people, a car"."""
    for _ in range(LIST_ITEM):
        length = 1 + sum(1 for _ in text.ahead(start + 1))
        if any(text.is_grammar(start + ahead, "or") for ahead in range(min(length, LIST_ITEM))):
            return True
        following = _next_clause(text, start + 1)
        if length >= LIST_ITEM or following is None:
            return False
        start = following
    return False
