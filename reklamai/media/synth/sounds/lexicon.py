"""The words of sounds, loaded once: which phrases stand for which layers, settings and scenes."""

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
SHARES = frozenset({"intensity", "distance", "size", "speed"})
"""Settings that are numbers."""

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for. sort: sounds | settings | scene | without | silent | number | unit."""

    sort: str
    layers: tuple[tuple[str, Settings], ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()
    word: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    words: tuple[str, ...]
    meaning: Meaning

    def fits(self, tokens: list[Token], index: int) -> bool:
        """Whether it stands at `index`, within one clause."""
        stretch = tokens[index : index + len(self.words)]
        if len(stretch) < len(self.words) or stretch[-1].clause != stretch[0].clause:
            return False
        return all(_same(word, token) for word, token in zip(self.words, stretch, strict=True))


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """All phrases by the first letter of their first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in _phrases(yaml.safe_load(FILE.read_text("utf-8"))):
        found.setdefault(phrase.words[0].lstrip("~")[0], []).append(phrase)
    return {letter: tuple(sorted(some, key=lambda each: -len(each.words))) for letter, some in found.items()}


def phrase_at(tokens: list[Token], index: int) -> Phrase | None:
    """The longest phrase that begins at this word; a word as written goes before its guessed forms."""
    letters = {key.lstrip("~+")[:1] for key in tokens[index].forms.keys}
    fitting = [each for letter in sorted(letters) for each in phrases().get(letter, ()) if each.fits(tokens, index)]
    return max(fitting, key=lambda each: (len(each.words), tokens[index].low == each.words[0]), default=None)


def _same(word: str, token: Token) -> bool:
    if word.endswith("*"):
        return token.low.startswith(word[:-1])
    return word in token.forms.keys or f"+{word}" in token.forms.keys


def _phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    for value, texts in data["sounds"].items():
        layers = tuple(_layer(part) for part in value.split(" + "))
        yield from _each(texts, Meaning("sounds", layers=layers))
    for value, texts in data["settings"].items():
        yield from _each(texts, Meaning("settings", settings=(_setting(value),)))
    for value, texts in data["scene"].items():
        yield from _each(texts, Meaning("scene", word=value))
    for word, number in data["numbers"].items():
        yield from _each(word, Meaning("number", number=number))
    yield from _each(data["without"], Meaning("without"))
    yield from _each(data["units"], Meaning("unit"))
    yield from _each(data["silent"], Meaning("silent"))


def _layer(text: str) -> tuple[str, Settings]:
    kind, *settings = text.split()
    return kind, dict(_setting(each) for each in settings)


def _setting(text: str) -> tuple[str, Any]:
    name, _, value = text.partition(":")
    return name, float(value) if name in SHARES else int(value) if name == "times" else value


def _each(texts: str, meaning: Meaning) -> Iterator[Phrase]:
    for text in texts.split(","):
        yield Phrase(tuple(_key(word) for word in text.replace("-", " ").split()), meaning)


def _key(word: str) -> str:
    """A Russian word in its dictionary form stands for all its forms; "=word" and any other word for itself."""
    low = plain(word.removeprefix("="))
    form = None if low.endswith("*") or word.startswith("=") else dictionary_form(low)
    return f"~{form}" if form else low
