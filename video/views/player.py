"""The player of a board and the captions of what it plays."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reklamai.core.errors import NotFound
from studio.views import PageRequest
from video.captions import as_webvtt, cues
from video.selectors.boards import board_of
from video.selectors.films import film_for
from video.selectors.reels import reels_of


@login_required
@require_safe
def player(request: PageRequest, pk: UUID) -> HttpResponse:
    """The player alone, for a page that has an older one."""
    return render(request, "video/_player.html", {"board": board_of(film_for(request.user, pk))})


@login_required
@require_safe
def captions(request: PageRequest, pk: UUID) -> HttpResponse:
    """The lines at the times of their shots; `of` is "animatic" or "film"."""
    reel = reels_of(board_of(film_for(request.user, pk))).get(request.GET.get("of", "animatic"))
    if reel is None:
        raise NotFound(_("There is no such clip yet."))
    found = as_webvtt(cues(reel.lines, tall=reel.is_tall))
    return HttpResponse(found, content_type="text/vtt; charset=utf-8", headers={"Cache-Control": "private, no-cache"})
