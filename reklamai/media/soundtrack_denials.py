"""What is not to be played: "without music", "no drums", «музыка не нужна», in English and in Russian."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from reklamai.media.soundtrack_words import keys_of, music_at
from reklamai.media.words.tokens import Token, tokenise

DENYING: Final = keys_of(
    "no without neither nor never instead minus sans remove без нет ни никакой вместо выключить отключить убрать"
)
PAIRS: Final = (("turn", "off"), ("switch", "off"), ("mute", "the"), ("w", "o"))
"""A denial of two words; "w/o" is read as such."""
GENITIVE: Final = frozenset({"без", "нет", "вместо"})
"""Only what stands in the genitive behind one of these is denied: «без слов музыка» is music."""
CARRYING: Final = frozenset({"without", "без", "нет"})
"""Whose "and" goes on denying; "no drums and soft piano" asks for a piano."""
NOT: Final = frozenset({"not", "don't", "isn't", "aren't", "не"})
NEEDED: Final = keys_of(
    "need needed want wanted required add added play use include нужный нужно надо требоваться хотеть играть звучать "
    "включать добавлять ставить"
)
REMOVED: Final = keys_of("выключить отключить убрать отсутствовать нет")
BEING: Final = frozenset({"is", "are", "be", "must", "should", "turned", "switched"})
AND: Final = frozenset({"and", "и"})
JOINING: Final = AND | {"or", "nor", "или", "ни"}
PARTING: Final = frozenset(["but", "only", "just", "with", "но", "а", "только", "лишь", "с", "со"]) | {"while", "пока"}
"""What follows one of these is wanted: "no music but wind"."""
OF_MUSIC: Final = keys_of("drop fill hit intro line loop part roll solo sound track звук партия соло")
"""Denied together with the music before it: "no bass drop"."""
VOCALS: Final = keys_of("vocal word lyrics voice speech singing")
"""Denied alone: "no vocals piano" is a piano."""
ARTICLES: Final = frozenset({"a", "an", "the", "any", "of"})
REACH: Final = 3
"""Words between a denial and its music: "without any kind of loud background music"."""
LEADING: Final = frozenset(["with", "but", "and", "do", "we", "i", "you", "please", "и", "а", "но", "пожалуйста"])
TRAILING: Final = keys_of("in the background at all please playing needed wanted required на в фоне пожалуйста вообще")
"""Left over by a denial at the end of a clause, where they say nothing of a sound."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Characters `start`..`end` of the words, and the music that they deny."""

    start: int
    end: int
    music: str
    goes_on: bool = False
    """Whether what comes after it is denied too: "no music or voices"."""


def denied(words: str) -> tuple[Denial, ...]:
    """The denials of music in words of a sound track, in order; never raises for any words."""
    clauses = (list(clause) for _, clause in groupby(tokenise(words), key=lambda token: token.clause))
    return tuple(denial for clause in clauses for denial in _of_clause(words, clause))


def _of_clause(words: str, tokens: list[Token]) -> list[Denial]:
    found: list[Denial] = []
    place = begun = 0
    while place < len(tokens):
        span = _ahead(words, tokens, place) or _behind(tokens, place)
        if span is None:
            place += 1
            continue
        first, past, music = span
        goes_on = _goes_on(tokens[place], tokens[past : past + 2])
        while first > begun and tokens[first - 1].low in LEADING:
            first -= 1
        first = max(first, begun)
        past = len(tokens) if _is_idle(tokens[past:]) else past + goes_on
        named = words[tokens[music[0]].start : tokens[music[1] - 1].end]
        found.append(Denial(tokens[first].start, tokens[past - 1].end, named, goes_on))
        place = begun = past
    return found


def _goes_on(denial: Token, after: list[Token]) -> bool:
    if len(after) < 2 or after[0].low not in JOINING - {"and"} or after[1].low in PARTING:
        return False
    return bool(denial.forms.keys & DENYING) and _in_case(denial, after[1])


