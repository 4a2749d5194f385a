"""How words dress and pose the people they name."""

from __future__ import annotations

from dataclasses import dataclass, field

from reklamai.media.words.binding import Unknown, head_after
from reklamai.media.words.colours import Bound, hair_tint
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Clothing, Garment, Person, Pose, Thing, Tint, Who
from reklamai.media.words.vocabulary import vocabulary

MOVING = frozenset({Pose.WALKING, Pose.RUNNING, Pose.DANCING, Pose.TALKING})
OUTFITS = frozenset({Garment.SPORTSWEAR, Garment.SUIT, Garment.COAT, Garment.DRESS})
"""What a trade implies and words about other clothes replace; an apron or a hat stays."""
PAIRED = frozenset({Garment.TROUSERS, Garment.JEANS, Garment.SHORTS, Garment.GLASSES, Garment.SPORTSWEAR})
"""Always in the plural, whoever wears them."""
ELDERLY_FROM = 60
"""Years."""
JOINING = frozenset({"grammar", "elderly", "filler", "", "colour"})
WORN = frozenset({"garment", "material", "temper", "attire"})
"""Kinds between two people who do the same: «невеста в белом платье и жених в чёрном костюме бегут»."""
YEARS = frozenset({"лет", "год", "года", "year", "years", "yo"})


@dataclass(slots=True)
class Draft:
    """A person while words still add to them."""

    match: Match
    who: Who
    last: int
    """The position past the words that name the person."""
    count: int = 0
    pose: Pose | None = None
    hair: Tint | None = None
    hair_length: str = ""
    beard: bool = False
    elderly: bool = False
    clothes: list[Clothing] = field(default_factory=list)
    implied: list[Clothing] = field(default_factory=list)
    holds: Thing | None = None

    def person(self) -> Person:
        worn = {each.garment for each in self.clothes}
        implied = [each for each in self.implied if each.garment not in (worn | OUTFITS if worn else worn)]
        pose = Pose.HOLDING if self.holds and self.pose in {None, Pose.STANDING} else self.pose or Pose.STANDING
        return Person(
            who=self.who, count=max(self.count, 1), pose=pose, hair=self.hair, hair_length=self.hair_length,
            beard=self.beard, elderly=self.elderly, clothes=(*implied, *self.clothes), holds=self.holds,
        )  # fmt: skip


def nearest(text: Text, found: list[Draft], match: Match) -> Draft | None:
    """Whom words speak of: the last one named before in the sentence, the first after, the last one ever named."""
    sentence = text.sentence(match)
    here = [one for one in found if text.sentence(one.match) == sentence]
    before = [one for one in here if one.match.first <= match.first]
    earlier = [one for one in found if one.match.first <= match.first]
    return next(iter(before[-1:] or here[:1] or earlier[-1:]), None)


def _owner(text: Text, found: list[Draft], match: Match) -> Draft | None:
    """As `nearest`, but an adjective in front of a person is theirs; None when it is another noun's."""
    try:
        head = head_after(text, match.last)
    except Unknown:
        return nearest(text, found, match) if match.kind in {"hair", "bearded"} else None
    if head is not None and head.kind == "who":
        return next((one for one in found if one.match.first == head.first), nearest(text, found, match))
    if match.kind in {"elderly", "length"} and head is not None:
        return None
    return nearest(text, found, match)


def describe(text: Text, found: list[Draft], bound: Bound) -> None:
    """Add hair, beards, age, clothes and poses to the people `found`; words that are nobody's are marked unused."""
    for match in text.active("hair", "length", "bearded", "elderly"):
        _look(text, found, match, bound)
    for match in text.active("garment"):
        _dress(text, found, match, bound)
    for person, tint in bound.dressed:
        _dress_in(text, found, person, tint)
    for match in text.active("pose", "holding"):
        if match.kind == "pose" or match.fact("pose"):
            _take_pose(text, found, match)
    _ages(text, found)


def _dress(text: Text, found: list[Draft], match: Match, bound: Bound) -> None:
    draft = _worn_on(text, found, match) or nearest(text, found, match)
    if draft is None:
        return
    # "a man and a woman in coats" share a plural; "in jeans" says nothing of how many wear them
    shared = text.tokens[match.last - 1].forms.plural and match.value not in PAIRED
    for one in (draft, *(beside(text, found, draft) if shared else ())):
        _wear(one, Clothing(Garment(match.value), bound.tints.get(match.first)))


