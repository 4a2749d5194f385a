"""The people a prompt asks for: who they are and how many."""

from __future__ import annotations

from itertools import islice

from reklamai.media.words.appearance import MOVING, Draft, describe
from reklamai.media.words.colours import Bound
from reklamai.media.words.inflection import Forms
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Clothing, Garment, Pose, Who
from reklamai.media.words.vocabulary import vocabulary

PLURAL = 2
MOST_PEOPLE = 8
SOMEBODY = {
    "me": Who.PERSON, "myself": Who.PERSON, "я": Who.PERSON, "he": Who.MAN, "he's": Who.MAN, "он": Who.MAN,
    "she": Who.WOMAN, "she's": Who.WOMAN, "она": Who.WOMAN,
}  # fmt: skip
"""Pronouns that are a person when words name none."""
ASKED = frozenset({"let", "give", "send", "show", "for", "tell", "to"})
"""Before "me" these words ask for the picture."""
PERSONAL = frozenset({"garment", "pose", "hair", "holding"})
"""Kinds of words that only people have."""
PARENTS = (Who.MAN, Who.WOMAN)


def drafts(text: Text, bound: Bound) -> list[Draft]:
    """Everybody whom words name, with all that words say of them but what they hold."""
    found: list[Draft] = []
    for match in text.active("who"):
        draft = _draft(text, match)
        _dress_by_trade(draft)
        _meet(text, found, draft)
    found = found[:MOST_PEOPLE]
    if not found:
        found = _somebody(text) or _doer(text)
    for draft in found:
        draft.hair = bound.tints.get(draft.match.first, draft.hair)
    describe(text, found, bound)
    return _families(found)


def _draft(text: Text, match: Match) -> Draft:
    hair = match.fact("hair")
    draft = Draft(match, Who(match.value), match.last, hair=vocabulary().tints[hair] if hair else None)
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
    if match.fact("fond") and not tokens[-1].low.endswith(("и", "ы")):
        return False
    if head.plural or not head.maybe_plural:
        return head.plural
    return _reads_plural(text, match, head)


def _reads_plural(text: Text, match: Match, head: Forms) -> bool:
    """«Машины» is a plural or "of the car": an adjective tells, «красные машины», or a word that governs it, «дверь
    машины»."""
    if match.first == 0:
        return not head.nominative_singular
    before = text.tokens[match.first - 1]
    if before.forms.russian and before.forms.part == "adjective":
        return before.forms.plural
    governs = before.forms.part in {"noun", "function"} or text.is_grammar(match.first - 1, "none")
    governed = governs and before.clause == text.clause(match)
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
        defined = _is_defined(text, before, draft)
        before.who = draft.who if defined or before.who is Who.PERSON else before.who
        before.count = draft.match.count or max(before.count, draft.count if draft.count != PLURAL else 0)
        before.implied += draft.implied
        before.pose = before.pose or draft.pose
        before.elderly = before.elderly or draft.elderly
        before.last = draft.last
    elif not _met_before(text, found, draft):
        found.append(draft)


def _same_phrase(text: Text, before: Draft, draft: Draft) -> bool:
    between = range(before.last, draft.match.first)
    if _is_defined(text, before, draft) or _is_apposed(text, before, draft):
        return True
    if text.clause(before.match) != text.clause(draft.match) or len(between) > 3:
        return False
    if not between:
        return True
    linked = all(
        text.is_grammar(index, "of", "stop") or text.kind_at(index) in {"filler", "elderly", "number"}
        or text.tokens[index].low == "из" or text.tokens[index].is_number
        or (text.at[index] is None and text.tokens[index].forms.part in {"adjective", ""}
            and text.tokens[index].forms.russian)
        for index in between
    )  # fmt: skip
    family = bool(before.match.fact("family")) and draft.match.count > 0
    return linked and (family or (before.who is Who.PERSON and before.count > 1))


def _is_defined(text: Text, before: Draft, draft: Draft) -> bool:
    """Does a dash or colon say who the one before is: «Герой — мужчина», "Model: a young woman"?"""
    start = text.tokens[before.last].start if before.last < len(text.tokens) else 0
    dash = text.prompt[text.tokens[before.last - 1].end : start].strip()
    plain = {"filler", "elderly", "grammar", "colour", "length"}
    near = all(
        text.kind_at(index) in plain or text.at[index] is None for index in range(before.last, draft.match.first)
    )
    return near and dash in {"—", "–", "-", ":"} and text.clause(draft.match) - text.clause(before.match) == 1


