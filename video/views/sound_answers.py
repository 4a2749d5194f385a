"""How the doors of a sound panel answer: its parts with scripts, the page again without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from reklamai.core.errors import Conflict
from reklamai.core.htmx import trigger, wants_fragment
from studio.catalogue.validate import AskInvalid
from studio.views import PageRequest
from video.models import SoundMix
from video.selectors.mixes import board_of_sound, mix_for
from video.services import speaking
from video.sound_shown import SoundPage


def page_of(request: PageRequest, mix: SoundMix, *, chosen: UUID | None = None) -> SoundPage:
    """The mix as it stands; of a board with what voicing its lines would cost."""
    board = board_of_sound(mix)
    quote = speaking.quote(request.user, mix) if mix.film_id else None
    return SoundPage(board, quote, chosen)


def context_of(request: PageRequest, mix: SoundMix, *, chosen: UUID | None = None) -> dict[str, Any]:
    return {"page": page_of(request, mix, chosen=chosen), "keys": {"speak": uuid4()}}


def answered(
    request: PageRequest, mix: SoundMix, deed: Callable[[], object], *, chosen: UUID | None = None
) -> HttpResponse:
    """The deed done, and what stands after it. A stale panel and faults are told beside what stands."""
    try:
        deed()
    except AskInvalid as refused:
        if not wants_fragment(request):
            raise
        words = " ".join(refused.errors.values())
        return trigger(parts(request, mix, status=422), "sound-wrong", {"words": words, "piece": str(chosen or "")})
    except Conflict as conflict:
        if "revision" not in conflict.facts or not wants_fragment(request):
            raise
        return trigger(parts(request, mix, status=409), "sound-stale")
    return done(request, mix, chosen=chosen)


def done(request: PageRequest, mix: SoundMix, *, chosen: UUID | None = None) -> HttpResponse:
    if not wants_fragment(request):
        return back(mix, chosen)
    return parts(request, mix)


def parts(request: PageRequest, mix: SoundMix, *, status: int = 200) -> HttpResponse:
    """Every part of the panel that may have changed, read anew."""
    return render(
        request, "video/_sound_answer.html", context_of(request, mix_for(request.user, mix.pk)), status=status
    )


def back(mix: SoundMix, chosen: UUID | None = None) -> HttpResponseRedirect:
    here = reverse("video:sound", args=[mix.pk])
    return redirect(f"{here}?piece={chosen}#snd-props" if chosen else here)
