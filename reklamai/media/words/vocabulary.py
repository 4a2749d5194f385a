"""The lexicon files, loaded once: which phrases stand for which concepts.

A file maps kind → value → phrases, parted by commas. The value may carry further facts: under `who`, the value
`woman pose:running wears:sportswear` is a woman who runs. In a phrase, `a/b` is either word and `a?` may be left out.
A Russian word in a nominative stands for all its forms; in another form, or after `=`, for itself alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

import yaml

from reklamai.media.words.inflection import dictionary_form
from reklamai.media.words.reading import Tint
from reklamai.media.words.tokens import plain

FOLDER = Path(__file__).parent / "lexicon"

VERBS = frozenset({"pose", "holding", "camera", "camera_verb"})
"""Kinds whose English words also come with -ing and -ed; "parked" is no park and "watching" no watch."""

Fact = tuple[str, str]
Word = frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words (each a set of alternatives) and the facts they stand for; the first fact is the main one."""

    words: tuple[Word, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`phrases` by each alternative of their first word, longest first; `tints` by English name."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    tints: Mapping[str, Tint]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """All lexicon files as one index."""
    found: dict[str, list[Phrase]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != "tints":
            for phrase in _phrases(path):
                for key in phrase.words[0]:
                    found.setdefault(key, []).append(phrase)
    ordered = {key: tuple(sorted(some, key=lambda each: -len(each.words))) for key, some in found.items()}
    return Vocabulary(ordered, tints())


@lru_cache(maxsize=1)
def tints() -> Mapping[str, Tint]:
    """The colours that words can name, by English name."""
    rows: dict[str, list[int]] = yaml.safe_load((FOLDER / "tints.yaml").read_text("utf-8"))
    return {name: Tint(name, (red, green, blue)) for name, (red, green, blue) in rows.items()}


def _phrases(path: Path) -> Iterator[Phrase]:
    kinds: dict[str, dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    for kind, values in kinds.items():
        for value, texts in values.items():
            facts = _facts(kind, str(value))
            for text in texts.split(","):
                yield from (Phrase(words, facts) for words in _variants(text, verbs=kind in VERBS))


def _facts(kind: str, value: str) -> tuple[Fact, ...]:
    words = value.split()
    main = " ".join(word for word in words if ":" not in word)
    further = (word.partition(":") for word in words if ":" in word)
    return ((kind, main), *((name, what) for name, _, what in further))


def _variants(text: str, *, verbs: bool) -> Iterator[tuple[Word, ...]]:
    """Each way to write a phrase, with its optional words in and out."""
    choices: list[tuple[tuple[Word, ...], ...]] = []
    for written in text.replace("-", " ").split():
        word = frozenset(_key(each) for each in written.rstrip("?").split("/"))
        word |= {f"+{each}" for each in word} if verbs else frozenset()
        choices.append(((word,), ()) if written.endswith("?") else ((word,),))
    for chosen in product(*choices):
        words = tuple(word for part in chosen for word in part)
        if words:
            yield words


def _key(word: str) -> str:
    """How a lexicon word is looked up: `=word` for itself alone, a Russian nominative for all its forms."""
    low = plain(word.lstrip("="))
    form = None if word.startswith("=") else dictionary_form(low)
    return f"~{form}" if form else low
