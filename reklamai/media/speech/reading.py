"""A text as it will be spoken: its words, what is said for each, and in which language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby, pairwise

from reklamai.core.errors import MediaError
from reklamai.media.speech.model import LANGUAGES, MOST_CHARACTERS, Choice, Language, Token
from reklamai.media.speech.saying import english, russian
from reklamai.media.speech.saying.plainly import said
from reklamai.media.speech.saying.rules import spoken
from reklamai.media.speech.saying.tables import GOES_ON, NEVER_LAST

CYRILLIC, LATIN = re.compile(r"[Ѐ-ӿ]"), re.compile(r"[A-Za-zÀ-ɏ]")
SENTENCE_END = re.compile(r"[.!?…]+[\"'»”’)\]]*$")
SPOKEN = re.compile(r"\w")
SINGLE = re.compile(r"[^\W\d_]\.")
STOPS = re.compile(r"[.,:;!?…–—-]")


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences that are spoken in one go."""

    language: Language
    tongue: str
    """The synthesiser's voice: its English one spells Cyrillic letters, its Russian one reads both alphabets."""
    text: str
    starts: tuple[tuple[int, int], ...]
    """(character of `text`, number of the token) for every token that is said here."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text."""

    text: str
    language: Language
    """What most of it is spoken in."""
    tokens: tuple[Token, ...]
    runs: tuple[Run, ...]


def read(text: str, *, language: Choice = "auto", own: Language = "ru") -> Reading:
    """How a text is spoken. own: the language of what could be either, a number alone.

    Raises: MediaError if it is too long, or has nothing in it that could be spoken.
    """
    if len(text) > MOST_CHARACTERS:
        raise MediaError("The text is too long to be spoken.", most=MOST_CHARACTERS, characters=len(text))
    sentences = [sentence for line in plain(text).split("\n") for sentence in sentences_of(line.split())]
    tokens: list[Token] = []
    pieces: list[tuple[tuple[Language, str], list[int]]] = []
    before = own if language == "auto" else language
    for sentence in sentences:
        before = language_of(sentence, before) if language == "auto" else language
        first = len(tokens)
        tokens += said_in(sentence, before)
        tongue = "ru" if before == "ru" or any(CYRILLIC.search(token.said) for token in tokens[first:]) else "en-us"
        pieces.append(((before, tongue), list(range(first, len(tokens)))))
    if not any(SPOKEN.search(token.said) for token in tokens):
        raise MediaError("There are no words to speak.")
    runs = tuple(
        _run(way, [number for _, numbers in group for number in numbers], tokens)
        for way, group in groupby(pieces, key=lambda piece: piece[0])
    )
    most: Language = max(LANGUAGES, key=lambda each: sum(len(run.text) for run in runs if run.language == each))
    return Reading(text, most, tuple(tokens), tuple(run for run in runs if run.starts))


def said_in(words: list[str], language: Language) -> list[Token]:
    """A sentence in tokens. The dot of an abbreviation at its end ends it."""
    rules = russian.RULES if language == "ru" else english.RULES
    tokens = spoken(" ".join(words), rules, lambda word: said(word, language))
    last = tokens[-1]
    if SENTENCE_END.search(last.text) and not SENTENCE_END.search(last.said):
        tokens[-1] = Token(last.text, f"{last.said}.")
    return tokens


def plain(text: str) -> str:
    """The text without what is no letter, mark or sign that anybody writes: controls, surrogates, private signs."""
    kept = (each if each == "\n" or unicodedata.category(each)[0] != "C" else " " for each in text)
    return unicodedata.normalize("NFC", "".join(kept).replace("\r", "\n"))


def sentences_of(words: list[str]) -> list[list[str]]:
    """Words in groups that end where a sentence does."""
    groups: list[list[str]] = [[]]
    for word, following in pairwise([*words, ""]):
        counts = bool(groups[-1]) and groups[-1][-1][-1].isdecimal()
        groups[-1].append(word)
        if SENTENCE_END.search(word) and not _goes_on(word.lower().lstrip('(«"'), following, counts=counts):
            groups.append([])
    return [group for group in groups if group]


def _goes_on(word: str, following: str, *, counts: bool) -> bool:
    """Whether the dot of a word ends no sentence. counts: a number stands before it ("2025 г.")."""
    if word in NEVER_LAST and not counts:
        return True
    # "т. к.", "до н. э.": one letter is short for something
    return (word in GOES_ON or SINGLE.fullmatch(word) is not None) and not following[:1].isupper()


def language_of(words: list[str], before: Language) -> Language:
    """What most words are written in, `before` if it has no letters; Russian sentences are full of foreign names."""
    russian = sum(bool(CYRILLIC.search(word)) for word in words)
    latin = sum(bool(LATIN.search(word)) for word in words)
    if not russian and not latin:
        return before
    return "ru" if russian * 2 >= latin else "en"


def _run(way: tuple[Language, str], numbers: list[int], tokens: list[Token]) -> Run:
    text, starts = "", []
    for number in numbers:
        words = tokens[number].said
        if SPOKEN.search(words):
            starts.append((len(text), number))
            text += words + " "
        elif stops := "".join(STOPS.findall(words)):
            text = f"{text.rstrip()}{stops if stops[0] in '.,:;!?…' else f' {stops}'} "
    return Run(*way, text, tuple(starts))
