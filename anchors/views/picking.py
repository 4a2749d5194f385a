"""The composer's picker of what an order holds to: a dialog with scripts, a page without."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anchors.selectors import anchors as reads
from anchors.selectors import multi
from anchors.selectors.anchors import AnchorQuery
from anchors.shown.cards import chips
from anchors.shown.held import held as held_by
from anchors.shown.held import reference_to
from reklamai.core.errors import NotFound
from reklamai.core.htmx import wants_fragment
from studio.forms.content import COMPOSERS
from studio.views import PageRequest

MOST = 40


@login_required
@require_safe
def picker(request: PageRequest, composer: str) -> HttpResponse:
    """The newest anchors and boards; `q` looks for a part of their names."""
    if composer not in COMPOSERS:
        raise Http404
    words = request.GET.get("q", "").strip()[:120]
    found = reads.page(request.user, AnchorQuery(words=words), size=MOST).items
    signed = [(anchor, chips(anchor), reference_to(anchor)) for anchor in found]
    context = {
        "composer": composer,
        "anchors": [each for each in signed if each[1]],
        "boards": multi.page(request.user, words=words, size=MOST).items,
        "words": words,
    }
    return render(request, "anchors/_picker.html" if wants_fragment(request) else "anchors/picker.html", context)


@login_required
@require_safe
def held(request: PageRequest) -> HttpResponse:
    """One chip as it stands in the composer."""
    composer = request.GET.get("composer", "")
    found = held_by(request.user, [request.GET.get("reference", "")])
    if not found:
        raise NotFound(str(reads.not_found()))
    context = {"chip": found[0], "composer": composer if composer in COMPOSERS else "image"}
    return render(request, "anchors/_chip.html", context)
