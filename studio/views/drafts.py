"""The composer's draft: kept as it is typed, and drawn again when its model or its files change."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reklamai.core.htmx import wants_fragment
from studio.forms.content import Content
from studio.forms.order import OrderForm
from studio.views import PageRequest
from studio.views.composing import form_context, kept, posted
from studio.views.filling import filled
from studio.views.uploads import with_files


@login_required
@require_POST
def save(request: PageRequest, composer: str) -> HttpResponse:
    """Keep the form as it stands; the page sends it when it is left."""
    form, _offer = posted(request, composer)
    kept(request.user, composer, form.content)
    return HttpResponse(status=204)


@login_required
@require_POST
def swap(request: PageRequest, composer: str) -> HttpResponse:
    """The form again after another model, a file taken out, or, without scripts, the way to a picker."""
    if "key" in request.POST:  # the whole form; a picker's page of its own posts only its choice
        form, _offer = posted(request, composer, with_files(request))
        kept(request.user, composer, without(form.content, request.POST.get("drop", "")))
    if pick := request.POST.get("pick"):
        return redirect(picker_url(composer, pick))
    query = QueryDict(mutable=True)
    if model := request.POST.get("new_model"):
        query["model"] = model
    if not wants_fragment(request):
        return redirect(f"{reverse(f'studio:create-{composer}')}?{query.urlencode()}")
    opened = filled(request.user, composer, query)
    kept(request.user, composer, opened.content)
    fresh = OrderForm(entry=opened.offer.entry, composer=composer, content=opened.content)
    context = form_context(request, fresh, opened.offer) | {"dropped": opened.dropped}
    return render(request, "studio/_composer.html", context)


def picker_url(composer: str, pick: str) -> str:
    if pick == "model":
        return reverse("studio:create-models", args=[composer])
    if pick == "hold":
        return reverse("anchors:picker", args=[composer])
    if pick == "who":
        return reverse("soulids:picker", args=[composer])
    return reverse("studio:create-pick", args=[composer, pick])


def without(content: Content, asset: str) -> Content:
    """The content without one file, wherever it stands."""
    if not asset:
        return content
    rest = Content(**content)
    rest["references"] = [each for each in content.get("references", []) if each.split(":")[1:2] != [asset]]
    if rest.get("start_frame") == asset:
        rest.pop("start_frame")
    if rest.get("end_frame") == asset:
        rest.pop("end_frame")
    return rest
