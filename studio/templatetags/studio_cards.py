"""Signs of cards and of the composer: clocks, names of settings, words that were understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio.catalogue.entry import Entry
from studio.catalogue.labels import role_label, value_label
from studio.models import Generation

register = template.Library()

BROUGHT_ALONG = ("framing", "grain", "vignette", "flare")
"""Controls of a camera that other ones may set."""


@register.filter
def clock(seconds: float | None) -> str:
    """ "1:05" for 65 seconds."""
    whole = max(0, round(seconds or 0))
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def lasting(seconds: float | None) -> str:
    """ "34 s", "1 min 50 s", "2 h 5 min"; "" for an unknown time. Never less than a second."""
    if seconds is None:
        return ""
    whole = max(1, round(seconds))
    if whole < 60:
        return _("%(s)d s") % {"s": whole}
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return _("%(m)d min %(s)d s") % {"m": minutes, "s": rest} if rest else _("%(m)d min") % {"m": minutes}
    return _("%(h)d h %(m)d min") % {"h": minutes // 60, "m": minutes % 60}


@register.filter
def ordinal(place: int) -> str:
    """ "2nd" in English, "2-я" in Russian: a place in the queue."""
    return _("no. %(place)d") % {"place": place}


@register.filter
def role(name: str) -> str:
    """The words for an input's role."""
    return role_label(name)


@register.filter
def shown(value: Any, name: str) -> str:
    """A setting's value in words."""
    return value_label(name, value)


@register.filter
def camera_controls(generation: Generation) -> list[dict[str, Any]]:
    """What of a virtual camera and of a master took effect, as it was sent."""
    asked = {*generation.camera, *BROUGHT_ALONG} if generation.camera else set()
    asked |= {"master"} if generation.master else set()
    controls = generation.sent.get("controls", ())
    return [each for each in controls if each["name"] in asked and each["name"] not in generation.parameters]


@register.filter
def entry_title(entry: Entry) -> str:
    """A model's name; our own engine has one in each language."""
    return model_title(entry.provider, entry.title)


def model_title(provider: str, title: str) -> str:
    if provider != "local":
        return title
    return OWN_TITLES[title]() if title in OWN_TITLES else _("Draft")


OWN_TITLES: dict[str, Callable[[], str]] = {
    "Master file": lambda: _("Master file"),
    "Film": lambda: _("Film"),
    "Transition": lambda: _("Transition"),
}
"""What our own engines make that is no draft of anything."""


@register.filter
def returned_words(amount: int) -> str:
    """ "Your 24 credits are back", in the number that the credits ask for."""
    return ngettext("%(n)d credit is back", "%(n)d credits are back", amount) % {"n": amount}


@register.simple_tag
def read_words(prompt: str, notes: dict[str, Any]) -> SafeString:
    """The prompt with what the maker understood and what it did not know marked; plain where it does not say."""
    spans = [(*span, "known", _("understood")) for span in spans_of(notes, "understood")]
    spans += [(*span, "unknown", _("not drawn")) for span in spans_of(notes, "unknown")]
    return format_html_join("", "{}", ((piece,) for piece in pieces(prompt, sorted(spans))))


def spans_of(notes: dict[str, Any], name: str) -> list[tuple[int, int]]:
    """(start, end) of [start, end, …] lists; anything else that a maker may have noted is left out."""
    noted = notes.get(name)
    return [
        (span[0], span[1])
        for span in (noted if isinstance(noted, list) else ())
        if isinstance(span, list) and len(span) >= 2 and all(isinstance(edge, int) for edge in span[:2])
    ]


def pieces(prompt: str, spans: Iterable[tuple[int, int, str, str]]) -> list[str]:
    """Plain and marked stretches in turn; an overlapping span is left out."""
    made: list[str] = []
    at = 0
    for start, end, kind, title in spans:
        if start < at or end > len(prompt) or end <= start:
            continue
        made.append(prompt[at:start])
        marked = ((kind, title, prompt[start:end]),)
        made.append(format_html_join("", '<mark data-kind="{}" title="{}">{}</mark>', marked))
        at = end
    return [*made, prompt[at:]]
