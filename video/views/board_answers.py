"""How the doors of a storyboard answer: pieces of the page with scripts, the page again without."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from reklamai.core.errors import Conflict
from reklamai.core.htmx import trigger, wants_fragment
from studio.catalogue.validate import AskInvalid
from studio.views import PageRequest
from video.film_shown import page_of
from video.selectors.films import film_for


def answered(
    request: PageRequest, pk: UUID, deed: Callable[[], HttpResponse], *, shot: UUID | None = None
) -> HttpResponse:
    """The deed's answer; of a stale board and of faults in a card the page itself tells, and keeps what was typed."""
    try:
        return deed()
    except AskInvalid as refused:
        if shot is None or not wants_fragment(request):
            raise
        return faulty(request, pk, shot, refused)
    except Conflict as conflict:
        if "revision" not in conflict.facts or not wants_fragment(request):
            raise
        return trigger(HttpResponse(status=conflict.status), "board-stale", {"revision": conflict.facts["revision"]})


def done(request: PageRequest, pk: UUID, *, whole: bool = False, asked: bool = False) -> HttpResponse:
    """What stands now: every piece that may have changed. whole: the cards too; asked: nobody has changed anything."""
    if not wants_fragment(request):
        return redirect("video:storyboard", pk=pk)
    film = film_for(request.user, pk)
    page = page_of(request.user, film)
    context = {"film": film, "page": page, "board": page.board, "pictures": page.pictures, "whole": whole}
    name = "video/_board_states.html" if asked else "video/_board_answer.html"
    return trigger(render(request, name, context), "board", {"revision": film.revision, "asked": asked})


def faulty(request: PageRequest, pk: UUID, shot: UUID, refused: AskInvalid) -> HttpResponse:
    film = film_for(request.user, pk)
    page = page_of(request.user, film)
    card = next((each for each in page.cards if each.shot.pk == shot), None)
    if card is None:
        raise refused
    wrong = {"pk": shot, "words": " ".join(refused.errors.values())}
    context = {"film": film, "page": page, "card": card, "wrong": wrong}
    return render(request, "video/_shot_live.html", context, status=422)
