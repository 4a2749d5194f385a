"""Sentences of a brief about the client or the audience: "We are a small bakery, so ...", «ЦА — молодые мамы»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reklamai.media.words.phrases import Match, Text

TURNS = frozenset({
    "want", "wants", "need", "needs", "so", "please", "show", "picture", "imagine", "think", "keep", "would", "looking",
    "~хотеть", "~хотеться", "~нужный", "~нужно", "~надо", "~просить", "~показать", "~сделать", "~снять", "~поэтому",
    "~пусть", "~давать", "~изобразить", "~нарисовать", "~представить", "~требоваться", "~желать",
})  # fmt: skip
"""From these words on the brief speaks of the picture."""
WE = frozenset({"мы", "we"})
CLIENTS = frozenset({"client", "customer", "~клиент", "~заказчик"})
REACH = 40
"""Words; nobody introduces himself for longer in one sentence."""


def set_clients_aside(text: Text) -> None:
    """People of such sentences are not drawn; their things and places are only if nothing else is."""
    for match in text.active("client", "who"):
        if match.kind == "who":
            opens = bool(text.tokens[match.first].forms.keys & CLIENTS) and _is_defined(text, match)
            match.used = match.used and not opens
        else:
            opens = text.words(match).lower() not in WE or _is_said_to_be(text, match)
        if opens:
            _set_aside(text, match)


def _set_aside(text: Text, opener: Match) -> None:
    for index in _introduction(text, opener):
        match = text.at[index]
        if match is None or match.first != index:
            continue
        if match.kind == "who":
            match.used = False
        elif match.kind in {"thing", "place", "garment"} and not match.fact("brief"):
            match.facts = (*match.facts, ("brief", "client"))


def _introduction(text: Text, opener: Match) -> Iterator[int]:
    """Positions after the opener to the turn, a colon or the sentence's end; a greeting ends at its comma."""
    sentence, clause = text.sentence(opener), text.clause(opener)
    for index in islice(range(opener.last, len(text.tokens)), REACH):
        token = text.tokens[index]
        between = text.prompt[text.tokens[index - 1].end : token.start]
        greeted = opener.value == "greeting" and token.clause != clause
        told = ":" in between and index > opener.last
        if token.sentence != sentence or greeted or told or token.forms.keys & TURNS:
            return
        yield index


def _is_defined(text: Text, match: Match) -> bool:
    """Does a colon, a dash or "is" tell what the client is?"""
    if match.last == len(text.tokens):
        return False
    following = text.tokens[match.last]
    mark = text.prompt[text.tokens[match.last - 1].end : following.start].strip()
    return mark in {":", "-", "—", "–"} or following.low in {"is", "are", "это"}


def _is_said_to_be(text: Text, match: Match) -> bool:
    """Is it "we" with a noun for what they are, «мы небольшая мастерская», and no verb, «мы видим девушку»?"""
    following = text.tokens[match.last] if match.last < len(text.tokens) else None
    return following is not None and following.forms.part in {"noun", "adjective"}
