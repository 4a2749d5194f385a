"""Signs of anchors: names of colours, shares, and what a composer holds to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from anchors.media.features import Colour
from anchors.media.names import COLOUR_WORDS
from anchors.shown.held import MOST, Held, held
from anchors.shown.words import language, per_cent
from studio.models import User

register = template.Library()


@register.filter
def colour_words(colour: Colour) -> str:
    """The colour's name in the reader's language."""
    return COLOUR_WORDS.get(colour.name, {}).get(language(), colour.name)


@register.filter
def share(value: float) -> str:
    """ "71 %" for 0.71."""
    return per_cent(value)


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    """The value under a key that the template only knows by name."""
    return table[key]


@register.inclusion_tag("anchors/_hold.html", takes_context=True)
def hold_row(context: template.Context, references: Sequence[str], composer: str) -> dict[str, Any]:
    """The composer's row of what an order holds to, with a chip for each reference that names something of ours."""
    user = context["request"].user
    chips = held(user, references) if isinstance(user, User) and references else []
    return {"chips": chips, "composer": composer, "most": MOST}


@register.simple_tag(takes_context=True)
def anchors_among(context: template.Context, references: Sequence[str]) -> dict[str, Held]:
    """By reference, what is held among ones that may name anything: for pages with many rows of them."""
    user = context["request"].user
    return {each.value: each for each in held(user, references)} if isinstance(user, User) and references else {}
