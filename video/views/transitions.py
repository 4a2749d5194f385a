"""Two clips become one: chosen, seen in a strip, ordered."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reklamai.core.errors import BadInput, ReklamError
from studio.cards import cards
from studio.context import current_project
from studio.models import AssetKind
from studio.selectors import catalogue
from studio.services import assets
from studio.views import PageRequest
from studio.views.generations import key_of
from video.selectors.transitions import ENDS, MODEL, clips_for, latest, styles
from video.services import transitions
from video.views.strips import AGAIN_AFTER_MS, Shown, shown_of

SECONDS = "0.5"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """The page; posted, the order. What was chosen stays where it is refused."""
    if request.method != "POST":
        return shown(request, wish_of(request.GET))
    wish = wish_of(request.POST)
    try:
        for end in ENDS:
            wish[end] = uploaded(request, f"{end}_file") or wish[end]
        project = current_project(request)
        made = transitions.order(
            request.user, wish["first"], wish["second"], style=wish["style"], seconds=wish["seconds"],
            key=key_of(request), project=project.pk if project else None,
        )  # fmt: skip
    except ReklamError as error:
        return shown(request, wish, trouble=error.message, status=error.status)
    return redirect(made)


@login_required
@require_POST
def upload(request: PageRequest) -> HttpResponse:
    """A clip from a file: both choices again, with it chosen; or why it was not taken."""
    wish, trouble = wish_of(request.POST), ""
    try:
        for end in ENDS:
            wish[end] = uploaded(request, f"{end}_file") or wish[end]
    except BadInput as error:
        trouble = error.message
    return render(request, "video/_transition_ends.html", {"ends": clips_for(request.user, wish), "trouble": trouble})


@login_required
@require_safe
def strip(request: PageRequest) -> HttpResponse:
    """A few moments of the transition as it is chosen; asks on by itself while it is made."""
    wish = wish_of(request.GET)
    found = Shown("none")
    if wish["first"] and wish["second"]:
        try:
            made = transitions.strip_for(
                request.user, wish["first"], wish["second"], style=wish["style"], seconds=wish["seconds"]
            )
            found = shown_of(request, made, door="video:transition-strip")
        except ReklamError as error:
            found = Shown("failed", trouble=error.message)
    return render(request, "video/_strip.html", {"strip": found, "ours": True, "after_ms": AGAIN_AFTER_MS})


def wish_of(given: Any) -> dict[str, str]:
    return {
        "first": given.get("first", ""),
        "second": given.get("second", ""),
        "style": given.get("style", "auto"),
        "seconds": given.get("seconds", SECONDS),
    }


def uploaded(request: PageRequest, field: str) -> str:
    """The id of a clip that came along as a file; "" if none did. Raises BadInput for what is no clip."""
    file = request.FILES.get(field)
    if not isinstance(file, UploadedFile):
        return ""
    kept = assets.upload(
        owner=request.user, file=file, name=file.name or "", project=current_project(request), kinds=(AssetKind.CLIP,)
    )
    return str(kept.pk)


def shown(request: PageRequest, wish: dict[str, str], *, trouble: str = "", status: int = 200) -> HttpResponse:
    context = {
        "ends": clips_for(request.user, wish),
        "styles": styles(),
        "wish": wish,
        "off": catalogue.offer(MODEL).off,
        "trouble": trouble,
        "key": uuid4(),
        "cards": cards(latest(request.user)),
    }
    return render(request, "video/transitions.html", context, status=status)
