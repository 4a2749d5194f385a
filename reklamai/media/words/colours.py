"""Colours and tempers (warm, dark, soft …) given to the nouns they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from reklamai.media.words.binding import LOOK_BACK, TARGETS, Unknown, head_after, head_behind
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Mood, Place, Tint
from reklamai.media.words.vocabulary import vocabulary

MOODS = {
    "warm": Mood.WARM, "cool": Mood.COOL, "dark": Mood.DARK, "bright": Mood.BRIGHT, "vivid": Mood.VIVID,
}  # fmt: skip
SOLID = frozenset({"garment", "thing", "content", "who", "attire", "surface", "detail"})
"""Nouns whose warmth or darkness is not the picture's: a warm coat, a dark table."""
NEAR = 2
"""Clauses."""
FLAVOURS = frozenset({"crimson", "peach", "lemon", "lime", "mint", "chocolate", "caramel", "cream", "lavender"})
HAIR_COLOURS = {"orange": "copper", "red": "copper", "gold": "blond", "chocolate": "brown"}
"""What colour words mean when they are said of hair."""
HAIR_ONLY = frozenset({"blond", "copper", "grey", "orange"})
"""Colours that said of a person can only be the hair's: «рыжая девушка»."""
LEATHERN = frozenset({"bag", "sneaker", "chair", "watch"})
"""Things whose material words tell apart from the surface that they lie on."""
HAIR_TEMPERS = {"dark": "brown", "bright": "blond"}


@dataclass(slots=True)
class Bound:
    """What adjectives were bound to: tints by the first word of their noun, the whole picture's palette and moods."""

    tints: dict[int, Tint] = field(default_factory=dict)
    tempers: dict[int, list[str]] = field(default_factory=dict)
    dressed: list[tuple[Match, Tint]] = field(default_factory=list)
    """Persons in a colour with no garment named: "a woman in red"."""
    given: set[int] = field(default_factory=set)
    """Where the words end whose colour a thing or garment has."""
    palette: list[Tint] = field(default_factory=list)
    surfaces: list[Tint] = field(default_factory=list)
    """Colours of what things lie on: the palette when no ground is coloured."""
    moods: list[Mood] = field(default_factory=list)


def bind(text: Text) -> Bound:
    """All active colours and tempers, each with its noun."""
    bound = Bound()
    for match in text.active("temper"):
        _bind_temper(text, match, bound)
    for match in text.active("colour"):
        _bind_colour(text, match, bound)
    bound.palette = bound.palette or bound.surfaces
    return bound


def _bind_temper(text: Text, match: Match, bound: Bound) -> None:
    if text.kind_at(match.last) == "colour" and next(text.ahead(match.last), None) is not None:
        return
    try:
        head = _tempered(text, match)
    except Unknown:
        match.used = False
        return
    if head is not None and (head.kind in {"light", "hair"} or head.value == "lamp"):
        _give_temper(match, head=head, bound=bound)
    elif (head is None or head.kind not in SOLID) and match.value in MOODS:
        bound.moods.append(MOODS[match.value])
    else:
        match.used = head is not None


def _tempered(text: Text, match: Match) -> Match | None:
    """The noun that is warm, dark or hard. Raises `Unknown` when the lexicon lacks it."""
    head = head_after(text, match.last) or head_behind(text, match, "light", "ground", "tones", "hair")
    return head or (_light_before(text, match) if _is_alone(text, match) else None)


def _give_temper(match: Match, *, head: Match, bound: Bound) -> None:
    bound.tempers.setdefault(head.first, []).append(match.value)
    if head.kind == "hair" and match.value in HAIR_TEMPERS:
        bound.tints.setdefault(head.first, vocabulary().tints[HAIR_TEMPERS[match.value]])


def _bind_colour(text: Text, match: Match, bound: Bound) -> None:
    try:
        head = _coloured(text, match)
    except Unknown:
        match.used = False
        return
    if head is not None and _is_flavour(match, head):
        match.used = False
        return
    if head is None and _is_second(text, match, bound):
        match.used = False
        return
    if head is not None and head.owner is not None:
        head = head.owner
    if head is not None and head.kind in {"thing", "garment"}:
        bound.given.add(match.last - 1)
    _give(text, match, head=head, tint=_shaded(text, match), bound=bound)


