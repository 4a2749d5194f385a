"""The library: filters that are links, and pages by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reklamai.core.htmx import wants_fragment
from studio.cards import cards, titles_of
from studio.context import current_project
from studio.forms.library import ICONS, KINDS, LibraryForm
from studio.models import Generation
from studio.selectors import generations as reads
from studio.selectors import tallies
from studio.views import PageRequest

KEPT = ("q", "kind", "model", "show", "view")
"""Filters that stay in every address of the library."""


@dataclass(frozen=True, slots=True)
class Link:
    """One filter as a link to the address that it leads to."""

    url: str
    words: str
    icon: str = ""
    current: bool = False
    number: object = ""


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    form = LibraryForm(request.GET)
    project = current_project(request)
    query = form.query(project=project.pk if project else None)
    page = reads.library(request.user, query, cursor=request.GET.get("cursor", ""))
    more = address(request, cursor=page.next_cursor) if page.next_cursor else ""
    context = {"cards": cards(page.items), "next_url": more, "in_bin": query.bin, "view": form.cleaned_data["view"]}
    if wants_fragment(request) and "cursor" in request.GET:
        return render(request, "studio/_cards.html", context)
    context |= filters(request, form) | {
        "project": project,
        "takes_new": "" if form.is_narrow else "any",
        "empty_template": "studio/_no_results.html",
    }
    fragment = wants_fragment(request) and request.htmx.target == "library"
    return render(request, "studio/_library.html" if fragment else "studio/library.html", context)


def address(request: PageRequest, **changes: str) -> str:
    """The library's address with some filters changed; an empty one is left out."""
    kept = {name: request.GET.get(name, "") for name in KEPT}
    found = {name: value for name, value in {**kept, **changes}.items() if value}
    return reverse("studio:library") + (f"?{urlencode(found)}" if found else "")


def filters(request: PageRequest, form: LibraryForm) -> dict[str, Any]:
    """The filters, each a link that turns it on or off."""
    given = form.cleaned_data
    project = current_project(request)
    counts = tallies.counts(request.user, project.pk if project else None)
    return {
        "words": given["q"],
        "counts": counts,
        "kinds": [
            Link(address(request, kind=value), str(words), ICONS.get(value, ""), value == given["kind"])
            for value, words in KINDS
        ],
        "shows": [
            show_link(request, given["show"], "running", _("In work"), "hourglass", counts.running),
            show_link(request, given["show"], "favourites", _("Favourites"), "heart", counts.favourite),
            show_link(request, given["show"], "bin", _("Bin"), "trash-2", counts.bin),
        ],
        "views": [
            Link(address(request, view=""), _("Grid"), "layout-grid", given["view"] == "grid"),
            Link(address(request, view="list"), _("List"), "rows-3", given["view"] == "list"),
        ],
        "model": titles_of([Generation(model=given["model"])]).get(given["model"], "") if given["model"] else "",
        "without_model": address(request, model=""),
        "hidden": [(name, request.GET[name]) for name in KEPT if name != "q" and request.GET.get(name)],
    }


def show_link(request: PageRequest, shown: str, value: str, words: str, icon: str, number: reads.Count) -> Link:
    """On: leads to it; when it is on already: leads away from it."""
    current = shown == value
    return Link(address(request, show="" if current else value), words, icon, current, number if number.number else "")
