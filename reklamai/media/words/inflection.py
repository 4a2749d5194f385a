"""Every dictionary form that a written word may stand for."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import lru_cache

import pymorphy3

logging.getLogger("pymorphy3").setLevel(logging.WARNING)
"""It tells of every dictionary it loads at INFO."""

LONGEST_WORD = 40
"""Letters; longer strings are no words, and guessing at their endings costs time."""

NAMES = frozenset({"Name", "Surn", "Patr"})
"""Grammemes of people's names: Света is not the light, Машин not the cars."""

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_PARTS = {
    "NOUN": "noun", "ADJF": "adjective", "ADJS": "adjective", "PRTF": "adjective", "PRTS": "adjective",
    "VERB": "verb", "INFN": "verb", "GRND": "verb", "PREP": "function", "CONJ": "function", "PRCL": "function",
    "NPRO": "function", "INTJ": "function", "PRED": "function",
}  # fmt: skip
_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "people": "person", "feet": "foot", "leaves": "leaf",
    "shelves": "shelf", "scarves": "scarf", "loaves": "loaf", "knives": "knife", "wives": "wife", "ran": "run",
    "sat": "sit", "stood": "stand", "held": "hold", "drank": "drink", "wore": "wear", "ate": "eat", "lying": "lie",
}  # fmt: skip


_SINGULAR = frozenset({"thermos", "lens", "christmas", "canvas", "atlas", "gas", "bus", "iris"})
"""Words in -s that are no plurals."""


@dataclass(frozen=True, slots=True)
class Forms:
    """A word's readings: `keys` are the word as written and its guesses, Russian
    dictionary forms marked "~", English verbs without -ing or -ed marked "+"."""

    keys: frozenset[str]
    russian: bool = False
    part: str = ""
    """ "noun", "adjective", "verb", "function" or "" when not known (always so in English)."""
    lemmas: frozenset[str] = frozenset()
    plural: bool = False
    """Surely plural."""
    maybe_plural: bool = False
    genitive: bool = False
    nominative: bool = False
    nominative_singular: bool = False


@lru_cache(maxsize=1)
def _analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def is_russian(word: str) -> bool:
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=16_384)
def forms(word: str) -> Forms:
    """The readings of one lower-case word without ё (see `tokens.plain`)."""
    if len(word) > LONGEST_WORD:
        return Forms(frozenset({word}))
    return _russian(word) if is_russian(word) else _english(word)


@lru_cache(maxsize=32_768)
def dictionary_form(word: str) -> str | None:
    """The dictionary form of a Russian word that stands in a nominative; None for other forms and other languages."""
    if not is_russian(word):
        return None
    parses = _analyser().parse(word)
    own = any(str(parse.normal_form).replace("ё", "е") == word for parse in parses)
    nominative = (str(parse.normal_form).replace("ё", "е") for parse in parses if parse.tag.case == "nomn")
    return word if own else next(nominative, None)


def _russian(word: str) -> Forms:
    parses = [parse for parse in _analyser().parse(word) if parse.score >= 0.01] or _analyser().parse(word)[:1]
    lemmas = frozenset(str(parse.normal_form).replace("ё", "е") for parse in parses)
    best = parses[0].tag
    nouns = [parse.tag for parse in parses if parse.tag.POS == "NOUN" and not _is_name(parse)] or [best]
    numbers = {tag.number for tag in nouns}
    cases = {(tag.case, tag.number) for tag in nouns}
    return Forms(
        keys=frozenset(f"~{lemma}" for lemma in lemmas) | {word},
        russian=True,
        part=_PARTS.get(str(best.POS), ""),
        lemmas=lemmas,
        plural=numbers == {"plur"},
        maybe_plural=bool(cases & {("nomn", "plur"), ("accs", "plur")}),
        genitive=any(case in {"gent", "gen2"} for case, _ in cases),
        nominative=any(case == "nomn" for case, _ in cases),
        nominative_singular=("nomn", "sing") in cases,
    )


def _is_name(parse: pymorphy3.analyzer.Parse) -> bool:
    """Is it a known name? A word that the dictionary lacks, such as «спорткар», is guessed to be one too often."""
    return bool(parse.is_known and NAMES & parse.tag.grammemes)


def _english(word: str) -> Forms:
    base = re.sub(r"['’]s?$", "", word)
    keys = {word, base, *_without_endings(base)}
    if base.endswith("men") and len(base) > 5:
        keys.add(f"{base[:-3]}man")
    if base in _SINGULAR:
        return Forms(keys=frozenset({word, base}), lemmas=frozenset({base}))
    ending = base.endswith("s") and not base.endswith(("ss", "us", "is")) and len(base) > 3
    plural = base in _IRREGULAR or ending or (base.endswith("men") and len(base) > 5)
    if base in _IRREGULAR:
        keys.add(_IRREGULAR[base])
    return Forms(keys=frozenset(keys), lemmas=frozenset(keys), plural=plural, maybe_plural=plural)


def _without_endings(word: str) -> set[str]:
    """Guesses, right and wrong: only those that the lexicon knows come to matter."""
    return _singulars(word) | _verbs(word)


def _singulars(word: str) -> set[str]:
    """ "cups" gives "cup"; "boxes" gives "boxe" and "box", "berries" also "berry"."""
    guesses: set[str] = set()
    for ending, length in (("s", 3), ("es", 4)):
        if word.endswith(ending) and len(word) > length and not word.endswith("ss"):
            guesses.add(word.removesuffix(ending))
    if word.endswith("ies") and len(word) > 4:
        guesses.add(word[:-3] + "y")
    return guesses


def _verbs(word: str) -> set[str]:
    """ "dancing" gives "+danc" and "+dance", "running" also "+run", "carried" also "+carry"."""
    guesses: set[str] = set()
    for ending, length in (("ing", 5), ("ed", 4)):
        if word.endswith(ending) and len(word) > length:
            stem = word.removesuffix(ending)
            guesses |= {f"+{stem}", f"+{stem}e"}
            if stem[-1:] == stem[-2:-1]:
                guesses.add(f"+{stem[:-1]}")
    if word.endswith("ied") and len(word) > 4:
        guesses.add(f"+{word[:-3]}y")
    return guesses
