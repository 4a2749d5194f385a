"""The player of a board and the captions of what it plays."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reklamai.core.errors import NotFound
from reklamai.media.captions.cues import Cue
from reklamai.media.captions.files import as_srt, as_webvtt
from studio.views import PageRequest
from video.captions import captions_of
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
    """What is said in a clip, as WebVTT; `of` is "animatic" or "film"."""
    return told(as_webvtt(shown(request, pk)), "text/vtt")


@login_required
@require_safe
def subrip(request: PageRequest, pk: UUID) -> HttpResponse:
    """The same as SubRip."""
    return told(as_srt(shown(request, pk)), "application/x-subrip")


def shown(request: PageRequest, pk: UUID) -> tuple[Cue, ...]:
    board = board_of(film_for(request.user, pk))
    reel = reels_of(board).get(request.GET.get("of", "animatic"))
    if reel is None:
        raise NotFound(_("There is no such clip yet."))
    return captions_of(request.user, board, reel)


def told(text: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=f"{content_type}; charset=utf-8", headers={"Cache-Control": "private, no-cache"}
    )