def _dress_in(text: Text, found: list[Draft], person: Match, tint: Tint) -> None:
    """Dress a person of whom words give the colour alone: "a woman in red"."""
    draft = nearest(text, found, person)
    if draft is not None:
        garment = Garment.DRESS if draft.who in {Who.WOMAN, Who.GIRL} else Garment.SHIRT
        _wear(draft, Clothing(garment, tint))


def _worn_on(text: Text, found: list[Draft], match: Match) -> Draft | None:
    """Whom words put a garment on: "beige sweater on mum", «шарф на маме»."""
    ahead = [index for index in text.ahead(match.last) if not text.is_grammar(index, "stop")][:2]
    if len(ahead) < 2 or text.tokens[ahead[0]].low not in {"on", "на"} or text.kind_at(ahead[1]) != "who":
        return None
    lemmas = text.tokens[ahead[1]].forms.lemmas
    return next((one for one in found if text.tokens[one.last - 1].forms.lemmas & lemmas), None)


def _wear(draft: Draft, clothing: Clothing) -> None:
    if all(clothing.garment is not each.garment for each in draft.clothes):
        draft.clothes.append(clothing)


def _look(text: Text, found: list[Draft], match: Match, bound: Bound) -> None:
    draft = _owner(text, found, match) if match.kind != "length" else _length_owner(text, found, match)
    if draft is None:
        match.used = False
    elif match.kind == "length":
        draft.hair_length = match.value
    elif match.kind == "bearded":
        draft.beard = True
        draft.who = Who.MAN if draft.who is Who.PERSON else draft.who
    elif match.kind == "elderly":
        draft.elderly = True
    else:
        draft.hair_length = match.fact("length") or draft.hair_length
        named = vocabulary().tints[match.fact("tint")] if match.fact("tint") else None
        draft.hair = bound.tints.get(match.first) or named or draft.hair
        if draft.hair is not None:
            draft.hair = hair_tint(draft.hair)


def _length_owner(text: Text, found: list[Draft], match: Match) -> Draft | None:
    try:
        head = head_after(text, match.last)
    except Unknown:
        return None
    return nearest(text, found, match) if head is not None and head.kind == "hair" else None


def _take_pose(text: Text, found: list[Draft], match: Match) -> None:
    pose = Pose(match.value if match.kind == "pose" else match.fact("pose"))
    draft = nearest(text, found, match)
    if draft is None or (pose not in MOVING and _said_of_thing(text, match)):
        match.facts = (("filler", "pose"),)
    else:
        for one in (draft, *beside(text, found, draft, dressed=True)):
            one.pose = pose if one.pose in {None, Pose.STANDING} else one.pose


def beside(text: Text, found: list[Draft], draft: Draft, *, dressed: bool = False) -> list[Draft]:
    """Whoever is named right before, joined by "and" or "with": «жених и невеста танцуют», «мама с дочкой»."""
    index = found.index(draft)
    if index == 0:
        return []
    one = found[index - 1]
    between = range(one.last, draft.match.first)
    joined = any(text.is_grammar(position, "and", "with") for position in between)
    plain = all(text.kind_at(position) in (JOINING | WORN if dressed else JOINING) for position in between)
    placed = any(
        text.is_grammar(position, "prep") and not (dressed and text.tokens[position].low in {"в", "in"})
        for position in between
    )
    return [one] if joined and plain and not placed and text.clause(one.match) == text.clause(draft.match) else []


def _said_of_thing(text: Text, match: Match) -> bool:
    """Is it a thing that stands or lies? Then a thing and no person comes before the verb in its clause."""
    kinds = {text.kind_at(index) for index in text.behind(match.first)}
    return "thing" in kinds and "who" not in kinds


def _ages(text: Text, found: list[Draft]) -> None:
    for index, token in enumerate(text.tokens[:-1]):
        if token.is_number and token.text.isdecimal() and int(token.text[:3]) >= ELDERLY_FROM:
            unit = text.tokens[index + 1].low
            draft = nearest(text, found, Match(index, index + 1, (("age", ""),)))
            decade = unit == "s" and index > 0 and text.tokens[index - 1].low in {"her", "his", "their"}
            if draft is not None and (decade or unit in YEARS or unit.startswith("летн")):
                draft.elderly = True
