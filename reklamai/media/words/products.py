"""The things a prompt asks for, and what people hold of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reklamai.media.words.appearance import Draft, beside, nearest
from reklamai.media.words.colours import Bound
from reklamai.media.words.people import PLURAL, is_plural
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Product, Thing
from reklamai.media.words.subjects import subjects

TOO_BIG = frozenset({Thing.CAR, Thing.BICYCLE, Thing.CHAIR})
"""Nobody holds these, whatever the verb: "using a car"."""
SUBJECTS = frozenset({"who", "thing", "garment", "pose", "hair"})
BESIDE = frozenset({Thing.LAMP, Thing.DOG, Thing.CAT, Thing.SNEAKER, Thing.HEADPHONES, Thing.WATCH, Thing.LIPSTICK})
"""These stand by a person or are worn, when words only put them "with" somebody."""
ONE_SUBJECT = frozenset({Thing.PHONE, Thing.LAPTOP})
"""An app and the phone it runs on are one thing."""
RENAMED = frozenset({
    Thing.CAR, Thing.BICYCLE, Thing.WATCH, Thing.SNEAKER, Thing.HEADPHONES, Thing.PERFUME, Thing.CAT, Thing.DOG,
    Thing.BAG, Thing.CREAM, Thing.PIZZA, Thing.BURGER,
})  # fmt: skip
"""Things with many names; two different glasses are two glasses."""
MOST_PRODUCTS = 12


def name_unknown(text: Text) -> None:
    """Read a noun that the lexicon lacks as a product, where the words around say that it is one."""
    for match in text.active("product_of"):
        _take(text, _noun_from(text, match.last))
    if text.active("thing", "who", "garment"):
        return
    place = next(iter(text.active("place")), None)
    if place is not None and _is_colon(text, place.last):
        _take(text, _noun_from(text, place.last, fresh=True))
    elif text.tokens and text.active("ground"):
        start = _noun_from(text, 0)
        before_ground = start is not None and text.tokens[start].clause == text.clause(text.active("ground")[0])
        _take(text, start if before_ground else None)


def _is_colon(text: Text, index: int) -> bool:
    """Does a colon part the word at `index` from the one before: "Bakery: a loaf"?"""
    return index < len(text.tokens) and ":" in text.prompt[text.tokens[index - 1].end : text.tokens[index].start]


def _noun_from(text: Text, start: int, *, fresh: bool = False) -> int | None:
    """The unknown noun that heads the phrase at `start`, over adjectives and articles; `fresh` opens a clause."""
    found: int | None = None
    for index in [start, *text.ahead(start + 1)] if fresh else _clause_from(text, start):
        match, forms = text.at[index], text.tokens[index].forms
        if match is not None:
            if match.kind in {"thing", "who", "service", "garment", "place"}:
                return None
            if match.kind == "grammar" and match.value != "stop":
                break
        elif forms.russian:
            if forms.part != "adjective":
                return index if forms.part == "noun" else None
        else:
            # parts of English speech are not known, and a compound's head comes last: "garlic press"
            found = index if _may_be_noun(text, index) else found
    return found


def _may_be_noun(text: Text, index: int) -> bool:
    token = text.tokens[index]
    return len(token.low) > 2 and not token.is_number


def _clause_from(text: Text, start: int) -> Iterator[int]:
    """Positions from `start` to its clause's end; `Text.ahead` needs a word before and so cannot begin at 0."""
    if start == 0:
        yield 0
    yield from text.ahead(max(start, 1))


def _take(text: Text, index: int | None) -> None:
    if index is None or text.tokens[index].quoted:
        return
    match = Match(index, index + 1, (("thing", Thing.PACK.value), ("named", "1")))
    text.at[index] = match
    text.matches.append(match)
    text.matches.sort(key=lambda each: each.first)


def products(text: Text, people: list[Draft], bound: Bound) -> tuple[Product, ...]:
    """Everything named as a thing, in order; clothes count as things when there is nobody to wear them."""
    kept: list[tuple[Match, Product]] = []
    for match in text.active("thing", "garment"):
        if len(kept) == MOST_PRODUCTS:
            break
        if match.kind == "thing" or not (people or _is_worn_by_pet(text, match)):
            product = _product(text, match, bound)
            if not _named_before(text, kept, match, product):
                kept.append((match, product))
    kept = subjects(text, kept, peopled=bool(people))
    for match, product in kept:
        _hand(text, people, match, product.thing)
    return tuple(product for _, product in kept)


def _is_worn_by_pet(text: Text, match: Match) -> bool:
    """A dog in a raincoat is a dog, not a raincoat for sale."""
    return any(text.value_at(index) in {"cat", "dog"} for index in text.behind(match.first))


def _product(text: Text, match: Match, bound: Bound) -> Product:
    thing = Thing(match.value) if match.kind == "thing" else Thing.PACK
    set_of_one = bool(match.fact("pair") or match.fact("plural")) or match.kind == "garment"
    count = match.count or (PLURAL if is_plural(text, match) and not set_of_one else 1)
    if match.fact("pair") and count == PLURAL and _said_as_pair(text, match):
        count = 1
    return Product(thing, bound.tints.get(match.first), count, _label(text, match))


