"""Photos of a Soul ID: added one by one or all at once, looked at again, removed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reklamai.core.errors import NotFound, ReklamError
from reklamai.core.htmx import trigger, wants_fragment
from soulids.selectors import souls as reads
from soulids.selectors.album import album_of
from soulids.services import judging, photos
from soulids.shown.album import shown
from soulids.views.context import album_context, gate_context
from soulids.views.polling import polled
from studio.views import PageRequest


@login_required
@require_safe
@polled
def album(request: PageRequest, pk: UUID) -> HttpResponse:
    """The photos as they are judged now, with what follows from them elsewhere on the page."""
    if not wants_fragment(request):
        return redirect("soulids:train", reads.visible(request.user, pk).pk)
    return with_album(request, pk)


def with_album(request: PageRequest, pk: UUID) -> HttpResponse:
    soul = reads.visible(request.user, pk)
    there = shown(album_of(soul))
    context = album_context(request, soul, there) | gate_context(request, soul, there)
    return render(request, "soulids/_album.html", context | {"live": True})


@login_required
@require_POST
def add(request: PageRequest, pk: UUID) -> HttpResponse:
    """With scripts one file, answered with 204 or the reason why not; without, any number of them."""
    reads.visible(request.user, pk)
    files = [file for file in request.FILES.getlist("file") if isinstance(file, UploadedFile)]
    if wants_fragment(request):
        return one(request, pk, files[:1])
    for file in files:
        try:
            photos.add(request.user, pk=pk, file=file, name=file.name or "")
        except ReklamError as error:
            messages.error(request, f"{file.name}: {error.message}")
    if not files:
        messages.error(request, _("Choose photos first."))
    return done(pk)


def one(request: PageRequest, pk: UUID, files: list[UploadedFile[bytes]]) -> HttpResponse:
    for file in files:
        try:
            photos.add(request.user, pk=pk, file=file, name=file.name or "")
        except NotFound:
            raise
        except ReklamError as error:
            return trigger(HttpResponse(status=error.status), "refused", {"text": str(error.message)})
    return HttpResponse(status=204 if files else 400)


@login_required
@require_POST
def remove(request: PageRequest, pk: UUID, photo: UUID) -> HttpResponse:
    photos.remove(request.user, pk=pk, photo=photo)
    return changed(request, pk)


@login_required
@require_POST
def again(request: PageRequest, pk: UUID, photo: UUID) -> HttpResponse:
    judging.again(request.user, pk=pk, photo=photo)
    return changed(request, pk)


@login_required
@require_POST
def clear(request: PageRequest, pk: UUID) -> HttpResponse:
    """Remove all photos that nothing is learned from."""
    for row in shown(album_of(reads.visible(request.user, pk))).narrowed("bad"):
        try:
            photos.remove(request.user, pk=pk, photo=row.photo.pk)
        except NotFound:  # another tab was quicker
            continue
    return changed(request, pk)


def changed(request: PageRequest, pk: UUID) -> HttpResponse:
    return with_album(request, pk) if wants_fragment(request) else done(pk)


def done(pk: UUID) -> HttpResponse:
    return redirect(f"{reverse('soulids:train', args=[pk])}#album")
