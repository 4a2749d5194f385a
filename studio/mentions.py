"""Names in prompts: "@maria" is found, and said in words that the order's model understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# An "@" inside an e-mail address or an address of the web names nobody. Handles have 40 characters at most.
MENTION = re.compile(r"(?<![\w/+%@-])@(\w{1,40})(?![\w@])")
SPANS = ("understood", "unknown")
"""Notes of a maker that hold places in the prompt."""


@dataclass(frozen=True, slots=True)
class Mention:
    """start, end: its place in the prompt, the "@" included; handle: in lower case, without it."""

    start: int
    end: int
    handle: str


def mentions(prompt: str) -> tuple[Mention, ...]:
    """Every "@word" of a prompt, in order; whether somebody has that name is another question."""
    return tuple(Mention(found.start(), found.end(), found[1].lower()) for found in MENTION.finditer(prompt))


def said(prompt: str, words: Mapping[str, str]) -> str:
    """The prompt with its mentions in other words, by handle; those without words stay."""
    return MENTION.sub(lambda found: words.get(found[1].lower(), found[0]), prompt)


def as_typed(notes: dict[str, Any], prompt: str, words: Mapping[str, str]) -> dict[str, Any]:
    """What a maker noted of the words that it was sent, at its places in the prompt that was typed.

    A place in what stands for a name becomes the whole name; one that reaches beyond the prompt is left as it is.
    """
    changed = [each for each in mentions(prompt) if each.handle in words]
    if not changed:
        return notes
    moved = {name: _moved(notes[name], changed, words) for name in SPANS if isinstance(notes.get(name), list)}
    return {**notes, **moved}


def _moved(spans: list[Any], changed: list[Mention], words: Mapping[str, str]) -> list[Any]:
    """Spans [start, end, ...]; of several within one name the first stays."""
    found: list[Any] = []
    for start, end, *rest in spans:
        span = [_place(start, changed, words, end=False), _place(end, changed, words, end=True), *rest]
        if not found or span[:2] != found[-1][:2]:
            found.append(span)
    return found


def _place(at: int, changed: list[Mention], words: Mapping[str, str], *, end: bool) -> int:
    """Where a place in the sent words lies in the typed ones. end: it closes a span."""
    longer = 0
    for each in changed:
        start = each.start + longer
        grown = len(words[each.handle]) - (each.end - each.start)
        stop = each.end + longer + grown
        if at <= start if end else at < start:
            break
        if at <= stop if end else at < stop:
            return each.end if end else each.start
        longer += grown
    return at - longer