def _is_apposed(text: Text, before: Draft, draft: Draft) -> bool:
    """Does a clause begin with who the trade just named is: «Библиотекарь, мужчина лет пятидесяти, в пиджаке»?"""
    apart = text.clause(draft.match) - text.clause(before.match) == 1
    plain = all(text.is_grammar(index, "stop") for index in range(before.last, draft.match.first))
    human = draft.who in {Who.MAN, Who.WOMAN} and before.who is Who.PERSON
    return apart and plain and human and before.count == 1 and draft.count == 1


def _counts_again(before: Draft, draft: Draft) -> bool:
    """Does "four people" say how many the colleagues just named are?"""
    uncounted = before.count == PLURAL and not before.match.count and not before.match.fact("count")
    return uncounted and draft.who is Who.PERSON and bool(draft.match.count or draft.match.fact("number"))


def _met_before(text: Text, found: list[Draft], draft: Draft) -> bool:
    if found and _counts_again(found[-1], draft):
        found[-1].count = draft.count
        return True
    if draft.count > 1 or text.is_grammar(draft.match.first - 1, "another"):
        return False
    if any(_is_repeated(text, one, draft) for one in found):
        return True
    told = draft.match.first > 0 and text.tokens[draft.match.first - 1].low == "the"
    if (told or _is_filmed(text, draft)) and any(one.who is draft.who for one in found):
        return True
    earlier = [one for one in found if text.sentence(one.match) < text.sentence(draft.match)]
    return any(one.who is draft.who or draft.who is Who.PERSON for one in earlier)


def _is_repeated(text: Text, before: Draft, draft: Draft) -> bool:
    """Is the same single person named by the same word in a later clause?"""
    same = text.tokens[before.last - 1].forms.lemmas & text.tokens[draft.last - 1].forms.lemmas
    return bool(same) and before.count == 1 and text.clause(before.match) < text.clause(draft.match)


def _is_filmed(text: Text, draft: Draft) -> bool:
    """Is it whom a camera move goes to: «зум на мальчика», "slow push in on the woman"?"""
    before = next((index for index in text.behind(draft.match.first) if not text.is_grammar(index, "stop", "prep")), -1)
    return text.kind_at(before) in {"camera", "camera_verb"}


def _somebody(text: Text) -> list[Draft]:
    """Whom a pronoun alone names, where words dress or pose that person: «я в розовом худи», "me in a hat"."""
    pronouns = (index for index, token in enumerate(text.tokens) if token.low in SOMEBODY)
    for index in islice(pronouns, MOST_PEOPLE):
        near = {text.kind_at(other) for other in (*text.behind(index), *text.ahead(index + 1))}
        who = SOMEBODY[text.tokens[index].low]
        telling = PERSONAL | {"thing"} if who is Who.PERSON else PERSONAL
        asked = index > 0 and text.tokens[index - 1].low in ASKED
        if not asked and near & telling:
            return [Draft(Match(index, index + 1, (("who", who.value),)), who, index + 1, count=1)]
    return []


def _doer(text: Text) -> list[Draft]:
    """Somebody for a pose that only people take, when words name nobody and no thing that may move."""
    poses = [match for match in text.active("pose") if Pose(match.value) in MOVING]
    if not poses or text.active("thing") or text.active("everyone"):
        return []
    return [Draft(poses[0], Who.PERSON, poses[0].last, count=1)]


def _families(found: list[Draft]) -> list[Draft]:
    """A family word becomes a man, a woman and, when words name no child, a child, or two in a family of four."""
    children = any(one.who in {Who.GIRL, Who.BOY} for one in found)
    everybody: list[Draft] = []
    for one in found:
        everybody.append(one)
        if one.match.fact("family"):
            young = [] if children else [Who.GIRL, Who.BOY][: max(one.count - len(PARENTS), 1)]
            one.count = 1
            everybody += [
                Draft(one.match, who, one.last, pose=one.pose, clothes=list(one.clothes))
                for who in (*PARENTS[1:], *young)
            ]
    return everybody
