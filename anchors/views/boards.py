"""Boards of several anchors: the list, the builder, its preview."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anchors.forms import BoardForm
from anchors.models import SLOTS, Element, MultiReference, ReferenceAnchor
from anchors.selectors import anchors as anchor_reads
from anchors.selectors import multi as reads
from anchors.services import multi
from anchors.shown.boards import board as board_of
from reklamai.core.htmx import toast, wants_fragment
from studio.views import PageRequest

TRAY = 60
"""So many of the newest anchors are offered beside the slots."""


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    in_bin = request.GET.get("show") == "bin"
    page = reads.page(request.user, bin=in_bin, cursor=request.GET.get("cursor", ""))
    asked = {"show": "bin" if in_bin else "", "cursor": page.next_cursor}
    context = {
        "boards": page.items,
        "in_bin": in_bin,
        "next_url": f"{request.path}?{urlencode({k: v for k, v in asked.items() if v})}" if page.next_cursor else "",
    }
    return render(request, "anchors/boards.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    if request.method == "POST":
        return saved(request, None)
    first = first_slot(request)
    form = BoardForm(initial=first)
    return render(request, "anchors/board.html", built(request, form, first))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: PageRequest, pk: UUID) -> HttpResponse:
    found = reads.visible(request.user, pk)
    if request.method == "POST":
        return saved(request, found)
    initial = {slot: anchor.pk for slot, anchor in found.slots.items()}
    form = BoardForm(initial={"name": found.name, **initial})
    return render(request, "anchors/board.html", built(request, form, initial, found=found))


@login_required
@require_POST
def preview(request: PageRequest) -> HttpResponse:
    """The board as it stands in the form: a piece with scripts, the whole page without."""
    form = BoardForm(request.POST)
    form.is_valid()
    slots = form.slots()
    if wants_fragment(request):
        return render(request, "anchors/_board.html", {"board": board_of(filled(request, slots))})
    kept = {name: str(value) for name, value in slots.items() if value}
    fresh = BoardForm(initial={"name": request.POST.get("name", ""), **kept})
    return render(request, "anchors/board.html", built(request, fresh, slots))


def saved(request: PageRequest, found: MultiReference | None) -> HttpResponse:
    form = BoardForm(request.POST)
    if not form.is_valid():
        return render(request, "anchors/board.html", built(request, form, form.slots(), found=found), status=422)
    name, slots = form.cleaned_data["name"], form.slots()
    if found:
        made = multi.change(request.user, pk=found.pk, name=name, slots=slots)
    else:
        made = multi.create(request.user, name=name, slots=slots)
    messages.success(request, _("Saved."))
    return redirect("anchors:board", made.pk)


def first_slot(request: PageRequest) -> dict[str, Any]:
    """The anchor that the address names, in the first slot that it can fill."""
    if not request.GET.get("anchor"):
        return {}
    anchor = anchor_reads.visible(request.user, request.GET["anchor"])
    return next(({str(slot): anchor.pk} for slot in SLOTS if anchor.holds(slot)), {})


def built(
    request: PageRequest, form: BoardForm, slots: dict[str, Any], *, found: MultiReference | None = None
) -> dict[str, Any]:
    """What the builder shows: four slots with their choices, the tray, the board."""
    tray = anchor_reads.page(request.user, size=TRAY).items
    chosen = filled(request, slots)
    offered = {anchor.pk: anchor for anchor in (*tray, *chosen.values())}
    fitting = [(anchor, frozenset(anchor.found)) for anchor in offered.values()]
    return {
        "form": form,
        "found": found,
        "board": board_of(chosen),
        "tray": [(anchor, " ".join(sorted(elements))) for anchor, elements in fitting if elements],
        "choices": {str(slot): [anchor for anchor, elements in fitting if slot in elements] for slot in SLOTS},
        "action": reverse("anchors:board", args=[found.pk]) if found else reverse("anchors:board-new"),
        "labels": {str(slot): Element(slot).label for slot in SLOTS},
    }


def filled(request: PageRequest, slots: dict[str, Any]) -> dict[str, ReferenceAnchor]:
    """The anchors in the slots, with what was found in them. Ones that are gone are left out."""
    wanted = {pk for pk in slots.values() if pk}
    rows = anchor_reads.with_parts(ReferenceAnchor.objects.visible_to(request.user)).in_bulk(wanted)
    return {slot: rows[pk] for slot, pk in slots.items() if pk in rows}


@login_required
@require_POST
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    multi.delete(request.user, pk=pk)
    said = _("The board is in the bin; its anchors stay.")
    if wants_fragment(request):
        return toast(HttpResponse(""), said, undo=reverse("anchors:board-restore", args=[pk]))
    messages.info(request, said)
    return redirect("anchors:boards")


@login_required
@require_POST
def restore(request: PageRequest, pk: UUID) -> HttpResponse:
    multi.restore(request.user, pk=pk)
    messages.success(request, _("The board is back."))
    if not wants_fragment(request):
        return redirect("anchors:boards")
    return HttpResponse(headers={"HX-Redirect": reverse("anchors:boards")})
