"""The composer's picker of who plays: a dialog with scripts, a page without; and the names that "@" offers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reklamai.core.htmx import wants_fragment
from soulids.selectors import souls as reads
from soulids.selectors.souls import SoulQuery, not_found
from soulids.shown.casting import cast as cast_of
from studio.forms.content import COMPOSERS
from studio.views import PageRequest

MOST = 40
OFFERED = 100
"""Names that "@" offers; more than anybody scrolls through."""


@login_required
@require_safe
def picker(request: PageRequest, composer: str) -> HttpResponse:
    """Those that can play; `q` looks for a part of their names."""
    if composer not in COMPOSERS:
        raise Http404
    words = request.GET.get("q", "").strip()[:120]
    found = reads.page(request.user, SoulQuery(words=words, ready=True), size=MOST).items
    context = {"composer": composer, "souls": found, "words": words}
    return render(request, "soulids/_picker.html" if wants_fragment(request) else "soulids/picker.html", context)


@login_required
@require_safe
def cast(request: PageRequest) -> HttpResponse:
    """One chip as it stands in the composer."""
    found = cast_of(request.user, [request.GET.get("reference", "")])
    if not found:
        raise not_found()
    composer = request.GET.get("composer", "")
    context = {"chip": found[0], "composer": composer if composer in COMPOSERS else "image"}
    return render(request, "soulids/_cast.html", context)


@login_required
@require_safe
def handles(request: PageRequest) -> HttpResponse:
    """What "@" in a prompt can name."""
    found = reads.page(request.user, SoulQuery(ready=True), size=OFFERED).items
    return render(request, "soulids/_handles.html", {"souls": found})
