"""What the panel of a mix takes away or draws: captions as files, waves of sounds."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from studio.views import PageRequest
from video.content_fields import whole
from video.selectors.mixes import board_of_sound, mix_for
from video.services import peaks as waves
from video.sound_files import TYPES, captions_file
from video.trait_fields import Unfit


@login_required
@require_safe
def captions(request: PageRequest, pk: UUID, form: str) -> HttpResponse:
    """What is said; `of` is "animatic" or "film", else of what there is."""
    told = captions_file(board_of_sound(mix_for(request.user, pk)), form, of=request.GET.get("of", ""))
    kind = f"{TYPES[form]}; charset=utf-8"
    return HttpResponse(told, content_type=kind, headers={"Cache-Control": "private, no-cache"})


@login_required
@require_safe
def peaks(request: PageRequest, pk: UUID, piece: UUID) -> HttpResponseBase:
    """The wave of one sound: {"peaks": [[lowest, highest], ...]}; `columns` of them."""
    asset = waves.file_of(mix_for(request.user, pk), piece)
    columns = columns_in(request.GET.get("columns", ""))
    tag = f'"{asset.sha256[:32]}-{columns}"'
    if known := get_conditional_response(request, etag=tag):
        return known
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    return JsonResponse({"peaks": waves.peaks(asset, columns)}, headers=headers)


def columns_in(text: str) -> int:
    """As many as were asked for; the usual number where that is none."""
    try:
        return whole(text, low=1, high=waves.MOST_COLUMNS)
    except Unfit:
        return waves.COLUMNS
