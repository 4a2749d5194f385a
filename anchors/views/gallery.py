"""The gallery of anchors, and the ways to a new one."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anchors.forms import GalleryForm, NewForm
from anchors.models import ReferenceAnchor
from anchors.selectors import anchors as reads
from anchors.services import anchors
from anchors.shown.cards import cards
from reklamai.core.errors import BadInput, NotFound, ReklamError
from reklamai.core.htmx import trigger, wants_fragment
from studio.context import current_project
from studio.models import Asset
from studio.references import asset_of
from studio.selectors.plain import check_plain
from studio.services import assets
from studio.views import PageRequest

PICKS = 60
"""So many of the newest files are offered; older ones are found by their words."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: PageRequest) -> HttpResponse:
    if request.method == "POST":
        return new(request)
    form = GalleryForm(request.GET)
    query, cursor = form.query(), request.GET.get("cursor", "")
    page = reads.page(request.user, query, cursor=cursor)
    asked = {"q": query.words, "show": "bin" if query.bin else "", "cursor": page.next_cursor}
    context = {
        "cards": cards(page.items),
        "next_url": f"{request.path}?{urlencode({k: v for k, v in asked.items() if v})}" if page.next_cursor else "",
        "words": query.words,
        "in_bin": query.bin,
        "key": uuid4(),
    }
    more = cursor and wants_fragment(request)
    return render(request, "anchors/_cards.html" if more else "anchors/gallery.html", context)


def new(request: PageRequest) -> HttpResponse:
    """Anchors of the files that came along, or of one file of the library."""
    files = [file for file in request.FILES.getlist("file") if isinstance(file, UploadedFile)]
    if wants_fragment(request) and files:
        return of_upload(request, files[0])
    if files:
        return of_uploads(request, files)
    return of_library(request)


def of_upload(request: PageRequest, file: UploadedFile[bytes]) -> HttpResponse:
    """The card of the new anchor (200), for a clip the way to its frames (200), or a row with the reason why not."""
    name = assets.label(file.name or "")
    try:
        asset = uploaded(request, file)
        if asset.is_picture:
            return carded(request, made(request, asset))
        said = _("Choose the frame that is read.") if asset.is_clip else _("An anchor is made of a picture or a clip.")
        row = {"name": name, "verdict": "good" if asset.is_clip else "bad", "reason": said, "asset": asset}
        return render(request, "anchors/_upload_row.html", row)
    except BadInput as error:
        row = {"name": name, "verdict": "bad", "reason": error.message}
        return render(request, "components/verdict_row.html", row, status=error.status)


def of_uploads(request: PageRequest, files: list[UploadedFile[bytes]]) -> HttpResponse:
    """Without scripts: what is refused is told in a message; a lone clip leads to its frames."""
    for file in files:
        try:
            asset = uploaded(request, file)
            if asset.is_clip:
                return redirect("anchors:frame", asset.pk)
            made(request, asset)
        except ReklamError as error:
            messages.error(request, f"{file.name}: {error.message}")
    return redirect("anchors:index")


def of_library(request: PageRequest) -> HttpResponse:
    form = NewForm(request.POST)
    if not form.is_valid():
        if form.errors.keys() & {"asset", "key"}:
            raise BadInput(_("Choose a picture or a clip first."))
        return framing(request, asset_of(request.user, form.cleaned_data["asset"]), form, status=422)
    asset = asset_of(request.user, form.cleaned_data["asset"])
    if asset.is_clip and form.cleaned_data["at"] is None:
        return redirect("anchors:frame", asset.pk)
    anchor = made(request, asset, form)
    return redirect("anchors:anchor", anchor.pk)


def uploaded(request: PageRequest, file: UploadedFile[bytes]) -> Asset:
    return assets.upload(owner=request.user, file=file, name=file.name or "", project=current_project(request))


def made(request: PageRequest, asset: Asset, form: NewForm | None = None) -> ReferenceAnchor:
    given = form.cleaned_data if form else {}
    project = current_project(request)
    return anchors.create(
        request.user,
        asset=asset.pk,
        key=given.get("key") or uuid4(),
        at_s=given.get("at") if asset.is_clip else None,
        name=given.get("name") or PurePath(asset.name).stem,
        project=project.pk if project else None,
    )


def carded(request: PageRequest, anchor: ReferenceAnchor) -> HttpResponse:
    (card,) = cards([reads.visible(request.user, anchor.pk)])
    response = render(request, "anchors/_card.html", {"card": card})
    return trigger(response, "announce", {"text": _("The picture is being read.")})


@login_required
@require_safe
def library(request: PageRequest) -> HttpResponse:
    """The newest pictures and clips; `q` looks for words of their names."""
    words = request.GET.get("q", "").strip()
    found = Asset.objects.visible_to(request.user).filter(kind__in=("picture", "clip"), cut_for=None)
    found = found.filter(generation__deleted_at=None).order_by("-created_at")
    if words:
        check_plain(words)
        found = found.filter(name__icontains=words)
    context = {"assets": found[:PICKS], "words": words, "key": uuid4()}
    return render(request, "anchors/_library.html" if wants_fragment(request) else "anchors/library.html", context)


@login_required
@require_safe
def frame(request: PageRequest, asset: UUID) -> HttpResponse:
    """One frame of a clip is chosen; a picture needs no choosing, only a name."""
    return framing(request, asset_of(request.user, asset), NewForm(initial={"at": 0}))


def framing(request: PageRequest, asset: Asset, form: NewForm, *, status: int = 200) -> HttpResponse:
    if asset.is_sound:
        raise NotFound(_("A sound has no frames."))
    context = {"asset": asset, "form": form, "key": uuid4(), "back": reverse("anchors:index")}
    return render(request, "anchors/frame.html", context, status=status)
