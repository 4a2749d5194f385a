"""What is done at a sound panel: sounds laid, changed and removed, lines voiced, all of it mixed."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from reklamai.core.errors import NotFound
from reklamai.core.htmx import toast, trigger, wants_fragment
from studio.views import PageRequest
from video.models import Shot, SoundMix, SoundPiece
from video.selectors.mixes import mix_for
from video.services import making, mixing, shots, sounds, speaking, takes
from video.sound_form import piece_content
from video.views.posted import id_in, key_in, price_in
from video.views.sound_answers import answered, done


@login_required
@require_POST
def add(request: PageRequest, pk: UUID) -> HttpResponse:
    """A file of the library on a lane, at the place of the panel's clock."""
    mix = mix_for(request.user, pk)
    content = {name: request.POST[name] for name in ("asset", "lane", "starts_s") if name in request.POST}
    return answered(request, mix, lambda: sounds.add(request.user, mix, content))


@login_required
@require_POST
def piece(request: PageRequest, pk: UUID, piece: UUID) -> HttpResponse:
    """The numbers of one sound kept, and what the pressed button says done."""
    mix = mix_for(request.user, pk)
    deed = request.POST.get("deed", "")
    answer = answered(request, mix, lambda: carried_out(request, mix, piece, deed), chosen=piece)
    if deed != "remove" or answer.status_code != HttpResponse.status_code:
        return answer
    return toast(answer, _("The sound is off its lane."), undo=reverse("video:sound-piece-back", args=[pk, piece]))


def carried_out(request: PageRequest, mix: SoundMix, piece: UUID, deed: str) -> None:
    user, revision = request.user, request.POST.get("revision")
    if deed == "remove":
        sounds.remove(user, mix, piece, revision=revision)
        return
    if deed == "again":
        making.remake(user, piece_on(mix, piece), key=key_in(request), quoted=price_in(request))
        return
    if deed == "take":
        takes.take(user, mix, piece, request.POST.get("take"), revision=revision)
        return
    sounds.change(user, mix, piece, piece_content(request.POST), revision=revision)
    if deed == "duplicate":
        sounds.duplicate(user, mix, piece)
    elif deed == "split":
        sounds.split(user, mix, piece, at_s=request.POST.get("split_s"))


def piece_on(mix: SoundMix, pk: UUID) -> SoundPiece:
    """One sound of this mix. Raises NotFound."""
    found = mix.pieces.filter(pk=pk, deleted_at=None).first()
    if found is None:
        raise sounds.not_found()
    return found


@login_required
@require_POST
def put_back(request: PageRequest, pk: UUID, piece: UUID) -> HttpResponse:
    """A removed sound on its lane again."""
    mix = mix_for(request.user, pk)
    return answered(request, mix, lambda: sounds.put_back(request.user, mix, piece), chosen=piece)


@login_required
@require_POST
def speak(request: PageRequest, pk: UUID) -> HttpResponse:
    """Order the lines voiced, at no more than was quoted; `only` names shots."""
    mix = mix_for(request.user, pk)
    only = [found for each in request.POST.getlist("only") if (found := id_in(each))]
    speaking.speak(request.user, mix, key=key_in(request), quoted=price_in(request), only=only)
    return trigger(done(request, mix), "announce", {"text": _("Ordered.")})


@login_required
@require_POST
def shot(request: PageRequest, pk: UUID, shot: UUID) -> HttpResponse:
    """Whether a shot is as long as its line."""
    mix = mix_for(request.user, pk)
    return told_board(answered(request, mix, lambda: fitted(request, shot_of(mix, shot))), mix)


def fitted(request: PageRequest, shot: Shot) -> None:
    shots.edit(request.user, shot.pk, {"fits_line": "fits_line" in request.POST})


def shot_of(mix: SoundMix, pk: UUID | None) -> Shot:
    """One shot of the mix's board. Raises NotFound."""
    found = Shot.objects.filter(film=mix.film, pk=pk, deleted_at=None).first() if mix.film and pk else None
    if found is None:
        raise NotFound(_("There is no such shot on this board."))
    return found


def told_board(response: HttpResponse, mix: SoundMix) -> HttpResponse:
    """The answer, which tells the board on the same page that it has been changed too."""
    if mix.film is None:
        return response
    mix.film.refresh_from_db(fields=["revision"])
    return trigger(response, "sound-board", {"revision": mix.film.revision})


@login_required
@require_POST
def preview(request: PageRequest, pk: UUID) -> HttpResponse:
    """Order the animatic with its sound."""
    mix = mix_for(request.user, pk)
    mixing.order_preview(request.user, mix)
    return done(request, mix)


@login_required
@require_POST
def mix(request: PageRequest, pk: UUID) -> HttpResponse:
    """Order the film or the clip with its sound."""
    found = mix_for(request.user, pk)
    mixing.order_mix(request.user, found)
    return trigger(done(request, found), "announce", {"text": _("Ordered.")})


@login_required
@require_POST
def cancel(request: PageRequest, pk: UUID) -> HttpResponse:
    """Stop what is being made; what cannot be stopped is told."""
    mix = mix_for(request.user, pk)
    left = mixing.cancel(mix)
    words = ngettext(
        "%(n)d is already being made, and charged when it is finished.",
        "%(n)d are already being made, and charged when they are finished.",
        left,
    )
    answer = done(request, mix)
    return toast(answer, words % {"n": left} if left else _("Stopped.")) if wants_fragment(request) else answer
