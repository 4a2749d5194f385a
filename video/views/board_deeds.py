"""What is done at a storyboard: its shots changed, its film rendered, its draft played."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from reklamai.core.errors import BadInput
from reklamai.core.htmx import toast, trigger
from studio.references import asset_of
from studio.views import PageRequest
from video.film_form import shot_content
from video.models import Shot
from video.selectors.films import film_for
from video.services import animatics, deeds, rendering, shots
from video.services.deeds import Done
from video.views.board_answers import answered, done
from video.views.posted import id_in, key_in, price_in

FRAMES = ("start_frame", "end_frame", "picture")


@login_required
@require_POST
def add(request: PageRequest, pk: UUID) -> HttpResponse:
    """One more shot at the end."""

    def added() -> HttpResponse:
        made = shots.add(request.user, pk, revision=request.POST.get("revision"))
        return trigger(done(request, pk, whole=True), "board-focus", {"id": f"prompt-{made.pk}"})

    return answered(request, pk, added)


@login_required
@require_POST
def shot(request: PageRequest, pk: UUID, shot: UUID) -> HttpResponse:
    """The fields of a card kept, and what its button says done."""
    film = film_for(request.user, pk)
    named = deeds.shot_on(film, shot)

    def carried_out() -> HttpResponse:
        posted = request.POST
        made = deeds.do(
            request.user,
            film,
            named,
            deed=posted.get("deed", ""),
            content=shot_content(posted),
            given=posted.dict(),
            revision=posted.get("revision"),
        )
        return told(done(request, pk, whole=made.whole), made, named)

    return answered(request, pk, carried_out, shot=shot)


def told(response: HttpResponse, made: Done, shot: Shot) -> HttpResponse:
    if not made.words:
        return response
    if not made.can_undo:
        return trigger(response, "announce", {"text": made.words})
    undo = reverse("video:storyboard-shot-back", args=[shot.film_id, shot.pk])
    return toast(response, made.words, undo=undo)


@login_required
@require_POST
def put_back(request: PageRequest, pk: UUID, shot: UUID) -> HttpResponse:
    """A removed shot on the board again."""
    deeds.shot_on(film_for(request.user, pk), shot)
    shots.put_back(request.user, shot)
    return done(request, pk, whole=True)


@login_required
@require_POST
def render_film(request: PageRequest, pk: UUID) -> HttpResponse:
    """Order what has changed, at no more than was quoted."""
    posted = request.POST
    film = film_for(request.user, pk)
    only = [found for each in posted.getlist("only") if (found := id_in(each))]
    rendering.render(request.user, film, key=key_in(request), quoted=price_in(request), only=only)
    return trigger(done(request, pk), "announce", {"text": _("Ordered.")})


@login_required
@require_POST
def animatic(request: PageRequest, pk: UUID) -> HttpResponse:
    """Order what the draft of the film lacks; it plays once it is there."""
    made = animatics.order_animatic(request.user, film_for(request.user, pk))
    return trigger(done(request, pk), "board-animatic", {"ordered": bool(made)})


@login_required
@require_POST
def cancel(request: PageRequest, pk: UUID) -> HttpResponse:
    """Stop what is being made; what cannot be stopped is told."""
    left = rendering.cancel(film_for(request.user, pk))
    words = ngettext(
        "%(n)d is already being made, and charged when it is finished.",
        "%(n)d are already being made, and charged when they are finished.",
        left,
    )
    return toast(done(request, pk), words % {"n": left} if left else _("Stopped."))


@login_required
@require_safe
def piece(request: PageRequest, pk: UUID) -> HttpResponse:
    """One chip or frame as it stands in a card: what a picker has just given, or a frame's empty place."""
    film = film_for(request.user, pk)
    role, name = request.GET.get("role", ""), request.GET.get("reference", "")
    if role in FRAMES:
        chosen = request.GET.get("asset", "")
        asset = asset_of(request.user, chosen) if chosen else None
        return render(request, "video/_shot_frame.html", {"film": film, "role": role, "asset": asset})
    if name.count(":") != 2:
        raise BadInput(_("This reference cannot be read."))
    source, found, _role = name.split(":")
    pictures = {found: asset_of(request.user, found)} if source == "asset" else {}
    return render(request, "video/_shot_piece.html", {"name": name, "names": [name], "pictures": pictures})
