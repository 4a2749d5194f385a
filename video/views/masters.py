"""The files of a work, what they can become, and the order of a master."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reklamai.core.errors import NotFound, ReklamError
from reklamai.core.htmx import toast, wants_fragment
from studio.models import Generation
from studio.selectors import generations as reads
from studio.selectors import storage
from studio.views import PageRequest
from studio.views.generations import key_of
from video.mastering import MasterOffer, offers_for_asset
from video.selectors.masters import made_of, source_of
from video.services import masters as services
from video.upscalers import upscalers_for


@login_required
@require_safe
def masters(request: PageRequest, pk: UUID) -> HttpResponse:
    """The panel of the work's own page; a page of its own without scripts."""
    return shown(request, reads.visible(request.user, pk))


@login_required
@require_POST
def export(request: PageRequest, pk: UUID) -> HttpResponse:
    """Order what was chosen; a refusal is told in the form, which keeps what was chosen."""
    generation = reads.visible(request.user, pk, in_bin=False)
    source = source_of(generation)
    if source is None:
        raise NotFound(_("There is no such file."))
    wish = wish_of(request.POST)
    try:
        made = services.export(request.user, source=source, key=key_of(request), **wish)
    except ReklamError as error:
        return refused(request, generation, wish, error)
    if not wants_fragment(request):
        return redirect(made)
    return toast(shown(request, generation), _("Ordered. It appears here when it is done."))


def wish_of(given: QueryDict) -> dict[str, str]:
    return {"master_format": given.get("format", ""), "resolution": given.get("resolution", "")}


def shown(request: PageRequest, generation: Generation) -> HttpResponse:
    wish = wish_of(request.GET)
    template = "video/_masters.html" if wants_fragment(request) else "video/masters.html"
    return render(request, template, context_of(request, generation, wish))


def refused(request: PageRequest, generation: Generation, wish: dict[str, str], error: ReklamError) -> HttpResponse:
    """The form with the reason above it; in the page it takes the form's place, so that its dialog stays open."""
    context = context_of(request, generation, wish) | {"refused": error.message}
    if not wants_fragment(request):
        return render(request, "video/masters.html", context, status=422)
    answer = render(request, "video/_master_form.html", context, status=422)
    answer["HX-Retarget"], answer["HX-Reswap"] = ".master-form", "outerHTML"
    return answer


@dataclass(frozen=True, slots=True)
class Picked:
    """What the form stands at: reason says why it cannot be ordered like this."""

    offer: MasterOffer
    resolution: str
    bytes: int
    enlarged: bool
    reason: str


def picked(offers: Sequence[MasterOffer], *, master_format: str, resolution: str) -> Picked | None:
    """The wish, where there is such an offer; else the first that can be had."""
    usable = [each for each in offers if not each.reason] or list(offers)
    named = [each for each in usable if each.format == master_format]
    offer = next(iter([*named, *(each for each in usable if not each.sizes[0].reason), *usable]), None)
    if offer is None:
        return None
    size = offer.at(resolution) or offer.sizes[0]
    return Picked(offer, size.value, size.bytes or 0, size.enlarged, offer.reason or size.reason)


def context_of(request: PageRequest, generation: Generation, wish: dict[str, str]) -> dict[str, Any]:
    source = source_of(generation) if generation.status == "done" and not generation.deleted_at else None
    made = made_of(request.user, generation)
    offers = offers_for_asset(source) if source else ()
    return {
        "generation": generation,
        "files": generation.results,
        "source": source,
        "offers": offers,
        "picked": picked(offers, **wish),
        "made": made,
        "open": any(not each.is_over for each in made),
        "room": storage.usage(request.user),
        "upscalers": upscalers_for(source) if source else (),
        "key": uuid4(),
    }
