"""A prompt cut into words that know their place, clause and dictionary forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reklamai.media.words.inflection import LONGEST_WORD, Forms, forms

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f][^\W\d_]*)*(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?;\n\r…|]")
_CLAUSE_END = re.compile(r"[^\s\-‐‑'’]|\s[-‐]\s|\n")
_QUOTED = re.compile(r"«[^«»]{1,60}»|“[^“”]{1,60}”|\"[^\"]{1,60}\"")
_LONGEST_NAME = 5
"""Words; a longer quotation is the prompt itself, not a brand or a slogan."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: characters `start`..`end` of the prompt; clauses and sentences are numbered from 0."""

    start: int
    end: int
    text: str
    low: str
    forms: Forms
    clause: int
    sentence: int
    quoted: bool = False

    @property
    def is_number(self) -> bool:
        return self.text[:1].isdigit()


def plain(word: str) -> str:
    """The word in lower case, composed (NFC), with е for ё."""
    return unicodedata.normalize("NFC", word[: LONGEST_WORD + 1]).lower().replace("ё", "е").replace("’", "'")


def tokenise(prompt: str) -> list[Token]:
    """The words of `prompt` in order; punctuation lives on in the clause and sentence numbers."""
    names = _names(prompt)
    found: list[Token] = []
    clause = sentence = end = 0
    for match in _WORD.finditer(prompt):
        between = prompt[end : match.start()]
        if found and _CLAUSE_END.search(between) and not _abbreviates(found[-1], between):
            clause += 1
            sentence += _SENTENCE_END.search(between) is not None
        start, end = match.span()
        low = plain(match.group())
        quoted = start in names
        found.append(Token(start, end, match.group(), low, forms(low), clause, sentence, quoted))
    return found


def _abbreviates(before: Token, between: str) -> bool:
    """Is it the stroke inside of "f/8" or «ч/б»?"""
    return between == "/" and len(before.low) == 1


def _names(prompt: str) -> set[int]:
    """Starts of words inside short quotations: brands and slogans, which say nothing of the picture."""
    starts: set[int] = set()
    for quotation in _QUOTED.finditer(prompt):
        words = list(_WORD.finditer(prompt, quotation.start(), quotation.end()))
        whole = quotation.end() - quotation.start() >= len(prompt.strip()) - 1
        if len(words) <= _LONGEST_NAME and not whole:
            starts.update(word.start() for word in words)
    return starts
