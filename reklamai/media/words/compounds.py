"""Words that make one thing together: "beach bag", "стакан сока", "две бутылки", "молодая мама-бариста"."""

from __future__ import annotations

from itertools import islice, pairwise

from reklamai.media.words.binding import is_plain
from reklamai.media.words.briefs import drop_audience, set_aside
from reklamai.media.words.clients import set_clients_aside
from reklamai.media.words.furniture import settle_furniture
from reklamai.media.words.garnish import drop_garnish
from reklamai.media.words.headings import set_headings_aside
from reklamai.media.words.meanings import settle_doubles
from reklamai.media.words.modifiers import drop_modifiers
from reklamai.media.words.phrases import Match, Text

CONTENT_WINS = frozenset({"perfume", "cream", "lipstick"})
CLOSE = 5
"""Words between a drink and its vessel."""
CONTENT_KEPT = CONTENT_WINS | {"pack", "flowers"}
FAR = 3
"""Clauses between a perfume and its bottle."""
MOST = 12
"""Alike people or things that are still counted one by one."""


def compound(text: Text) -> None:
    """Settle words of two meanings, drop modifiers that say nothing of the scene, join what belongs together."""
    settle_doubles(text)
    _count(text)
    set_clients_aside(text)
    set_headings_aside(text)
    set_aside(text)
    drop_modifiers(text)
    drop_audience(text)
    for before, after in pairwise(text.active("thing")):
        if before.last == after.first and _is_hyphened(text, after.first):
            _own(before, after, kept=before.value)
    for match in text.active("thing"):
        if (match.fact("drink") or match.fact("topping")) and _is_splash(text, match):
            match.facts = (("detail", "splash"),)
        _join(text, match)
    drop_garnish(text)
    settle_furniture(text)
    _name_vessels(text)


def _count(text: Text) -> None:
    for index, token in enumerate(text.tokens):
        match = text.at[index]
        number = int(match.value) if match is not None and match.kind == "number" else _digits(token.text)
        last = match.last if match else index + 1
        if last < len(text.tokens) and _is_hyphened(text, last):
            continue  # "three-tier cake"
        if number and not _give(text, number, (match.last if match else index + 1)):
            _give_back(text, number, index)


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and 0 < int(text) <= MOST else 0


def _give(text: Text, number: int, index: int) -> bool:
    """Count the noun after a number; False when none follows."""
    for position in text.ahead(index):
        match = text.at[position]
        if match is not None and match.kind in {"who", "thing", "garment"}:
            match.count = match.count or number
            return True
        if match is not None and match.kind == "grammar" and match.value not in {"of", "stop", "and"}:
            return False
        if match is None and text.tokens[position].forms.part == "noun":
            return False
    return False


def _give_back(text: Text, number: int, index: int) -> None:
    """Count those before the number in "a family of four" and «компания из пяти»."""
    group = text.at[index - 2] if index > 1 and text.tokens[index - 1].low in {"of", "из"} else None
    if group is not None and group.kind == "who":
        group.count = group.count or number


def _join(text: Text, match: Match) -> None:
    following = next(text.ahead(match.last), None)
    if following is None or match.kind != "thing":
        return
    other = text.at[following]
    if other is not None and other.kind == "thing" and not text.tokens[following].forms.russian:
        _own(other, match, kept=_shown(match, other))
        return
    content = _content(text, match) if match.fact("holder") and not match.fact("dish") else None
    if content is not None:
        _own(match, content, kept=_shown(content, match))
    vessel = _vessel(text, match)
    if vessel is not None:
        _own(match, vessel, kept=_shown(match, vessel, wins=CONTENT_KEPT))


def _is_hyphened(text: Text, index: int) -> bool:
    """Is the word at `index` tied to the one before, as in «матча-латте»?"""
    return text.prompt[text.tokens[index - 1].end : text.tokens[index].start] == "-"


def _shown(content: Match, vessel: Match, *, wins: frozenset[str] = CONTENT_WINS) -> str:
    """What the two are drawn as: a bottle of perfume is perfume, a cup of coffee a cup, a basket of apples fruit."""
    return content.value if content.value in wins or vessel.value == "pack" else vessel.value


def _vessel(text: Text, match: Match) -> Match | None:
    """What a drink or a cream comes in: "coffee in a red cup", «крем в белой баночке», «кофе льётся в чашку»."""
    if not _is_contained(match):
        return None
    inside = False
    for position in islice(text.ahead(match.last), CLOSE + 1):
        other = text.at[position]
        if other is not None and other.kind == "thing":
            return other if inside and other.fact("holder") else None
        if text.tokens[position].low in {"in", "into", "в"} and not inside:
            inside = True
        elif not is_plain(text, position) and (inside or text.tokens[position].forms.part != "verb"):
            return None
    return None


def _is_contained(match: Match) -> bool:
    """Does it come in a vessel, and is none itself? "A cup in a box" stays a cup."""
    return bool(match.fact("drink") or match.value in CONTENT_KEPT) and not match.fact("holder")


def _name_vessels(text: Text) -> None:
    """A vessel right after its content is the same thing: «крем для лица: открытая баночка»."""
    for before, vessel in pairwise(text.active("thing")):
        if vessel.fact("holder") and _may_fill(before, vessel) and _is_near(text, before, vessel):
            _own(before, vessel, kept=_shown(before, vessel))


def _may_fill(content: Match, vessel: Match) -> bool:
    """Is it a content without a vessel yet? A counted one is another thing: "perfume, two bottles"."""
    poured = content.fact("drink") or content.value in CONTENT_WINS or content.value == vessel.value == "bottle"
    return bool(poured) and not content.fact("holder") and content.owner is None and not vessel.count


def _is_near(text: Text, content: Match, vessel: Match) -> bool:
    reach = FAR if content.value in CONTENT_WINS else 1
    apart = text.clause(vessel) - text.clause(content)
    return 1 <= apart <= reach and text.sentence(vessel) == text.sentence(content)


def _is_splash(text: Text, match: Match) -> bool:
    """Is it only what a splash is of, as in "a splash of milk" and «капли вина»?"""
    before = next(
        (index for index in text.behind(match.first) if not is_plain(text, index) and not text.is_grammar(index, "of")),
        -1,
    )
    return text.kind_at(before) == "detail"


def _own(head: Match, part: Match, *, kept: str) -> None:
    head.facts = (("thing", kept), *head.facts[1:])
    head.count = head.count or part.count
    part.facts = (("content", part.value), *part.facts[1:])
    part.owner = head


def _content(text: Text, holder: Match) -> Match | None:
    """What a vessel holds: "of" or "with" and a noun in English, a genitive or «с» in Russian."""
    linked = False
    for position in text.ahead(holder.last):
        match = text.at[position]
        if match is not None and match.kind == "thing":
            return match if _is_held(text, match, linked=linked) else None
        if match is not None and match.kind == "grammar":
            links = match.value in {"of", "with"} or text.tokens[position].low == "из"
            if not links and match.value != "stop":
                return None
            linked = linked or links
        elif not is_plain(text, position):
            return None
    return None


def _is_held(text: Text, match: Match, *, linked: bool) -> bool:
    """May the noun be in the vessel before it? Russian needs no link: «стакан сока», and «чашка кофе» shows no case."""
    forms = text.tokens[match.first].forms
    held = linked or (forms.russian and (forms.genitive or bool(match.fact("drink"))))
    return held and (not match.fact("holder") or match.value == "pack")
