"""The people a prompt asks for: who, how many, hair, age, clothes and pose."""

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
PLURAL = 2
ELDERLY_FROM = 60
"""Years."""
MOST_PEOPLE = 8


@dataclass(slots=True)
class Draft:
    """A person while words still add to them."""

    match: Match
    who: Who
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


def drafts(text: Text, bound: Bound) -> list[Draft]:
    """Everybody whom words name, with all that words say of them but what they hold."""
    found: list[Draft] = []
    for match in text.active("who"):
        draft = _draft(text, match)
        _dress_by_trade(draft)
        _meet(text, found, draft)
    found = found[:MOST_PEOPLE]
    if not found:
        found = _doer(text)
    for draft in found:
        draft.hair = bound.tints.get(draft.match.first, draft.hair)
    _describe(text, found, bound)
    _ages(text, found)
    return _families(found)


def _draft(text: Text, match: Match) -> Draft:
    hair = match.fact("hair")
    draft = Draft(match, Who(match.value), hair=vocabulary().tints[hair] if hair else None)
    draft.count = match.count or int(match.fact("count") or 0) or (PLURAL if is_plural(text, match) else 1)
    draft.hair_length = match.fact("hair_length")
    draft.beard, draft.elderly = bool(match.fact("beard")), bool(match.fact("elderly"))
    pose = match.fact("pose")
    draft.pose = Pose(pose) if pose else None
    return draft


def is_plural(text: Text, match: Match) -> bool:
    """Does the noun stand in the plural? A form that may also be a genitive singular is one after another noun."""
    tokens = text.tokens[match.first : match.last]
    if not tokens[0].forms.russian:
        return tokens[-1].forms.plural
    head = next((token for token in tokens if token.forms.part == "noun"), tokens[0]).forms
    if head.plural or not head.maybe_plural:
        return head.plural
    before = match.first - 1
    same = before >= 0 and text.tokens[before].clause == tokens[0].clause
    governed = same and (text.tokens[before].forms.part in {"noun", "function"} or text.is_grammar(before, "none"))
    return not (head.genitive and governed) and not head.nominative_singular


def _dress_by_trade(draft: Draft) -> None:
    for name, tint in (("wears", "tint"), ("wears2", "tint2")):
        if garment := draft.match.fact(name):
            colour = draft.match.fact(tint)
            draft.implied.append(Clothing(Garment(garment), vocabulary().tints[colour] if colour else None))


def _meet(text: Text, found: list[Draft], draft: Draft) -> None:
    """Add a person, or add to one already met: «девушка-бариста», "a group of women", "The woman smiles"."""
    before = found[-1] if found else None
    if before is not None and _same_phrase(text, before, draft):
        before.who = draft.who if before.who is Who.PERSON else before.who
        before.count = max(before.count, draft.count if draft.count != PLURAL else 0)
        before.implied += draft.implied
        before.pose = before.pose or draft.pose
        before.elderly = before.elderly or draft.elderly
        before.match.last = draft.match.last
    elif not _met_before(text, found, draft):
        found.append(draft)


def _same_phrase(text: Text, before: Draft, draft: Draft) -> bool:
    between = range(before.match.last, draft.match.first)
    if text.clause(before.match) != text.clause(draft.match) or len(between) > 3:
        return False
    if not between:
        return True
    linked = all(
        text.is_grammar(index, "of", "stop") or text.kind_at(index) in {"filler", "elderly"}
        or (text.at[index] is None and text.tokens[index].forms.part in {"adjective", ""}
            and text.tokens[index].forms.russian)
        for index in between
    )  # fmt: skip
    return linked and before.who is Who.PERSON and before.count > 1


def _met_before(text: Text, found: list[Draft], draft: Draft) -> bool:
    if draft.count > 1 or text.is_grammar(draft.match.first - 1, "another"):
        return False
    earlier = [one for one in found if text.sentence(one.match) < text.sentence(draft.match)]
    return any(one.who is draft.who or draft.who is Who.PERSON for one in earlier)


def _doer(text: Text) -> list[Draft]:
    """Somebody for a pose that only people take, when words name nobody and no thing that may move."""
    poses = [match for match in text.active("pose") if Pose(match.value) in MOVING]
    if not poses or text.active("thing"):
        return []
    return [Draft(poses[0], Who.PERSON, count=1)]


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


def _describe(text: Text, found: list[Draft], bound: Bound) -> None:
    for match in text.active("hair", "length", "bearded", "elderly"):
        _look(text, found, match, bound)
    for match in text.active("garment"):
        draft = nearest(text, found, match)
        if draft is not None:
            _wear(draft, Clothing(Garment(match.value), bound.tints.get(match.first)))
    for person, tint in bound.dressed:
        draft = nearest(text, found, person)
        if draft is not None:
            garment = Garment.DRESS if draft.who in {Who.WOMAN, Who.GIRL} else Garment.SHIRT
            _wear(draft, Clothing(garment, tint))
    for match in text.active("pose"):
        _take_pose(text, found, match)


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
    pose = Pose(match.value)
    draft = nearest(text, found, match)
    if draft is None or (pose not in MOVING and _said_of_thing(text, match)):
        match.used = False
    elif draft.pose in {None, Pose.STANDING}:
        draft.pose = pose


def _said_of_thing(text: Text, match: Match) -> bool:
    """Is it a thing that stands or lies? Then a thing and no person comes before the verb in its clause."""
    kinds = {text.kind_at(index) for index in text.behind(match.first)}
    return "thing" in kinds and "who" not in kinds


def _ages(text: Text, found: list[Draft]) -> None:
    for index, token in enumerate(text.tokens[:-1]):
        if token.is_number and token.text.isdigit() and int(token.text[:3]) >= ELDERLY_FROM:
            unit = text.tokens[index + 1].low
            draft = nearest(text, found, Match(index, index + 1, (("age", ""),)))
            if draft is not None and (unit in {"лет", "год", "года", "year", "years", "yo"} or unit.startswith("летн")):
                draft.elderly = True


def _families(found: list[Draft]) -> list[Draft]:
    """A family word becomes a man, a woman and, when words name no child, a child."""
    children = any(one.who in {Who.GIRL, Who.BOY} for one in found)
    everybody: list[Draft] = []
    for one in found:
        everybody.append(one)
        if one.match.fact("family"):
            one.count = 1
            everybody.append(Draft(one.match, Who.WOMAN, pose=one.pose))
            everybody += [] if children else [Draft(one.match, Who.GIRL, pose=one.pose)]
    return everybody
