"""One deed with several works of the library, and their files as one archive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from reklamai.core.errors import BadInput, NotFound
from reklamai.core.htmx import toast, trigger, wants_fragment
from studio import archives
from studio.cards import cards
from studio.forms.library import BulkForm, DownloadForm
from studio.models import Generation, Project, User
from studio.selectors.generations import with_parts
from studio.services import generations, shelving
from studio.services.asks import project_of
from studio.views import PageRequest

Deed = Callable[[Generation], None]
DEEDS: dict[str, Deed] = {
    "favourite": partial(generations.set_favourite, on=True),
    "unfavourite": partial(generations.set_favourite, on=False),
    "delete": generations.delete,
    "restore": generations.restore,
}


@login_required
@require_POST
def bulk(request: PageRequest) -> HttpResponse:
    """The undo in a toast posts the picks in its address."""
    form = BulkForm(request.POST if "pk" in request.POST else request.GET, user=request.user)
    if not form.is_valid():
        raise BadInput(" ".join(str(error) for errors in form.errors.values() for error in errors))
    action, picked = form.cleaned_data["action"], found(request.user, form.cleaned_data["pk"])
    perform(action, picked, project=form.cleaned_data["project"])
    said = told(action, len(picked))
    if not wants_fragment(request):
        messages.success(request, said)
        return redirect("studio:library")
    undo = undo_url(picked) if action == "delete" else ""
    return toast(redrawn(request, action, picked), said, mood="good", undo=undo)


def redrawn(request: PageRequest, action: str, picked: list[Generation]) -> HttpResponse:
    """The cards anew; those that leave the list by name only, those that an undo brings back on top."""
    undone = action == "restore" and "pk" in request.GET
    if action in ("delete", "restore") and not undone:
        return trigger(HttpResponse(), "cards:gone", {"ids": [generation.dom_id for generation in picked]})
    return render(request, "studio/_bulk_done.html", {"cards": cards(picked), "back": undone})


def found(user: User, pks: list[UUID]) -> list[Generation]:
    """The user's works among these, the bin's too; what is not theirs is not there. Raises NotFound for none."""
    rows = list(with_parts(Generation.objects.filter(owner=user, pk__in=pks)))
    if not rows:
        raise NotFound(_("There is no such work."))
    return rows


def perform(action: str, picked: list[Generation], *, project: Project | None) -> None:
    if action == "project":
        shelving.move(picked, project=project)
        return
    for generation in picked:
        DEEDS[action](generation)


def told(action: str, number: int) -> str:
    sentences = {
        "favourite": ngettext("%(n)d work is a favourite now.", "%(n)d works are favourites now.", number),
        "unfavourite": ngettext(
            "%(n)d work is no favourite any more.", "%(n)d works are no favourites any more.", number
        ),
        "project": ngettext("%(n)d work moved.", "%(n)d works moved.", number),
        "delete": ngettext("%(n)d work is in the bin.", "%(n)d works are in the bin.", number),
        "restore": ngettext("%(n)d work is back.", "%(n)d works are back.", number),
    }
    return sentences[action] % {"n": number}


def undo_url(picked: list[Generation]) -> str:
    query = urlencode({"action": "restore", "pk": [str(generation.pk) for generation in picked]}, doseq=True)
    return f"{reverse('studio:library-bulk')}?{query}"


@login_required
@require_POST
def download(request: PageRequest) -> StreamingHttpResponse:
    """The files of the picked works, or of a whole project, as one ZIP that is written while it is read."""
    given = chosen(request)
    if project := project_of(request.user, given["project"]):
        return archives.of_project(request.user, project)
    return archives.of_works(request.user, {"generation__in": given["pk"]}, on=timezone.localdate())


def chosen(request: PageRequest) -> dict[str, Any]:
    """What to pack. Raises BadInput where nothing is chosen."""
    form = DownloadForm(request.POST)
    if not form.is_valid():
        raise BadInput(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return form.cleaned_data
