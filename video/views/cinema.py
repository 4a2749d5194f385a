"""The cinema: the composer with a virtual camera beside it, seen live on a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from reklamai.core.htmx import wants_fragment
from studio.forms.order import OrderForm
from studio.models import Asset, AssetKind
from studio.selectors import catalogue
from studio.views import PageRequest
from studio.views.composing import form_context, valid
from studio.views.create import earlier_url
from studio.views.filling import filled
from studio.views.results import results
from video.camera import readable
from video.marks import marks_for
from video.panel import Panel
from video.selectors import presets
from video.selectors.vocabulary import vocabulary

COMPOSERS = {"clip": "video", "still": "image"}


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    response = redirect("video:cinema", mode="clip")
    response["Location"] += query
    return response


@login_required
@require_safe
def cinema(request: PageRequest, mode: str) -> HttpResponse:
    """The whole room; `?preset=` puts that preset's camera in the place of the draft's."""
    composer = composer_of(mode)
    opened = filled(request.user, composer, request.GET)
    content = {**opened.content}
    if preset := request.GET.get("preset"):
        content["camera"] = camera_of(request, preset)
    form = OrderForm(entry=opened.offer.entry, composer=composer, content=content)  # type: ignore[arg-type]  # JSON
    words = vocabulary()
    camera = readable(form.shape_of("camera") or {}, vocabulary=words)
    panel = Panel(camera, words, marks_for(opened.offer.entry))
    context = {"mode": mode, "panel": panel, "picture": picture_of(request, content)}
    if wants_fragment(request) and request.htmx.target == "camera":
        return render(request, "video/_camera.html", context)
    context |= form_context(request, form, opened.offer) | results(request, composer, opened.offers)
    context |= {"dropped": opened.dropped, "in_cinema": True, "filled_with": opened.filled_with}
    context["earlier_url"] = earlier_url(request) if opened.filled_with else ""
    return render(request, "video/cinema.html", context)


def camera_of(request: PageRequest, name: str) -> dict[str, Any]:
    """A preset's camera, with the word where it is from, right or wrong: its lens may have been changed under it, and
    this is where that is mended. Raises NotFound."""
    found = presets.preset_for(request.user, name)
    return {**presets.camera_of(found), "preset": str(found.pk)}


def composer_of(mode: str) -> str:
    if mode not in COMPOSERS:
        raise Http404
    return COMPOSERS[mode]


def picture_of(request: PageRequest, content: Mapping[str, Any]) -> str:
    """The picture on the stage: what the order starts from, else the newest one that its owner has; "" for none."""
    if frame := content.get("start_frame"):
        return str(frame)
    named = [each.split(":") for each in content.get("references", [])]
    own = valid([parts[1] for parts in named if parts[0] == "asset"])
    pictures = Asset.objects.visible_to(request.user).filter(kind=AssetKind.PICTURE)
    seen = {str(pk) for pk in pictures.filter(pk__in=own).values_list("pk", flat=True)} if own else set()
    if first := next((each for each in own if each in seen), ""):
        return first
    newest = Asset.objects.listed_for(request.user).filter(kind=AssetKind.PICTURE).order_by("-created_at").first()
    return str(newest.pk) if newest else ""


@login_required
@require_safe
def marks(request: PageRequest) -> HttpResponse:
    """How each control takes effect on one model, as JSON: its mark drawn, and the reason."""
    entry = catalogue.offer(request.GET.get("model", "")).entry
    drawn = {
        name: {
            "kind": mark.kind,
            "reason": mark.reason,
            "mark": render_to_string("video/_mark.html", {"mark": mark}, request).strip(),
        }
        for name, mark in marks_for(entry).items()
    }
    return JsonResponse({"model": entry.title, "controls": drawn})
