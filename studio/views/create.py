"""The composer's page: shows, quotes, orders."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reklamai.core.errors import ReklamError
from reklamai.core.htmx import trigger, wants_fragment
from studio.cards import cards
from studio.forms.attached import files_in, places
from studio.forms.order import FORM_ANCHOR, OrderForm
from studio.selectors.catalogue import Offer
from studio.services import orders
from studio.views import PageRequest
from studio.views.composing import assets_of, form_context, kept, posted, project_pk
from studio.views.filling import filled
from studio.views.quotes import quoted
from studio.views.results import results
from studio.views.uploads import with_files


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    """The composer that a plain "create" means; keeps what the address asks for."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("studio:create-image") + query)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def composer(request: PageRequest, composer: str) -> HttpResponse:
    if request.method == "POST":
        return order(request, composer)
    if wants_fragment(request) and request.htmx.target == "results":
        return render(request, "studio/_results.html", results(request, composer))
    opened = filled(request.user, composer, request.GET)
    form = OrderForm(entry=opened.offer.entry, composer=composer, content=opened.content)
    context = form_context(request, form, opened.offer) | {
        "dropped": opened.dropped,
        "filled_with": opened.filled_with,
        "earlier_url": earlier_url(request) if opened.filled_with else "",
    }
    if wants_fragment(request):
        return render(request, "studio/_composer.html", context)
    return render(request, "studio/create.html", context | results(request, composer, opened.offers))


def earlier_url(request: PageRequest) -> str:
    """The way back to what stood in the composer before an earlier work took its place."""
    work = request.GET.get("reuse") or request.GET.get("vary")
    return f"{request.path}?{urlencode({'earlier': work})}" if work else request.path


def order(request: PageRequest, composer: str) -> HttpResponse:
    """Take the order. What does not pass comes back as it was typed, with what is wrong about it."""
    form, offer = posted(request, composer, with_files(request))
    if not form.is_valid():
        return refused(request, form, offer, form.wrong())
    try:
        key, quoted_total = form.cleaned_data["key"], form.cleaned_data["quoted"]
        made = orders.order(owner=request.user, ask=form.ask, key=key, quoted=quoted_total)
    except ReklamError as error:
        return refused(request, form, offer, [(FORM_ANCHOR, error.message)])
    kept(request.user, composer, form.content)
    if not wants_fragment(request):
        return redirect(f"studio:create-{composer}")
    response = render(request, "studio/_ordered.html", {"cards": cards([each.stands for each in made]), "key": uuid4()})
    return trigger(response, "announce", {"text": _("Ordered.")})


def refused(request: PageRequest, form: OrderForm, offer: Offer, wrong: list[tuple[str, str]]) -> HttpResponse:
    context = form_context(request, form, offer) | {"wrong": wrong, "more_open": bool(form.errors)}
    if not wants_fragment(request):
        context |= results(request, form.composer)
        return render(request, "studio/create.html", context, status=422)
    response = render(request, "studio/_composer.html", context, status=422)
    response["HX-Retarget"], response["HX-Reswap"] = "#order-form", "outerHTML"
    return response


@login_required
@require_POST
def estimate(request: PageRequest, composer: str) -> HttpResponse:
    """The price of the form as it stands, and what would be sent; keeps it as the draft."""
    form, offer = posted(request, composer)
    content = form.content
    kept(request.user, composer, content)
    files = files_in(content, assets_of(request.user, [pk for _role, pk in places(content)]))
    quote = quoted(request.user, content, offer, files=files, project=project_pk(request))
    return render(
        request, "studio/_quote.html", {"quote": quote, "composer": composer, "chosen": form["retakes_score"].value()}
    )
