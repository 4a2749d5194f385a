"""The sound panel of a storyboard and of a clip."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reklamai.core.htmx import wants_fragment
from studio.references import asset_of
from studio.views import PageRequest
from video.models import SoundMix
from video.selectors.films import film_for
from video.selectors.mixes import mix_for, mix_under
from video.services import sounds
from video.sound_form import mix_content
from video.views.sound_answers import answered, context_of, parts


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_film(request: PageRequest, pk: UUID) -> HttpResponse:
    """The panel of a board; a POST begins its sound."""
    film = film_for(request.user, pk)
    if request.method == "POST":
        return begun(request, sounds.mix_of_film(request.user, film))
    return found(request, mix_under(request.user, film=film.pk), reverse("video:film-sound", args=[pk]), is_film=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_clip(request: PageRequest, pk: UUID) -> HttpResponse:
    """The panel of a clip; a POST begins its sound."""
    clip = asset_of(request.user, pk)
    if request.method == "POST":
        return begun(request, sounds.mix_of_clip(request.user, clip))
    return found(request, mix_under(request.user, clip=clip.pk), reverse("video:clip-sound", args=[pk]))


def begun(request: PageRequest, mix: SoundMix) -> HttpResponse:
    if not wants_fragment(request):
        return redirect("video:sound", pk=mix.pk)
    return shown(request, mix_for(request.user, mix.pk))


def found(request: PageRequest, mix: SoundMix | None, add_url: str, *, is_film: bool = False) -> HttpResponse:
    if mix is not None:
        return shown(request, mix)
    name = "video/_sound_none.html" if wants_fragment(request) else "video/sound_none.html"
    return render(request, name, {"add_url": add_url, "is_film": is_film})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sound(request: PageRequest, pk: UUID) -> HttpResponse:
    """The panel, or with `live` what the clock has changed of it; a POST sets the mix."""
    mix = mix_for(request.user, pk)
    if request.method == "POST":
        revision = request.POST.get("revision")
        return answered(request, mix, lambda: edited(request, mix, revision))
    return parts(request, mix) if request.GET.get("live") and wants_fragment(request) else shown(request, mix)


def edited(request: PageRequest, mix: SoundMix, revision: str | None) -> SoundMix:
    return sounds.edit(request.user, mix.pk, mix_content(request.POST), revision=revision)


def shown(request: PageRequest, mix: SoundMix) -> HttpResponse:
    """The whole panel: a piece of the board's and the clip's page, and a page of its own without scripts."""
    asked = request.GET.get("piece", "")
    chosen = (
        next((each.pk for each in mix.pieces.filter(deleted_at=None) if str(each.pk) == asked), None) if asked else None
    )
    name = "video/_sound.html" if wants_fragment(request) else "video/sound.html"
    return render(request, name, context_of(request, mix, chosen=chosen))
