"""Signs of storyboards: what a shot holds, states, seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from studio.templatetags.studio_ui import icon
from video.film_words import Sign

register = template.Library()


@register.filter
def among(table: Mapping[str, Any], name: str) -> Any:
    """What a table has under a name; None where it has nothing, as of a thing that is gone."""
    return table.get(name)


@register.filter
def part(name: str, place: int) -> str:
    """One part of "<source>:<id>:<role>"; 0 is the source."""
    return name.split(":")[place]


@register.filter
def seconds(length: float) -> str:
    """ "4 s", "4.5 s"."""
    whole = round(length, 1)
    return _("%(s)s s") % {"s": number_format(whole, 0 if whole == int(whole) else 1)}


@register.filter
def grows(length: float) -> int:
    """How many parts of a row something so long takes: whole seconds, 1..15."""
    return min(max(round(length), 1), 15)


@register.simple_tag
def sign(shown: Sign) -> SafeString:
    """A state in its colour, with its icon; what runs breathes."""
    mark = format_html('<i class="dot"></i>') if shown.icon == "dot" else icon(shown.icon)
    return format_html('<span class="status" data-is="{}">{}{}</span>', shown.mood, mark, shown.words)
