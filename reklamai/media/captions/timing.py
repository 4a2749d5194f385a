"""When each word of a text is heard: from the timings of its speech, or from the length of its words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from reklamai.media.captions.model import Said, Word, words_in

Times = tuple[float, float]
SENTENCE_WEIGHT: Final = 4
"""Letters that could be said in the pause after a sentence; half of them after a comma."""
MOST_TOGETHER: Final = 22
"""Characters: a line of a tall picture has 26."""
UNBROKEN: Final = "\u00a0"


def timed(said: Said, *, longest: int) -> list[Word]:
    """The words of a text with their times, in order, none before `said.from_s`.

    A word of more than `longest` characters comes in several. Speech that says something else than the text (a vendor
    spells a number out) gives its times to the words that are alike; those between share what lies between them.
    """
    texts = together(words_in(said.text), [text for text, _begins, _ends in said.words])
    found = _spoken(texts, said) if said.words else None
    times = found or _shared(texts, said.from_s, said.to_s)
    words = [Word(text, *when) for text, when in zip(texts, _rising(times, said.from_s), strict=True)]
    return [part for word in words for part in _parted(word, longest)]


def together(texts: Sequence[str], heard: Sequence[str]) -> list[str]:
    """The words of a text, those in one that a voice says in one: "1 990 ₽" is lit and broken as a whole.

    A dash at its end stays by itself, and so does what would take nearly a line.
    """
    found, done = list(texts), 0
    for text in heard:
        parts = words_in(text)
        while parts and not parts[-1].strip("—–-"):
            parts.pop()
        if len(parts) < 2 or sum(map(len, parts)) + len(parts) - 1 > MOST_TOGETHER:
            continue
        at = next((at for at in range(done, len(found)) if found[at : at + len(parts)] == parts), None)
        if at is not None:
            found[at : at + len(parts)] = [UNBROKEN.join(parts)]
            done = at + 1
    return found


def _spoken(texts: Sequence[str], said: Said) -> list[Times] | None:
    heard = [(bare(text), (begins, ends)) for text, begins, ends in said.words if math.isfinite(begins + ends)]
    heard = [(text, when) for text, when in heard if text]
    wanted = [bare(text) for text in texts]
    if not heard:
        return None
    if "".join(wanted) == "".join(text for text, _when in heard):
        return _by_letters(wanted, heard)
    return _by_words(texts, wanted, heard, said)


def _by_letters(wanted: Sequence[str], heard: Sequence[tuple[str, Times]]) -> list[Times]:
    """The same letters, perhaps parted in another way: "5 000" is one word to a voice and two to the eye."""
    begins = [begin + (end - begin) * at / len(text) for text, (begin, end) in heard for at in range(len(text))]
    ends = [begin + (end - begin) * (at + 1) / len(text) for text, (begin, end) in heard for at in range(len(text))]
    found, at = [], 0
    for text in wanted:
        if text:
            found.append((begins[at], ends[at + len(text) - 1]))
            at += len(text)
        else:
            found.append((ends[at - 1],) * 2 if at else (begins[0],) * 2)
    return found


def _by_words(
    texts: Sequence[str], wanted: Sequence[str], heard: Sequence[tuple[str, Times]], said: Said
) -> list[Times] | None:
    alike = SequenceMatcher(None, wanted, [text for text, _when in heard], autojunk=False).get_matching_blocks()
    known = {one.a + step: heard[one.b + step][1] for one in alike for step in range(one.size) if wanted[one.a + step]}
    if not known:
        return None
    found: list[Times] = []
    edges = [(-1, (said.from_s, said.from_s)), *sorted(known.items()), (len(texts), (said.to_s, said.to_s))]
    for (before, (_begin, left)), (after, (right, _end)) in pairwise(edges):
        found += _shared(texts[before + 1 : after], left, max(left, right))
        if after in known:
            found.append(known[after])
    return found


def _shared(texts: Sequence[str], from_s: float, to_s: float) -> list[Times]:
    """Times that share a span by the length of their words."""
    weights = [_weight(text) for text in texts]
    whole, passed, found = sum(weights), 0, []
    for weight in weights:
        begins = from_s + (to_s - from_s) * passed / whole
        passed += weight
        found.append((begins, from_s + (to_s - from_s) * passed / whole))
    return found


def _weight(text: str) -> int:
    if not bare(text):
        return 1
    pause = SENTENCE_WEIGHT if text.endswith((".", "!", "?", "…")) else SENTENCE_WEIGHT // 2 if text[-1] in ",;:" else 0
    return len(text) + 1 + pause


def _rising(times: Sequence[Times], least: float) -> Iterator[Times]:
    """The same times with none before the one in front of it: what comes after must not be read first."""
    for begins, ends in times:
        begin = max(begins, least)
        least = max(begin, ends)
        yield begin, least


def _parted(word: Word, longest: int) -> Iterator[Word]:
    """A word in pieces that fit into a line; they share its time."""
    count = max(1, math.ceil(len(word.text) / longest))
    step = (word.to_s - word.from_s) / count
    for at in range(count):
        piece = word.text[at * longest : (at + 1) * longest]
        yield Word(piece, word.from_s + step * at, word.from_s + step * (at + 1))


def bare(text: str) -> str:
    """The letters and digits of a word alone, all small: what a voice says of it."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
