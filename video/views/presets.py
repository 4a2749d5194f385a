"""Presets of the camera: a dialog of the cinema with scripts, pages without."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reklamai.core.errors import ReklamError
from reklamai.core.htmx import toast, wants_fragment
from studio.catalogue.validate import AskInvalid
from studio.services import drafts
from studio.views import PageRequest
from video.models import CameraPreset
from video.selectors import presets as reads
from video.services import presets as deeds
from video.views.cinema import COMPOSERS, composer_of
from video.views.preview import camera_in


@login_required
@require_safe
def presets(request: PageRequest, mode: str) -> HttpResponse:
    """All that this user can take: the own ones first."""
    composer_of(mode)
    return listed(request, mode)


def listed(request: PageRequest, mode: str) -> HttpResponse:
    context = {
        "mode": mode,
        "own": reads.listed(request.user, owner=reads.OWN),
        "ours": reads.listed(request.user, owner=reads.OURS),
    }
    return render(request, "video/_presets.html" if wants_fragment(request) else "video/presets.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: PageRequest, mode: str) -> HttpResponse:
    """The camera as it stands, under a name."""
    composer_of(mode)
    name, error = request.POST.get("name", ""), ""
    if request.method == "POST":
        try:
            made = deeds.create(request.user, name=name, camera=camera_in(request))
        except ReklamError as refusal:
            error = refusal.message
        else:
            return saved(request, mode, made)
    context = {"mode": mode, "name": name, "error": error, "camera": json.dumps(posted_camera(request, mode))}
    template = "video/_save.html" if wants_fragment(request) else "video/save.html"
    return render(request, template, context, status=422 if error and not wants_fragment(request) else 200)


def posted_camera(request: PageRequest, mode: str) -> object:
    """What a refused form held; the draft's, where a page without scripts opens it."""
    if request.method != "POST":
        return drafts.draft(request.user, COMPOSERS[mode]).get("camera") or {}
    try:
        return camera_in(request)
    except ReklamError:
        return {}


def saved(request: PageRequest, mode: str, made: CameraPreset) -> HttpResponse:
    if not wants_fragment(request):
        return redirect("video:presets", mode=mode)
    return toast(listed(request, mode), _("“%(name)s” is saved.") % {"name": made.name}, mood="good")


@login_required
@require_POST
def rename(request: PageRequest, pk: UUID) -> HttpResponse:
    try:
        deeds.change(request.user, pk, name=request.POST.get("name", ""))
    except AskInvalid as refusal:
        if not wants_fragment(request):
            raise
        return toast(done(request), refusal.message, mood="bad")
    return done(request)


@login_required
@require_POST
def delete(request: PageRequest, pk: UUID) -> HttpResponse:
    deeds.delete(request.user, pk)
    return done(request)


def done(request: PageRequest) -> HttpResponse:
    mode = request.GET.get("mode", "")
    mode = mode if mode in COMPOSERS else "clip"
    return listed(request, mode) if wants_fragment(request) else redirect("video:presets", mode=mode)
