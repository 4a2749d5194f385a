"""Two pickers: a model, and a picture from the library. A dialog with scripts, a page without."""

from __future__ import annotations

from collections import Counter
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reklamai.core.htmx import wants_fragment
from studio.catalogue.inputs import MEDIA_KINDS
from studio.forms.attached import places
from studio.forms.content import COMPOSERS, Content
from studio.forms.offers import Row, rows
from studio.models import Asset, AssetKind
from studio.references import asset_of
from studio.selectors import catalogue
from studio.selectors.plain import is_plain
from studio.services import drafts
from studio.views import PageRequest
from studio.views.composing import assets_of, posted

PICKS = 60
"""So many of the newest files are offered; older ones are found by their words."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def models(request: PageRequest, composer: str) -> HttpResponse:
    """Every model of this composer with its price for what stands there: posted with scripts, else the draft."""
    if request.method == "POST":
        content = posted(request, composer)[0].content
    else:
        content = cast("Content", drafts.draft(request.user, composer))
    assets = assets_of(request.user, [pk for _role, pk in places(content)])
    found = rows(catalogue.on_show(COMPOSERS[composer]), content, assets=assets)
    context = {
        "composer": composer,
        "rows": found,
        "families": families([row for row in found if not row.offer.entry.is_tool]),
        "tools": families([row for row in found if row.offer.entry.is_tool]),
        "filters": filters(" ".join(row.can for row in found)),
    }
    name = "studio/_create_models.html" if wants_fragment(request) else "studio/create_models.html"
    return render(request, name, context)


def families(found: list[Row]) -> list[tuple[str, int]]:
    """Each family with its number of models, in the order of their first model."""
    return list(Counter(row.family for row in found).items())


def filters(present: str) -> list[tuple[str, str]]:
    """The abilities that some model has."""
    known = (
        ("start", _("Start frame")),
        ("end", _("End frame")),
        ("sound", _("Sound")),
        ("references", _("References")),
        ("4k", "4K"),
    )
    return [(key, words) for key, words in known if key in present.split()]


@login_required
@require_safe
def pick(request: PageRequest, composer: str, role: str) -> HttpResponse:
    """The newest files that fit a slot; `q` looks for words of their names."""
    words = request.GET.get("q", "").strip()
    kind = MEDIA_KINDS.get(role, AssetKind.PICTURE)
    found = Asset.objects.listed_for(request.user).filter(kind=kind).order_by("-created_at")
    if words:
        found = found.filter(name__icontains=words) if is_plain(words) else found.none()
    context = {"assets": found[:PICKS], "composer": composer, "role": role, "words": words}
    name = "studio/_create_pick.html" if wants_fragment(request) else "studio/create_pick.html"
    return render(request, name, context)


@login_required
@require_safe
def picked(request: PageRequest, composer: str, role: str) -> HttpResponse:
    """One file as it stands in a slot."""
    asset = asset_of(request.user, request.GET.get("asset", ""))
    return render(request, "studio/_slot_item.html", {"asset": asset, "role": role, "composer": composer})
