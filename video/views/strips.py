"""The strip of a composer that has both a start and an end frame: drawn while one looks, before anything is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reklamai.core.errors import ReklamError
from studio.models import Asset, Generation, Status
from studio.views import PageRequest
from video.services import strips
from video.ways import said_of

AGAIN_AFTER_MS = 300
TRIES = 60
"""Looks of a page at a strip that is not there yet: 18 seconds, and then it says so instead."""
LONGEST = 11
"""Digits of a number that is read: a seed has ten."""


@dataclass(frozen=True, slots=True)
class Shown:
    """state: none | making | late | ready | failed."""

    state: str
    trouble: str = ""
    picture: Asset | None = None
    says: str = ""
    again: str = ""
    """Where the page asks next; the form's fields go along by themselves."""


@login_required
@require_safe
def strip(request: PageRequest) -> HttpResponse:
    """Fields: start_frame, end_frame, and those of the form that change the way (parameters.style, ...); n: tries."""
    first, last = request.GET.get("start_frame", ""), request.GET.get("end_frame", "")
    shown = Shown("none")
    if first and last:
        try:
            made = strips.strip_for(request.user, first, last, **wish_of(request))
            shown = shown_of(request, made)
        except ReklamError as error:
            shown = Shown("failed", trouble=error.message)
    context = {"strip": shown, "ours": is_ours(request), "after_ms": AGAIN_AFTER_MS}
    return render(request, "video/_strip.html", context)


def wish_of(request: PageRequest) -> dict[str, Any]:
    """The settings of our own engine; those of other models may have the same names and other values."""
    if not is_ours(request):
        return {}
    given = {name: request.GET.get(f"parameters.{name}", "") for name in ("style", "easing")}
    return {name: value for name, value in given.items() if value} | {"seed": number_in(request, "parameters.seed")}


def is_ours(request: PageRequest) -> bool:
    return request.GET.get("ours") == "1"


def shown_of(request: PageRequest, made: Generation, *, door: str = "video:strip") -> Shown:
    """door: the name of the page's address that it asks again at."""
    if made.status == Status.DONE and (files := made.results):
        return Shown("ready", picture=files[0], says=said_of(made.notes.get("route", {})))
    if made.is_over:
        return Shown("failed", trouble=made.error_message)
    tries = number_in(request, "n") + 1
    return Shown("making" if tries <= TRIES else "late", again=f"{reverse(door)}?n={tries}")


def number_in(request: PageRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < LONGEST else 0
