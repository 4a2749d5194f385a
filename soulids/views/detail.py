"""One Soul ID that is ready: its page, and what can be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reklamai.core.errors import BadInput, ReklamError
from reklamai.core.htmx import wants_fragment
from soulids.forms import MasterForm, NamesForm, VersionForm
from soulids.models import SoulID, SoulVersion
from soulids.selectors import souls as reads
from soulids.selectors.album import album_of
from soulids.selectors.masters import masters_of
from soulids.selectors.use import used_by, works_with
from soulids.selectors.versions import versions_of
from soulids.services import forgetting, masters, souls, versions
from soulids.shown.album import shown
from soulids.shown.cards import cards
from soulids.shown.erasing import gone, stays
from soulids.shown.offers import offers
from soulids.shown.report import about
from soulids.shown.versions import made, trainings
from soulids.views.context import names_of, parts_of, training_context
from soulids.views.polling import polled
from studio.views import PageRequest

WORKS = 12
"""So many of the newest works that it plays in are listed."""


@login_required
@require_safe
def soul(request: PageRequest, pk: UUID) -> HttpResponse:
    found = reads.visible(request.user, pk)
    if found.version is None:
        return redirect("soulids:train", pk)
    return render(request, "soulids/soul.html", context_of(found, found.version))


def context_of(soul: SoulID, version: SoulVersion, **more: Any) -> dict[str, Any]:
    """What the page of a Soul ID shows."""
    album = shown(album_of(soul))
    works = works_with(soul).filter(deleted_at=None, standby=False)
    listed = list(works.prefetch_related("assets").defer("words", "notes", "sent")[:WORKS])
    context = {
        "soul": soul,
        "album": album,
        "about": about(version, album),
        "made": made(masters_of(soul), version),
        "makers": offers().masters,
        "versions": trainings(versions_of(soul)),
        "loras": list(soul.loras.select_related("order")),
        "used": {"works": listed, "total": len(listed) if len(listed) < WORKS else works.count()},
        "names": names_of(soul),
        "parts": parts_of(soul),
        "key": uuid4(),
    }
    return context | more


@login_required
@require_safe
@polled
def card(request: PageRequest, pk: UUID) -> HttpResponse:
    """Its card as it is now; of one that nobody is learning the asking ends by itself."""
    (found,) = cards([reads.visible(request.user, pk)])
    return render(request, "soulids/_card.html", {"card": found})


@login_required
@require_POST
def rename(request: PageRequest, pk: UUID) -> HttpResponse:
    found = reads.visible(request.user, pk)
    form = NamesForm(request.POST)
    if form.is_valid():
        try:
            souls.change(request.user, pk=pk, **form.cleaned_data)
        except ReklamError as error:
            form.add_error("handle", error.message)
    if wants_fragment(request):
        context = {"soul": found, "names": form, "saved": not form.errors}
        return render(request, "soulids/_names.html", context, status=422 if form.errors else 200)
    if not form.errors:
        return redirect(found.get_absolute_url())
    if found.version:
        return render(request, "soulids/soul.html", context_of(found, found.version, names=form), status=422)
    return render(request, "soulids/train.html", training_context(request, found, names=form), status=422)


@login_required
@require_POST
def version(request: PageRequest, pk: UUID) -> HttpResponse:
    """Go back to an earlier training."""
    reads.visible(request.user, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("There is no such version."))
    versions.use(request.user, pk=pk, number=form.cleaned_data["number"])
    messages.success(request, _("Orders use version %(n)d now.") % {"n": form.cleaned_data["number"]})
    return redirect("soulids:soul", pk)


@login_required
@require_POST
def master(request: PageRequest, pk: UUID) -> HttpResponse:
    """Have a model make a master image."""
    reads.visible(request.user, pk)
    form = MasterForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose a model first."))
    try:
        masters.order_master(request.user, pk=pk, **form.cleaned_data)
        messages.success(request, _("The master picture is ordered. It is measured when it is there."))
    except ReklamError as error:
        messages.error(request, error.message)
    return redirect("soulids:soul", pk)


@login_required
@require_POST
def choose_master(request: PageRequest, pk: UUID, asset: UUID) -> HttpResponse:
    """Take a picture that was made before as the master image."""
    reads.visible(request.user, pk)
    try:
        masters.choose_master(request.user, pk=pk, asset=asset)
        messages.success(request, _("This is the master picture now."))
    except ReklamError as error:
        messages.error(request, error.message)
    return redirect("soulids:soul", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    """What goes and what stays; posted, it is done at once."""
    found = reads.visible(request.user, pk)
    if request.method == "POST":
        forgetting.forget(request.user, pk)
        messages.success(request, _("“%(name)s” is erased.") % {"name": found.name})
        return redirect("soulids:index")
    use = used_by(request.user, pk)
    context = {"soul": found, "gone": gone(use), "stays": stays(use)}
    return render(request, "soulids/_delete.html" if wants_fragment(request) else "soulids/delete.html", context)