def _label(text: Text, match: Match) -> str:
    contents = [other for other in text.matches if other.owner is match and other.first > match.first]
    if match.value == Thing.PACK.value and contents:
        return text.prompt[text.tokens[match.first].start : text.tokens[contents[-1].last - 1].end]
    return text.words(match)


def _said_as_pair(text: Text, match: Match) -> bool:
    words = {text.tokens[index].low for index in list(text.behind(match.first))[:4]}
    return bool(words & {"pair", "пара", "пару", "парой", "паре", "пары", "couple"})


def _named_before(text: Text, kept: list[tuple[Match, Product]], match: Match, product: Product) -> bool:
    """Is it a thing named already? Then it only lends its colour; never when words count it or say "another"."""
    if text.is_grammar(match.first - 1, "another"):
        return False
    for index, (earlier, known) in enumerate(kept):
        if match.count and (earlier.count or text.clause(earlier) > 0 or product.thing not in RENAMED):
            continue
        traded = bool(earlier.fact("brief")) and not match.fact("brief") and known.thing is not Thing.PACK
        if known.thing is product.thing and traded:
            kept[index] = (match, product)
            return True
        if known.thing is product.thing and _same_thing(text, earlier, match, known=known, product=product):
            kept[index] = (
                earlier,
                replace(known, colour=known.colour or product.colour, count=max(known.count, product.count)),
            )
            return True
    return False


def _same_thing(text: Text, earlier: Match, match: Match, *, known: Product, product: Product) -> bool:
    if product.colour is not None and known.colour not in {None, product.colour}:
        return False
    if product.thing is Thing.PACK:
        return known.label.casefold() == product.label.casefold() and text.sentence(earlier) < text.sentence(match)
    if product.thing in ONE_SUBJECT or text.sentence(earlier) < text.sentence(match):
        return True
    return _said_again(text, earlier, match) or (product.thing in RENAMED and _renamed(text, earlier, match))


def _renamed(text: Text, earlier: Match, match: Match) -> bool:
    """Another word for the same single thing: «автомобиль … за машиной», «собака породы корги», "car ad: red SUV"."""
    if text.clause(earlier) == text.clause(match) and any(
        text.is_grammar(index, "and", "or", "with", "prep") for index in range(earlier.last, match.first)
    ):
        return False
    alike = bool(text.tokens[earlier.first].forms.keys & text.tokens[match.first].forms.keys)
    filled = any(other.owner in (earlier, match) for other in text.matches)
    single = match.count > 0 or bool(match.fact("pair")) or not is_plural(text, match)
    return not alike and not filled and single


def _said_again(text: Text, earlier: Match, match: Match) -> bool:
    """The same word for the same single thing in a later clause: "holds a cake, slow zoom on the cake"."""
    same = text.tokens[earlier.last - 1].forms.lemmas & text.tokens[match.last - 1].forms.lemmas
    translated = text.tokens[earlier.first].forms.russian is not text.tokens[match.first].forms.russian
    single = not match.count and (bool(match.fact("pair")) or not is_plural(text, match))
    return (bool(same) or translated) and text.clause(earlier) < text.clause(match) and single


def _hand(text: Text, people: list[Draft], match: Match, thing: Thing) -> None:
    if thing in TOO_BIG:
        return
    parts = [match, *(other for other in text.matches if other.owner is match)]
    holder = next((found for part in parts if (found := _holder(text, part, thing)) is not None), None)
    draft = nearest(text, people, holder) if holder is not None else None
    for one in [] if draft is None else [draft, *beside(text, people, draft)]:
        one.holds = one.holds or thing


def _holder(text: Text, match: Match, thing: Thing) -> Match | None:
    """The word that puts the thing into somebody's hands: a verb, "with" or "in her hands"."""
    for index in _before(text, match):
        if text.kind_at(index) == "holding":
            return text.at[index]
        if text.is_grammar(index, "with"):
            joined = _directly(text, index, match) and thing not in BESIDE and _after_person(text, index)
            return text.at[index] if joined else None
    return next((text.at[index] for index in _around(text, match) if text.kind_at(index) == "hands"), None)


def _after_person(text: Text, index: int) -> bool:
    """Is it a person, and not a thing, that stands "with" something? Looks back from `index` to the last noun."""
    kinds = (text.kind_at(position) for position in text.behind(index))
    return next((kind for kind in kinds if kind in {"who", "thing", "garment", "pose", "hair"}), "") not in {
        "",
        "thing",
    }


def _before(text: Text, match: Match) -> Iterator[int]:
    """Positions from the thing back to where its clause, or the place that it stands on or in, begins."""
    for index in range(match.first - 1, -1, -1):
        if text.is_grammar(index, "prep") and text.tokens[index].low not in {"из", "from", "из-под"}:
            return
        other = text.at[index] is None and text.tokens[index].forms.part == "noun"
        if other or text.tokens[index].clause != text.clause(match):
            return
        yield index


def _directly(text: Text, index: int, match: Match) -> bool:
    """Nothing but adjectives, numbers and articles between "with" and the thing."""
    return all(
        text.kind_at(position) in {"", "colour", "temper", "filler", "number", "content", "grammar", "length"}
        for position in range(index + 1, match.first)
    )


def _around(text: Text, match: Match) -> Iterator[int]:
    yield from text.behind(match.first)
    yield from text.ahead(match.last)
