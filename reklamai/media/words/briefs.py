"""What a brief says of the client and of the picture's audience, and not of the picture itself."""

from __future__ import annotations

from itertools import islice

from reklamai.media.words.binding import Unknown, head_after, is_plain
from reklamai.media.words.clients import TURNS
from reklamai.media.words.phrases import Match, Text

OWN = frozenset({
    "his", "her", "their", "my", "our", "свой", "своей", "своего", "своих", "своему", "его", "её", "ее", "их",
})  # fmt: skip
"""Whom a person in the picture does something for is in it too: "pancakes for his daughter"."""
OFFERED = frozenset({"thing", "service", "garment", "content", "place", "filler"})
"""What may be "for" somebody: "a bakery for dogs", «стоматология для детей»."""
WISHES = frozenset({
    "want", "wants", "need", "needs", "so", "хочет", "хотят", "хотим", "хочу", "просит", "нужен", "нужна", "нужно",
})  # fmt: skip
"""After these words the client speaks of the picture."""
ASKING = frozenset({
    "i", "we", "please", "can", "could", "make", "give", "let", "я", "мы", "нам", "мне", "давайте", "сделайте",
    "надо", "можно",
})  # fmt: skip
"""Words that a greeting goes on with."""
ORDERING = frozenset(
    {"wants", "asks", "asked", "requests", "requested", "~хотеть", "~просить", "~попросить", "~заказать"}
)
FIRMS = frozenset({"thing", "garment", "place", "service", "who"})
"""What a family may run: "a family bakery", "family optician"."""
FAR = 20
"""Words after a greeting in which the wish comes."""


def set_aside(text: Text) -> None:
    """Mark what only the client is about as "brief": it gives way to what the picture is said to show."""
    for match in text.active("business"):
        _introduce(text, match)
    for match in text.active("service"):
        _serve(text, match)
    for match in text.active("place"):
        _stock(text, match)


def drop_audience(text: Text) -> None:
    """Drop those whom a thing is for and those to whom the brief speaks."""
    for match in text.active("who", "thing"):
        match.used = not any(tells(text, match) for tells in (_is_beneficiary, _is_addressed, _is_wishing, _is_role))


def _introduce(text: Text, match: Match) -> None:
    """What the client sells is the picture's subject only if nothing else is: "we sell lamps, show one lamp"."""
    for index in text.ahead(match.last):
        other = text.at[index]
        if text.tokens[index].low in WISHES:
            return
        if other is not None and other.kind in {"thing", "place"} and not other.fact("brief"):
            told = text.sentence(other) < text.tokens[-1].sentence
            other.facts = (*other.facts, ("brief", "client" if told else "1"))


def _serve(text: Text, match: Match) -> None:
    """What a service is about is drawn only if nothing else like it is: «доставка цветов», "dog grooming"."""
    following = next(text.ahead(match.last), -1)
    before = next(text.behind(match.first), -1)
    for index in (following, before):
        other = text.at[index] if index >= 0 else None
        if other is not None and other.kind == "thing":
            other.facts = (*other.facts, ("brief", "1"))


def _stock(text: Text, place: Match) -> None:
    """What a place deals in is drawn only if nothing else is: «ярмарка мёда», «магазин обуви»."""
    following = next(text.ahead(place.last), -1)
    other = text.at[following] if following >= 0 else None
    if other is None or other.kind != "thing" or text.tokens[place.last - 1].forms.part != "noun":
        return
    if text.tokens[following].forms.genitive:
        other.facts = (*other.facts, ("brief", "client"))


def _is_beneficiary(text: Text, match: Match) -> bool:
    """Those whom a thing is for are not in the picture: "cream for men", "men's watch", «игрушки для детей»."""
    following = next(text.ahead(match.last), None)
    if match.kind == "who" and following is not None:
        if _is_possessive(text, match):
            return text.kind_at(following) in {"thing", "garment", "attire", "service", "detail", ""}
        if _qualifies(text, match, following):
            return True
    return _is_served(text, match)


def _is_possessive(text: Text, match: Match) -> bool:
    """ "Men's", or "kids'" where the apostrophe is left outside of the word."""
    last = text.tokens[match.last - 1]
    return last.low.endswith("'s") or text.prompt[last.end :][:1] in {"'", "’"}


def _is_served(text: Text, match: Match) -> bool:
    """Does "for" with a thing before it lead here? "Pancakes for his daughter" do put the daughter in the picture."""
    near = next((index for index in text.behind(match.first) if not is_plain(text, index)), None)
    if near is not None and text.tokens[near].low == "на" and text.value_at(near - 1) == "advert":
        return match.kind == "thing"
    if near is None or text.tokens[near].low not in {"для", "for"}:
        return False
    if any(text.tokens[index].low in OWN for index in range(near, match.first)):
        return False
    owner = near - 1
    offered = OFFERED if match.kind == "who" else OFFERED - {"place", "filler"}
    return owner >= 0 and (text.kind_at(owner) in offered or text.at[owner] is None)


def _qualifies(text: Text, match: Match, following: int) -> bool:
    """A person's word that tells whose kind of thing it is: "kids sneakers", "family minivan", «семейный минивэн»."""
    forms = text.tokens[match.last - 1].forms
    if not forms.russian:
        other = text.tokens[following]
        named = text.at[following] is None and len(other.low) > 2 and not other.low.endswith(("ing", "ed", "ly", "s"))
        kinds = FIRMS if match.fact("family") else {"thing", "garment"}
        return not other.forms.russian and (text.kind_at(following) in kinds or (bool(match.fact("family")) and named))
    try:
        head = head_after(text, match.last) if forms.part == "adjective" else None
    except Unknown:
        return False
    return head is not None and head.kind in {"thing", "garment", "place", "service"}


def _is_wishing(text: Text, match: Match) -> bool:
    """Is it the client, as in «директор хочет, чтобы» and "our boss wants"?"""
    following = next(text.ahead(match.last), -1)
    return match.kind == "who" and following >= 0 and bool(text.tokens[following].forms.keys & ORDERING)


def _is_role(text: Text, match: Match) -> bool:
    """ "My day as a florist" names the part that somebody else in the picture plays."""
    before = next((index for index in text.behind(match.first) if not text.is_grammar(index, "stop")), -1)
    if match.kind != "who" or before < 0 or text.tokens[before].low != "as":
        return False
    return any(other is not match for other in text.active("who"))


def _is_addressed(text: Text, match: Match) -> bool:
    """Whom the brief greets, as in "Guys, we need ...", is not to be drawn."""
    if match.kind != "who" or match.first > 1 or next(text.ahead(match.last), None) is not None:
        return False
    wish = text.at[match.last] if match.last < len(text.tokens) else None
    if wish is not None and (wish.value == "brief" or text.tokens[wish.first].low in WISHES | ASKING):
        return True
    rest = (token for token in text.tokens[match.last :] if token.sentence == text.sentence(match))
    return any(token.forms.keys & TURNS for token in islice(rest, FAR))
