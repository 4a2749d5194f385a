"""One anchor: its page, its card, and what can be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anchors.forms import FaceForm, LocksForm, NameForm
from anchors.models import ReferenceAnchor
from anchors.selectors import anchors as reads
from anchors.services import anchors, extracting
from anchors.shown.cards import becomes, cards, panels, pins
from anchors.shown.overlays import overlays
from reklamai.core.errors import BadInput
from reklamai.core.htmx import toast, trigger, wants_fragment
from studio.views import PageRequest

WORKS = 12
"""So many of the newest works that used it are listed."""


@login_required
@require_safe
def anchor(request: PageRequest, pk: UUID) -> HttpResponse:
    context = shown(reads.visible(request.user, pk, in_bin=True))
    return render(request, "anchors/_anchor.html" if wants_fragment(request) else "anchors/anchor.html", context)


def shown(anchor: ReferenceAnchor, **more: Any) -> dict[str, Any]:
    """What the page of an anchor shows."""
    found, cuts = anchor.features, reads.cuts(anchor)
    works = reads.used_by(anchor)
    listed = list(works.prefetch_related("assets").defer("words")[:WORKS])
    (card,) = cards([anchor])
    context: dict[str, Any] = {
        "card": card,
        "cuts": cuts,
        "used": {
            "works": listed,
            "total": len(listed) if len(listed) < WORKS else works.count(),
            "boards": list(reads.sets_of(anchor)[:WORKS]),
        },
    }
    if found is not None:
        context |= {
            "drawn": overlays(found),
            "panels": panels(anchor, found),
            "pins": pins(found),
            "becomes": becomes(anchor, found, cuts),
        }
    return context | more


@login_required
@require_safe
def card(request: PageRequest, pk: UUID) -> HttpResponse:
    """Its card as it is now. One whose picture is not being read has no poll, so the asking ends by itself."""
    anchor = reads.visible(request.user, pk, in_bin=True)
    response = with_card(request, anchor)
    return response if anchor.is_being_read else announced(response, anchor)


def announced(response: HttpResponse, anchor: ReferenceAnchor) -> HttpResponse:
    """The last answer to those who asked how the reading stands tells screen readers how it ended."""
    said = _("“%(name)s” could not be read.") if anchor.trouble else _("“%(name)s” has been read.")
    return trigger(response, "announce", {"text": said % {"name": anchor.name}})


def with_card(request: PageRequest, anchor: ReferenceAnchor, **context: Any) -> HttpResponse:
    (card,) = cards([anchor])
    return render(request, "anchors/_card.html", {"card": card, **context})


@login_required
@require_safe
def reading(request: PageRequest, pk: UUID) -> HttpResponse:
    """How the reading stands; once it is over, the whole page's content takes its place."""
    anchor = reads.visible(request.user, pk, in_bin=True)
    if anchor.is_being_read:
        (card,) = cards([anchor])
        return render(request, "anchors/_reading.html", {"card": card})
    response = render(request, "anchors/_anchor.html", shown(anchor))
    response["HX-Retarget"], response["HX-Reswap"] = "#anchor-page", "innerHTML"
    return announced(response, anchor)


@login_required
@require_POST
def rename(request: PageRequest, pk: UUID) -> HttpResponse:
    anchor = reads.visible(request.user, pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        return render(request, "anchors/anchor.html", shown(anchor, renamed=form), status=422)
    anchors.rename(request.user, pk=pk, name=form.cleaned_data["name"])
    return redirect("anchors:anchor", pk)


@login_required
@require_POST
def lock(request: PageRequest, pk: UUID) -> HttpResponse:
    """The locks as they are ticked, and what they become in an order."""
    form = LocksForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This cannot be locked."))
    anchor = anchors.change(request.user, pk=pk, locked=form.cleaned_data["locked"])
    if not wants_fragment(request):
        return redirect("anchors:anchor", pk)
    found, cuts = anchor.features, reads.cuts(anchor)
    (card,) = cards([anchor])
    context = {"card": card, "becomes": becomes(anchor, found, cuts) if found else []}
    return render(request, "anchors/_locked.html", context)


@login_required
@require_POST
def face(request: PageRequest, pk: UUID) -> HttpResponse:
    """Another face is the main one: the picture is read for it."""
    reads.visible(request.user, pk)  # first: what is wrong with a form is only told to its owner
    form = FaceForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("There is no such face in this picture."))
    extracting.extract(request.user, pk=pk, main_face=form.cleaned_data["main"])
    return redirect("anchors:anchor", pk)


@login_required
@require_POST
def read_again(request: PageRequest, pk: UUID) -> HttpResponse:
    extracting.extract(request.user, pk=pk)
    return done(request, pk)


@login_required
@require_POST
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    anchors.delete(request.user, pk=pk)
    if wants_fragment(request):
        return with_card(request, reads.visible(request.user, pk, in_bin=True), undo=True)
    messages.info(request, _("The anchor is in the bin; works that used it keep what they took."))
    return redirect("anchors:index")


@login_required
@require_POST
def restore(request: PageRequest, pk: UUID) -> HttpResponse:
    anchors.restore(request.user, pk=pk)
    return done(request, pk, _("The anchor is back."))


def done(request: PageRequest, pk: UUID, said: str = "") -> HttpResponse:
    """After a deed: the card for htmx, else the anchor's page."""
    if wants_fragment(request):
        response = with_card(request, reads.visible(request.user, pk))
        return toast(response, said) if said else response
    if said:
        messages.success(request, said)
    return redirect("anchors:anchor", pk)