def _coloured(text: Text, match: Match) -> Match | None:
    """The noun that has the colour, looked for ahead, behind and in the clause before.

    Raises `Unknown` when the lexicon lacks it.
    """
    head = _coloured_ahead(text, match)
    if head is None or head.kind == "hue":
        # «пальто красного цвета»: the word "colour" itself has none, the coat before it has
        head = head_behind(text, match, *(TARGETS - {"hue"}))
    if head is not None:
        return head
    if text.kind_at(match.last) == "material":
        return _made_of(text, match)
    return _named_before(text, match) if _is_alone(text, match) or _opens_clause(text, match) else None


def _is_second(text: Text, match: Match, bound: Bound) -> bool:
    """Is it the further colour of a thing that has one: «автокресло, серое с оранжевым»?"""
    linked = text.is_grammar(match.first - 1, "with", "and") and text.kind_at(match.first - 2) == "colour"
    return linked and match.first - 2 in bound.given and text.tokens[match.first - 2].clause == text.clause(match)


def _opens_clause(text: Text, match: Match) -> bool:
    """Does the clause go on with what else the thing before has: "sneakers, white with a red sole"?"""
    following = next(text.ahead(match.last), -1)
    return next(text.behind(match.first), None) is None and text.is_grammar(following, "with", "prep")


def _coloured_ahead(text: Text, match: Match) -> Match | None:
    """The noun after the colour, unless it says little and a Russian thing stands right before: «термос чёрный»."""
    try:
        head = head_after(text, match.last)
    except Unknown:
        before = _right_before(text, match)
        if before is None:
            raise
        return before
    return (_right_before(text, match) or head) if head is not None and head.kind == "filler" else head


def _made_of(text: Text, match: Match) -> Match | None:
    """The thing that the clause before names, for "handbag, green leather"."""
    before = [each for each in text.active("thing", "garment") if each.last <= match.first]
    worn = bool(before) and (before[-1].kind == "garment" or before[-1].value in LEATHERN)
    if worn and text.clause(match) - text.clause(before[-1]) == 1 and text.sentence(match) == text.sentence(before[-1]):
        return before[-1]
    return None


def _is_alone(text: Text, match: Match) -> bool:
    return not list(text.behind(match.first)) and not list(text.ahead(match.last))


def _right_before(text: Text, match: Match) -> Match | None:
    """The thing that a Russian adjective follows: «термос чёрный, 500 мл»."""
    before = text.at[match.first - 1] if match.first else None
    russian = text.tokens[match.first].forms.russian
    return before if russian and before is not None and before.active and before.kind in {"thing", "garment"} else None


def _light_before(text: Text, match: Match) -> Match | None:
    """The light that a clause or two before names, for "key light from the right, hard"."""
    lights = [each for each in text.active("light") if each.last <= match.first]
    near = bool(lights) and text.clause(match) - text.clause(lights[-1]) <= NEAR
    return lights[-1] if near and text.sentence(lights[-1]) == text.sentence(match) else None


def _named_before(text: Text, match: Match) -> Match | None:
    """The thing that the words right before end with, for "cake: pink, with berries"."""
    plain = ("filler", "grammar", "business", "material", "hue")
    earlier = islice(range(match.first - 1, -1, -1), LOOK_BACK)
    index = next(
        (index for index in earlier if text.kind_at(index) not in plain and not text.tokens[index].is_number), -1
    )
    before = text.at[index] if index >= 0 else None
    near = before is not None and text.sentence(before) == text.sentence(match)
    return before if before is not None and near and before.kind in {"thing", "garment"} and before.active else None


def _is_flavour(match: Match, head: Match) -> bool:
    """«Вишнёвый пирог» and "peach iced tea" are a taste, not a colour."""
    tastes = match.value in FLAVOURS or match.fact("flavour")
    return bool(tastes and (head.kind == "content" or head.fact("drink") or head.fact("food") or head.value == "cream"))


def _give(text: Text, match: Match, *, head: Match | None, tint: Tint, bound: Bound) -> None:
    if head is None or head.kind in {"ground", "tones", "filler", "light", "surface", "hue"}:
        grounds = bound.surfaces if head is not None and head.kind == "surface" else bound.palette
        if tint not in grounds:
            grounds.append(tint)
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
        match.used = head.kind in {"place", "detail"}


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
