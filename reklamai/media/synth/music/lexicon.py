"""The words of music, loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from reklamai.media.words.inflection import dictionary_form
from reklamai.media.words.tokens import Token, plain

FILE = Path(__file__).with_name("lexicon.yaml")
NAMED = ("style", "scene", "mood", "energy", "speed", "instrument")
PLAIN = ("without", "tempo", "silent")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for one thing. sort: one of NAMED or PLAIN."""

    words: tuple[str, ...]
    sort: str
    value: str = ""

    def fits(self, tokens: list[Token], index: int) -> bool:
        """Whether it stands at `index`, within one clause."""
        stretch = tokens[index : index + len(self.words)]
        if len(stretch) < len(self.words) or stretch[-1].clause != stretch[0].clause:
            return False
        return all(_same(word, token) for word, token in zip(self.words, stretch, strict=True))


def phrase_at(tokens: list[Token], index: int) -> Phrase | None:
    """The longest phrase that begins at this word; a word as written goes before its guessed forms."""
    letters = {key.lstrip("~+")[:1] for key in tokens[index].forms.keys}
    fitting = [each for letter in sorted(letters) for each in _phrases().get(letter, ()) if each.fits(tokens, index)]
    return max(fitting, key=lambda each: (len(each.words), tokens[index].low == each.words[0]), default=None)


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in _read(yaml.safe_load(FILE.read_text("utf-8"))):
        found.setdefault(phrase.words[0].lstrip("~")[0], []).append(phrase)
    return {letter: tuple(phrases) for letter, phrases in found.items()}


def _read(data: Mapping[str, Any]) -> Iterator[Phrase]:
    for sort in NAMED:
        for value, texts in data[sort].items():
            yield from (Phrase(words, sort, str(value)) for words in _each(texts))
    for sort in PLAIN:
        yield from (Phrase(words, sort) for words in _each(data[sort]))


def _each(texts: str) -> Iterator[tuple[str, ...]]:
    for text in texts.split(","):
        yield tuple(_key(word) for word in text.replace("-", " ").split())


def _same(word: str, token: Token) -> bool:
    if word.endswith("*"):
        return token.low.startswith(word[:-1])
    return word in token.forms.keys or f"+{word}" in token.forms.keys


def _key(word: str) -> str:
    """A Russian word in its dictionary form stands for all its forms; any other word for itself."""
    low = plain(word)
    form = None if low.endswith("*") else dictionary_form(low)
    return f"~{form}" if form else low
