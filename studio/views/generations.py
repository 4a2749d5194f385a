"""One work: its page, its card for polls, and what can be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reklamai.core.errors import NotFound
from reklamai.core.htmx import toast, trigger, wants_fragment
from studio.archives import friendly_name
from studio.cards import card, cards
from studio.models import Generation
from studio.selectors import credits, tallies
from studio.selectors import generations as reads
from studio.services import generations, takes
from studio.views import PageRequest
from studio.views.files import mark, ranged


@login_required
@require_safe
def detail(request: PageRequest, pk: UUID) -> HttpResponse:
    generation = reads.visible(request.user, pk)
    newer, older = tallies.neighbours(request.user, generation)
    context = {
        "card": card(generation),
        "generation": generation,
        "receipt": credits.receipt(generation),
        "newer": newer,
        "older": older,
    }
    return render(request, "studio/_generation.html" if wants_fragment(request) else "studio/generation.html", context)


@login_required
@require_safe
def lineage(request: PageRequest, pk: UUID) -> HttpResponse:
    """Where it comes from and what was made of it; the page asks for it once it stands."""
    generation = reads.visible(request.user, pk)
    found = reads.lineage(request.user, generation)
    context = {"generation": generation, "lineage": found}
    return render(request, "studio/_lineage.html", context)


@login_required
@require_safe
def poll(request: PageRequest, pk: UUID) -> HttpResponse:
    """Its card as it is now. A card that is over has no poll of its own, so the asking ends by itself."""
    return with_card(request, reads.standing(request.user, pk))


def with_card(request: PageRequest, generation: Generation, **context: Any) -> HttpResponse:
    return render(request, "components/generation_card.html", {"card": card(generation), **context})


def done(request: PageRequest, generation: Generation, said: str = "", **context: Any) -> HttpResponse:
    """After a deed: the card for htmx, else back to where the form stood."""
    if wants_fragment(request):
        response = with_card(request, reads.standing(request.user, generation.pk), **context)
        return toast(response, said) if said else response
    return redirect(came_from(request, generation))


def came_from(request: PageRequest, generation: Generation) -> str:
    """The page of ours that the form stood on, else the work's own."""
    target = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else generation.get_absolute_url()


@login_required
@require_POST
def favourite(request: PageRequest, pk: UUID) -> HttpResponse:
    generation = reads.visible(request.user, pk)
    generations.set_favourite(generation, on=bool(request.POST.get("on")))
    return done(request, generation)


@login_required
@require_POST
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    generation = reads.visible(request.user, pk)
    generations.delete(generation)
    return done(request, generation, undo=True)


@login_required
@require_POST
def restore(request: PageRequest, pk: UUID) -> HttpResponse:
    generation = reads.visible(request.user, pk)
    generations.restore(generation)
    return done(request, generation)


@login_required
@require_POST
def cancel(request: PageRequest, pk: UUID) -> HttpResponse:
    generation = reads.visible(request.user, pk)
    generations.cancel(generation)
    return done(request, generation)


@login_required
@require_POST
def choose(request: PageRequest, pk: UUID) -> HttpResponse:
    """Let this take stand for its item in lists."""
    generation = reads.visible(request.user, pk, in_bin=False)
    takes.choose(generation)
    return redirect(generation)


@login_required
@require_POST
def retry(request: PageRequest, pk: UUID) -> HttpResponse:
    """The same ask again: its new card on top, and the old one with a fresh key."""
    generation = reads.visible(request.user, pk)
    made = generations.retry(generation=generation, key=key_of(request))
    if not wants_fragment(request):
        return redirect(f"studio:create-{card(generation).composer}")
    response = render(request, "studio/_retried.html", {"cards": cards(made), "card": card(generation)})
    return trigger(response, "announce", {"text": _("Ordered again.")})


def key_of(request: PageRequest) -> UUID:
    """The key in the pressed form; a new one where it carries none."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


@login_required
async def download(request: PageRequest, pk: UUID) -> HttpResponseBase:
    """The result under a name made of its words."""
    user = await request.auser()
    generation = await Generation.objects.filter(owner=user.pk, pk=pk).prefetch_related("assets").afirst()
    asset = generation.result if generation else None
    if generation is None or asset is None:
        raise NotFound(_("There is no file to download."))
    response = await ranged(request, name=str(asset.file.name), size=asset.size_bytes, content_type=asset.content_type)
    response["Content-Disposition"] = content_disposition_header(True, friendly_name(generation, asset)) or ""
    return mark(response, asset)
