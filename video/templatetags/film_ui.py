"""Signs of storyboards: what a shot holds, states, seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from studio.models import Asset
from studio.templatetags.studio_ui import icon
from video.film_words import Sign

register = template.Library()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody or something that a shot holds, as its chip shows it."""

    name: str
    picture: Asset | None
    icon: str
    hint: str = ""


@register.simple_tag
def member(name: str, souls: Mapping[str, Any], anchors: Mapping[str, Any], pictures: Mapping[str, Asset]) -> Member:
    """What there is of "<source>:<id>:<role>": among people by id, anchors by the whole name, pictures by id."""
    pk = name.split(":")[1]
    if person := souls.get(pk):
        return Member(person.soul.name, person.picture, "user", f"@{person.soul.handle}")
    if held := anchors.get(name):
        return Member(held.name, held.image, "anchor")
    if picture := pictures.get(pk):
        return Member(picture.name or _("Picture"), picture, "image")
    return Member(_("no longer there"), None, "circle-alert")


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
    mark = SafeString('<i class="dot"></i>') if shown.icon == "dot" else icon(shown.icon)
    return format_html('<span class="status" data-is="{}">{}{}</span>', shown.mood, mark, shown.words)
