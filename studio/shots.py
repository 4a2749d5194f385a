"""The words of an order of several shots: what else a prompt is told goes into the shots' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import SHOTS
from studio.catalogue.shots import length_of, limits_of, shots_in
from studio.catalogue.values import MOST_CHARACTERS
from studio.mentions import said

Shots = Sequence[Mapping[str, Any]]


def words_read(ask: Ask) -> str:
    """The words that the model reads: of several shots theirs, as the prompt is then not asked for; else the prompt."""
    shots = shots_in(ask.parameters)
    return "\n".join(each["prompt"] for each in shots) if shots else ask.prompt


def longest_words(ask: Ask) -> str:
    """The words that leave the least room for more."""
    shots = shots_in(ask.parameters)
    return max((str(each["prompt"]) for each in shots), key=len) if shots else ask.prompt


def characters_read(entry: Entry, ask: Ask) -> int:
    """How many characters of the words the model reads; of several shots, of those of each."""
    limits, item = limits_of(entry), entry.input_for("prompt")
    if limits is not None and shots_in(ask.parameters):
        return limits.characters
    return (item.max_length if item else None) or MOST_CHARACTERS


def filmed(shots: Shots, words: str) -> list[dict[str, Any]]:
    """The shots, each with the words of the order's camera after its own."""
    return [{**each, "prompt": "\n".join(part for part in (each["prompt"].rstrip(), words) if part)} for each in shots]


def spoken_shots(entry: Entry, shots: Shots, texts: Sequence[str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The shots with what stands for the names in them, and a line of what is held.

    The line goes before the words of the first shot that has room for it, as the later ones go on from that; where
    none has, before the first one's all the same, and the check of its length says so.
    """
    told = [{**each, "prompt": said(each["prompt"], names)} for each in shots]
    held = "; ".join(text for text in texts if text)
    if held:
        with_it = [f"{held}\n{each['prompt']}" for each in told]
        place = next((at for at, words in enumerate(with_it) if has_room(entry, words)), 0)
        told[place]["prompt"] = with_it[place]
    return told


def all_have_room(entry: Entry, shots: Shots) -> bool:
    return all(has_room(entry, each["prompt"]) for each in shots)


def has_room(entry: Entry, words: str) -> bool:
    limits = limits_of(entry)
    return limits is not None and length_of(entry, words) <= limits.characters


def as_typed_by_hand(told: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Checked values, with the shots' words as they were asked for: so they are written down, and asked again."""
    shots = [{**each, "prompt": own["prompt"]} for each, own in zip(told.get(SHOTS, ()), shots_in(asked), strict=True)]
    return {**told, SHOTS: shots} if shots else dict(told)
