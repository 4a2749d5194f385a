"""Storyboards: the list of them, and the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from studio.context import current_project
from studio.views import PageRequest
from video.film_form import film_content
from video.film_shown import Page, page_of, rows_of
from video.models import MultiShotGeneration
from video.selectors import films as reads
from video.services import films, rendering
from video.services.planning import plan_of
from video.services.rendering import FilmQuote
from video.views.board_answers import answered, done


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def storyboards(request: PageRequest) -> HttpResponse:
    """Newest first; a POST makes a new one."""
    if request.method == "POST":
        project = current_project(request)
        return redirect(films.create(request.user, {"project": project.pk if project else None}))
    in_bin = request.GET.get("show") == "bin"
    page = reads.films_of(request.user, bin=in_bin, cursor=request.GET.get("cursor", ""))
    onward = {"cursor": page.next_cursor, **({"show": "bin"} if in_bin else {})}
    context = {"rows": rows_of(page.items), "in_bin": in_bin}
    context["next_url"] = f"?{urlencode(onward)}" if page.next_cursor else ""
    return render(request, "video/storyboards.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def storyboard(request: PageRequest, pk: UUID) -> HttpResponse:
    """The board; a POST changes what holds for all of it. `?quote=1` tells the price in the page itself."""
    if request.method == "POST":
        return answered(request, pk, lambda: edited(request, pk))
    film = reads.film_for(request.user, pk)
    quote = rendering.quote(request.user, film) if request.GET.get("quote") else None
    return render(request, "video/storyboard.html", context_of(request, film, quote))


def edited(request: PageRequest, pk: UUID) -> HttpResponse:
    film = films.edit(request.user, pk, film_content(request.POST), revision=request.POST.get("revision"))
    return done(request, film.pk)


def context_of(request: PageRequest, film: MultiShotGeneration, quote: FilmQuote | None) -> dict[str, Any]:
    page = page_of(request.user, film)
    return {"film": film, "page": page, "pictures": page.pictures, "board": page.board, **foot_of(page, quote)}


def foot_of(page: Page, quote: FilmQuote | None) -> dict[str, Any]:
    """The price, with a key for each of the orders that the foot of a board can begin."""
    failed = [card.shot.pk for card in page.failed]
    # with the shots before them that they go on from: by its plan, as the render counts
    again = {each.number for each in plan_of(page.board, only=failed)} if quote and failed else set()
    retry = sum(each.price or 0 for each in quote.shots if each.number in again) if quote else 0
    return {"quote": quote, "retry_total": retry, "keys": {name: uuid4() for name in ("render", "retry")}}


@login_required
@require_safe
def quote(request: PageRequest, pk: UUID) -> HttpResponse:
    """The foot of the board with what a render would make and cost."""
    film = reads.film_for(request.user, pk)
    page = page_of(request.user, film)
    context = {"film": film, "page": page, **foot_of(page, rendering.quote(request.user, film))}
    return render(request, "video/_foot.html", context)


@login_required
@require_safe
def live(request: PageRequest, pk: UUID) -> HttpResponse:
    """The board's states, while something of it is being made."""
    return done(request, reads.film_for(request.user, pk).pk, asked=True)


@login_required
@require_POST
def trash(request: PageRequest, pk: UUID) -> HttpResponse:
    films.trash(request.user, pk)
    messages.success(request, _("The storyboard is in the bin for 30 days. What was rendered stays in the library."))
    return redirect("video:storyboards")


@login_required
@require_POST
def restore(request: PageRequest, pk: UUID) -> HttpResponse:
    films.restore(request.user, pk)
    return redirect(reverse("video:storyboard", args=[pk]))
