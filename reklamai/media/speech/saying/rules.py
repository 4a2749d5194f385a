"""Rules over one sentence: the first that fits what begins here says it, what none fits is said as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reklamai.media.speech.model import Token

OPENING = re.compile(r"[\"'«“„(\[*]*")
CLOSING = re.compile(r"[.,:;!?…»”\"')\]*]*(?=\s|$)")
CODE = re.compile(r"\d{13}|(?:\d{1,3}[ ,]){5}")
"""Figures that are no number anybody would say: they are read one by one."""
LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Around:
    """The words next to what a rule has found, in small letters."""

    before: str
    after: tuple[str, ...]


Say = Callable[[re.Match[str], Around], str]
"""What is said for what was found; "" if it is something else after all."""
Rule = tuple[re.Pattern[str], Say]


def rule(pattern: str, say: Say) -> Rule:
    """A rule that does not look at capitals."""
    return re.compile(pattern, re.IGNORECASE), say


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


def spoken(sentence: str, rules: Sequence[Rule], one_word: Callable[[str], str]) -> list[Token]:
    """The sentence in tokens. A rule may take several words ("1 990 ₽"): they become one token.

    sentence: words with one space between. one_word: what is said for a word that no rule has taken.
    """
    tokens: list[Token] = []
    at, before = 0, ""
    while at < len(sentence):
        end, said = _by_rule(sentence, at, before, rules) or _alone(sentence, at, one_word)
        tokens.append(Token(sentence[at:end], said))
        before = (LETTERS.findall(sentence[at:end].lower()) or [""])[-1]
        at = end + 1
    return tokens


def _by_rule(sentence: str, at: int, before: str, rules: Sequence[Rule]) -> tuple[int, str] | None:
    opening = OPENING.match(sentence, at)
    first = opening.end() if opening else at
    for pattern, say in rules:
        found = pattern.match(sentence, first)
        closing = CLOSING.match(sentence, found.end()) if found and not CODE.search(found.group()) else None
        if found and closing and found.end() > first:
            after = tuple(LETTERS.findall(sentence[closing.end() : closing.end() + 60].lower())[:2])
            said = say(found, Around(before, after if not closing.group() else ()))
            if said:
                opened = sentence[at:first].strip("*")
                return closing.end(), f"{opened}{said}{closing.group()}"
    return None


def _alone(sentence: str, at: int, one_word: Callable[[str], str]) -> tuple[int, str]:
    end = sentence.find(" ", at)
    end = len(sentence) if end < 0 else end
    return end, one_word(sentence[at:end])
