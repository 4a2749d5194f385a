"""A prompt read into data: tokenise, find phrases, rule out, join, bind, assemble."""

from __future__ import annotations

from reklamai.media.words import camera, scene
from reklamai.media.words.colours import bind
from reklamai.media.words.compounds import compound
from reklamai.media.words.inflection import is_russian
from reklamai.media.words.layout import layout
from reklamai.media.words.negation import negate
from reklamai.media.words.people import drafts
from reklamai.media.words.phrases import Match, Text, find
from reklamai.media.words.products import name_unknown, products
from reklamai.media.words.reading import Reading, Span

SILENT = frozenset(
    {
        "attire",
        "grammar",
        "filler",
        "product_of",
        "camera_noun",
        "business",
        "subject",
        "hue",
        "tones",
        "number",
        "client",
    }
)
"""Kinds that serve other words and are shown neither as understood nor as unknown."""
SHORTEST_WORD = 3


def read(prompt: str) -> Reading:
    """What a Russian or English advertising prompt asks for; the same prompt always reads the same.

    Never raises. What the words leave open is None or empty; words that nothing here draws are in `unknown`.
    """
    text = find(prompt)
    without = negate(text)
    name_unknown(text)
    camera.settle_camera_verbs(text)
    compound(text)
    bound = bind(text)
    people = drafts(text, bound)
    things = products(text, people, bound)
    sides = layout(text)
    return Reading(
        prompt=prompt, language=_language(prompt),
        place=scene.place(text), time=scene.time(text), weather=scene.weather(text), season=scene.season(text),
        moods=scene.moods(text, bound), palette=tuple(bound.palette),
        people=tuple(draft.person() for draft in people), products=things,
        framing=camera.framing(text), angle=camera.angle(text), subject_side=sides.subject, copy_space=sides.copy,
        light=scene.light(text, bound, sides), moves=camera.moves(text, sides), shallow=camera.shallow(text),
        without=without, understood=_understood(text), unknown=_unknown(text),
    )  # fmt: skip


def _language(prompt: str) -> str:
    letters = [letter for letter in prompt if letter.isalpha()]
    return "ru" if sum(map(is_russian, letters)) * 2 > len(letters) else "en"


def _understood(text: Text) -> tuple[Span, ...]:
    return tuple(
        _span(text, match.first, match.last, _concept(match))
        for match in text.matches
        if match.used and match.kind not in SILENT
    )


def _concept(match: Match) -> str:
    return f"{'without' if match.negated else match.kind}:{match.value}"


def _unknown(text: Text) -> tuple[Span, ...]:
    return tuple(_span(text, index, index + 1, "") for index in range(len(text.tokens)) if _says_nothing(text, index))


def _says_nothing(text: Text, index: int) -> bool:
    """Is it a content word that nothing came of?"""
    match, token = text.at[index], text.tokens[index]
    if match is not None:
        return not (match.used or match.kind in SILENT)
    if token.is_number or len(token.low) < SHORTEST_WORD:
        return False
    return token.forms.part != "function"


def _span(text: Text, first: int, last: int, concept: str) -> Span:
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    return Span(start, end, text.prompt[start:end], concept)