def _is_idle(tokens: list[Token]) -> bool:
    return all(token.forms.keys & TRAILING for token in tokens)


_Span: TypeAlias = tuple[int, int, tuple[int, int]]
"""Where a denial begins and is past, and where its music does and is, in tokens."""


def _ahead(words: str, tokens: list[Token], place: int) -> _Span | None:
    """A denial that goes before its music: "no loud drums or guitars"."""
    length, reach = _denying(words, tokens, place)
    if not length:
        return None
    stops = (index for index in range(place + length, len(tokens)) if _parts(tokens, place, index))
    # without the words around, which make no music of "rain drums" but say nothing of "rain without drums"
    music = _music_in(tokens[place : next(stops, len(tokens))], length, reach)
    return music and (place, place + music[1], (place + music[0], place + music[1]))


def _denying(words: str, tokens: list[Token], place: int) -> tuple[int, int]:
    """(of how many words a denial is, or 0; how far it reaches)."""
    token, after = tokens[place], tokens[place + 1 : place + 2]
    within = words[token.end : token.end + 1] == "-" and not (after and music_at(tokens, place + 1))
    if within or (place and tokens[place - 1].low in NOT):
        return 0, 0
    if tuple(each.low for each in (token, *after)) in PAIRS:
        return 2, REACH
    if token.low in NOT:
        needed = bool(after and after[0].forms.keys & NEEDED)
        return (2, REACH) if needed else (1, 0)
    return int(bool(token.forms.keys & DENYING)), REACH


def _music_in(tokens: list[Token], place: int, reach: int) -> tuple[int, int] | None:
    """Where the music begins and is past that the first of the words denies; None where it denies something else."""
    first, past, left = -1, -1, reach
    while place < len(tokens) and left >= 0:
        low, length = tokens[place].low, music_at(tokens, place)
        if length and _in_case(tokens[0], tokens[place]):
            first, past, left = (place if first < 0 else first), place + length, 0
        elif low in JOINING:
            left = REACH
        elif place == past and tokens[place].forms.keys & OF_MUSIC:
            past = place + 1
        elif low not in ARTICLES:
            left -= 1
        place += length or 1
    return (first, past) if first >= 0 else None


def _parts(tokens: list[Token], denial: int, place: int) -> bool:
    """Whether a denial is over at a word."""
    low, after = tokens[place].low, tokens[place + 1 : place + 2]
    if low in AND:
        return tokens[denial].low not in CARRYING
    alone = bool(tokens[place].forms.keys & VOCALS) and not (after and after[0].low in JOINING)
    return low in PARTING or alone


def _in_case(denial: Token, music: Token) -> bool:
    return denial.low not in GENITIVE or not music.forms.russian or music.forms.genitive


def _behind(tokens: list[Token], place: int) -> _Span | None:
    """A denial that comes after its music: "the background music is not needed", "music off"."""
    length = music_at(tokens, place)
    past = first = place
    past += length
    while past < len(tokens) and tokens[past].low in BEING:
        past += 1
    denying = _denying_behind(tokens[past:]) if length else 0
    while first and _says_which(tokens[first - 1]):
        first -= 1
    return (first, past + denying, (place, place + length)) if denying else None


def _says_which(token: Token) -> bool:
    return token.forms.part == "adjective" or bool(token.forms.keys & (ARTICLES | TRAILING))


def _denying_behind(tokens: list[Token]) -> int:
    """Of how many words the denial is that the rest of a clause begins with."""
    if not tokens:
        return 0
    if tokens[0].forms.keys & REMOVED or (tokens[0].low == "off" and _is_idle(tokens[1:])):
        return 1
    needed = 2 if len(tokens) > 2 and tokens[1].low in BEING else 1
    return needed + 1 if tokens[0].low in NOT and any(t.forms.keys & NEEDED for t in tokens[needed : needed + 1]) else 0
