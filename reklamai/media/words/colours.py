"""Colours and tempers (warm, dark, soft …) given to the nouns they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from reklamai.media.words.binding import TARGETS, Unknown, head_after, head_behind
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Mood, Place, Tint
from reklamai.media.words.vocabulary import vocabulary

MOODS = {
    "warm": Mood.WARM, "cool": Mood.COOL, "dark": Mood.DARK, "bright": Mood.BRIGHT, "vivid": Mood.VIVID,
}  # fmt: skip
SOLID = frozenset({"garment", "thing", "content", "who", "attire", "surface"})
"""Nouns whose warmth or darkness is not the picture's: a warm coat, a dark table."""
FLAVOURS = frozenset({"crimson", "peach", "lemon", "lime", "mint", "chocolate", "caramel", "cream", "lavender"})
HAIR_COLOURS = {"orange": "copper", "red": "copper", "gold": "blond", "chocolate": "brown"}
"""What colour words mean when they are said of hair."""
HAIR_ONLY = frozenset({"blond", "copper", "grey", "orange"})
"""Colours that said of a person can only be the hair's: «рыжая девушка»."""
HAIR_TEMPERS = {"dark": "brown", "bright": "blond"}


@dataclass(slots=True)
class Bound:
    """What adjectives were bound to: tints by the first word of their noun, the whole picture's palette and moods."""

    tints: dict[int, Tint] = field(default_factory=dict)
    tempers: dict[int, list[str]] = field(default_factory=dict)
    dressed: list[tuple[Match, Tint]] = field(default_factory=list)
    """Persons in a colour with no garment named: "a woman in red"."""
    palette: list[Tint] = field(default_factory=list)
    moods: list[Mood] = field(default_factory=list)


def bind(text: Text) -> Bound:
    """All active colours and tempers, each with its noun."""
    bound = Bound()
    for match in text.active("temper"):
        _bind_temper(text, match, bound)
    for match in text.active("colour"):
        _bind_colour(text, match, bound)
    return bound


def _bind_temper(text: Text, match: Match, bound: Bound) -> None:
    if text.kind_at(match.last) == "colour" and next(text.ahead(match.last), None) is not None:
        return
    try:
        head = head_after(text, match.last) or head_behind(text, match, "light", "ground", "tones", "hair")
    except Unknown:
        match.used = False
        return
    if head is not None and head.kind in {"light", "hair"}:
        bound.tempers.setdefault(head.first, []).append(match.value)
        if head.kind == "hair" and match.value in HAIR_TEMPERS:
            bound.tints.setdefault(head.first, vocabulary().tints[HAIR_TEMPERS[match.value]])
    elif (
        head is None or head.kind not in {"garment", "thing", "content", "who", "attire", "surface"}
    ) and match.value in MOODS:
        bound.moods.append(MOODS[match.value])
    else:
        match.used = False


def _bind_colour(text: Text, match: Match, bound: Bound) -> None:
    tint = _shaded(text, match)
    try:
        head = head_after(text, match.last)
    except Unknown:
        match.used = False
        return
    if head is None or head.kind == "hue":
        head = head_behind(text, match, *(TARGETS - {"hue"}))
    if head is not None and _is_flavour(match, head):
        match.used = False
        return
    if head is not None and head.owner is not None:
        head = head.owner
    _give(text, match, head=head, tint=tint, bound=bound)


def _is_flavour(match: Match, head: Match) -> bool:
    """«Вишнёвый пирог» and "peach iced tea" are a taste, not a colour."""
    tastes = match.value in FLAVOURS or match.fact("flavour")
    return bool(tastes and (head.kind == "content" or head.fact("drink") or head.fact("food") or head.value == "cream"))


def _give(text: Text, match: Match, *, head: Match | None, tint: Tint, bound: Bound) -> None:
    if head is None or head.kind in {"ground", "tones", "filler", "light", "surface", "hue"}:
        if tint not in bound.palette:
            bound.palette.append(tint)
    elif head.kind in {"hair", "bearded"}:
        bound.tints.setdefault(head.first, hair_tint(tint))
    elif head.kind == "who":
        _give_person(text, match, head=head, tint=tint, bound=bound)
    elif head.kind == "attire":
        bound.dressed.append((head, tint))
    elif head.kind in {"garment", "thing"}:
        bound.tints.setdefault(head.first, tint)
    elif head.kind == "place" and Place(head.value).indoors:
        bound.palette.append(tint)
    else:
        match.used = head.kind == "place"


def _give_person(text: Text, match: Match, *, head: Match, tint: Tint, bound: Bound) -> None:
    if match.first and text.is_grammar(match.first - 1, "prep", "stop") and head.last <= match.first:
        bound.dressed.append((head, tint))
    elif tint.name in HAIR_ONLY:
        bound.tints.setdefault(head.first, hair_tint(tint))
    else:
        match.used = False


def hair_tint(tint: Tint) -> Tint:
    return vocabulary().tints[HAIR_COLOURS.get(tint.name, tint.name)] if " " not in tint.name else tint


def _shaded(text: Text, match: Match) -> Tint:
    """The colour, darker or lighter when a word right before it says so."""
    tint = vocabulary().tints[match.value]
    shade = text.value_at(match.first - 1) if text.kind_at(match.first - 1) == "temper" else ""
    red, green, blue = tint.rgb
    if shade == "dark":
        return Tint(f"dark {tint.name}", (red * 6 // 10, green * 6 // 10, blue * 6 // 10))
    if shade == "bright" and tint.name not in {"white", "black"}:
        return Tint(f"light {tint.name}", ((red + 255) // 2, (green + 255) // 2, (blue + 255) // 2))
    return tint
