"""The gallery of Soul IDs, and step 1 of a new one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from reklamai.core.errors import ReklamError
from reklamai.core.htmx import wants_fragment
from soulids.forms import NewForm
from soulids.selectors import souls as reads
from soulids.selectors.souls import SoulQuery
from soulids.services import souls
from soulids.shown.cards import cards
from studio.views import PageRequest


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    words, cursor = request.GET.get("q", "").strip()[:120], request.GET.get("cursor", "")
    page = reads.page(request.user, SoulQuery(words=words), cursor=cursor)
    asked = {"q": words, "cursor": page.next_cursor}
    context = limits() | {
        "cards": cards(page.items),
        "next_url": f"{request.path}?{urlencode({k: v for k, v in asked.items() if v})}" if page.next_cursor else "",
        "words": words,
    }
    more = cursor and wants_fragment(request)
    return render(request, "soulids/_cards.html" if more else "soulids/gallery.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    form = NewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect("soulids:train", souls.create(request.user, **form.cleaned_data).pk)
        except ReklamError as error:
            form.add_error("name", error.message)
    return render(request, "soulids/new.html", limits() | {"form": form}, status=422 if form.is_bound else 200)


def limits() -> dict[str, int]:
    """How many good photos a training needs and takes."""
    return {"least": settings.SOUL_PHOTOS_LEAST, "most": settings.SOUL_PHOTOS_MOST}
