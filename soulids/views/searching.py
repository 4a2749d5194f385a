"""Who is this: a picture goes in, the nearest of one's own Soul IDs come out."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reklamai.core.errors import BadInput, ReklamError
from reklamai.core.htmx import wants_fragment
from soulids.forms import SearchForm
from soulids.models import SoulSearch
from soulids.selectors import search as reads
from soulids.services import searching
from soulids.shown.search import because, matches
from studio.models import Asset, AssetKind
from studio.views import PageRequest

PICKS = 24
"""So many of the newest pictures are offered."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: PageRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "soulids/who.html", context_of(request))
    try:
        return redirect("soulids:found", asked(request).pk)
    except ReklamError as error:
        context = context_of(request) | {"refused": error.message}
        return render(request, "soulids/who.html", context, status=error.status)


def asked(request: PageRequest) -> SoulSearch:
    """Raises BadInput where no picture came along, and as the services."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose a picture first."))
    file, asset = request.FILES.get("file"), form.cleaned_data["asset"]
    if asset:
        return searching.by_asset(request.user, asset=asset, key=form.cleaned_data["key"])
    if not isinstance(file, UploadedFile):
        raise BadInput(_("Choose a picture first."))
    return searching.by_file(request.user, file=file, key=form.cleaned_data["key"])


@login_required
@require_safe
def found(request: PageRequest, pk: UUID) -> HttpResponse:
    """The answer: a fragment that asks for itself until it is there, a page without scripts."""
    search = reads.visible(request.user, pk)
    context: dict[str, Any] = {
        "search": search, "matches": matches(search, reads.known_of(search)), "because": because(search),
    }  # fmt: skip
    if wants_fragment(request):
        return render(request, "soulids/_found.html", context)
    return render(request, "soulids/who.html", context_of(request) | context)


def context_of(request: PageRequest) -> dict[str, Any]:
    pictures = Asset.objects.listed_for(request.user).filter(kind=AssetKind.PICTURE).order_by("-created_at")
    return {"assets": pictures[:PICKS], "key": uuid4()}
