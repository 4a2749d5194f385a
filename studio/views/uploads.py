"""Files for the composer: one request for each, so that a refused one blocks no other."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reklamai.core.errors import BadInput
from studio.catalogue.inputs import FRAMES
from studio.context import current_project
from studio.forms.content import COMPOSERS
from studio.services import assets
from studio.views import PageRequest

FIELD = "file-"
"""A file input of the form is named after the role it fills."""


@login_required
@require_POST
def upload(request: PageRequest) -> HttpResponse:
    """One file: its place in the slot (200), or a row with the reason why it is not taken (415, 413, 400)."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise BadInput(_("No file came with the request."))
    try:
        asset = assets.upload(owner=request.user, file=file, name=file.name or "", project=current_project(request))
    except BadInput as error:
        row = {"name": assets.label(file.name or ""), "verdict": "bad", "reason": error.message}
        return render(request, "components/verdict_row.html", row, status=error.status)
    composer = request.POST.get("composer", "")
    context = {
        "asset": asset,
        "role": request.POST.get("role", ""),
        "composer": composer if composer in COMPOSERS else "image",
    }
    return render(request, "studio/_slot_item.html", context)


def with_files(request: PageRequest) -> QueryDict:
    """The posted form in which files that came along stand as uploads: for those without scripts.

    A refused file is told in a message and left out.
    """
    data = request.POST.copy()
    for field in request.FILES:
        for file in request.FILES.getlist(field):
            if field.startswith(FIELD) and isinstance(file, UploadedFile):
                add(request, data, field.removeprefix(FIELD), file)
    return data


def add(request: PageRequest, data: QueryDict, role: str, file: UploadedFile[bytes]) -> None:
    try:
        asset = assets.upload(owner=request.user, file=file, name=file.name or "", project=current_project(request))
    except BadInput as error:
        messages.error(request, f"{file.name}: {error.message}")
        return
    if role in FRAMES:
        data[role] = str(asset.pk)
    else:
        data.appendlist("references", f"asset:{asset.pk}:{role}")
