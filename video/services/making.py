"""Sounds made for a mix: ordered like everything else, and laid on their lane when they are there."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, KeyReused, NotFound
from studio.ask import Ask
from studio.models import Generation, User
from studio.services import credits, orders
from studio.services.asks import project_in_use
from video.hashing import digest
from video.models import Lane, Shot, SoundMix, SoundOrder, SoundPart, SoundPiece
from video.models.sound import MOST_PIECES
from video.services.speaking import locked
from video.sound_asking import line_ask, line_hash, line_of

KINDS = ("text_to_speech", "sound_effect", "music", "voice_change")
"""What may be ordered for a lane."""


def make(
    user: User,
    mix: SoundMix,
    *,
    lane: str,
    ask: Ask,
    key: UUID,
    quoted: int | None = None,
    shot: Shot | None = None,
    starts_s: float = 0.0,
    loop: bool = False,
) -> SoundPiece:
    """Order one sound and give it its place: at a moment of the picture, or of a shot that it moves with.

    The same key is the same sound. Raises BadInput for a lane or a kind that there is not, Conflict for a mix that is
    full, and as `studio.services.orders.order`.
    """
    if lane not in Lane.values:
        raise BadInput(_("There is no such lane."))
    if ask.kind not in KINDS or ask.count != 1:
        raise BadInput(_("One sound at a time is made for a lane: speech, an effect or music."))
    project = mix.film.project_in_use if mix.film else None
    ask = replace(ask, project=ask.project or project)
    with transaction.atomic():
        credits.lock_account(user)
        mix = locked(mix)
        is_used = Generation.objects.filter(owner=user, key=key).exists()
        (made,) = orders.order(owner=user, ask=ask, key=key, quoted=quoted)
        if earlier := SoundOrder.objects.filter(generation=made).select_related("piece", "mix").first():
            return piece_of(earlier, mix)
        if is_used:  # made already for somewhere else: nothing would ever be laid here
            raise KeyReused(_("This order key was used for another order."))
        if mix.pieces.filter(deleted_at=None).count() >= MOST_PIECES:
            raise Conflict(_("A mix holds %(n)d sounds at most.") % {"n": MOST_PIECES})
        piece = SoundPiece.objects.create(
            mix=mix, lane=lane, shot=shot, starts_s=starts_s, loop=loop, text=ask.prompt, content_hash=content_of(ask)
        )
        written(piece, made, content_of(ask))
    return piece


def remake(user: User, piece: SoundPiece, *, key: UUID, quoted: int | None = None) -> SoundPiece:
    """The same sound once more, with another seed; what there is stays until the new one is there.

    The line of a shot says what stands on the board now, by who speaks it now. The same key makes it once. Raises
    NotFound for one that was not made here, Conflict while it is being made and for a line with nothing to say, and as
    `orders.order`.
    """
    with transaction.atomic():
        credits.lock_account(user)
        mix = locked(piece.mix)
        made_before = SoundOrder.objects.filter(piece=piece, mix=mix).select_related("generation")
        if made_before.filter(generation__key=key).exists():
            return piece
        latest = made_before.first()
        row = mix.pieces.filter(pk=piece.pk, deleted_at=None).select_related("shot").first()
        if latest is None or row is None:
            raise NotFound(_("This sound was not made here: there is nothing to make again."))
        if not latest.generation.is_over:
            raise Conflict(_("It is being made."))
        refuse_used(user, key)
        ask, content = asked_again(row, mix, latest)
        (made,) = orders.order(owner=user, ask=ask, key=key, quoted=quoted)
        written(row, made, content)
    return row


def asked_again(piece: SoundPiece, mix: SoundMix, latest: SoundOrder) -> tuple[Ask, str]:
    """What is ordered to make a sound once more, and the hash of its content."""
    shot = piece.shot
    if piece.is_line and shot:
        if shot.deleted_at is not None or not line_of(shot):
            raise Conflict(_("There is nothing to say in this shot."))
        ask, content = line_ask(shot, mix, project=mix.film.project_in_use if mix.film else None), line_hash(shot, mix)
    else:
        ask, content = orders.ask_of(latest.generation), latest.content_hash
        ask = replace(ask, parent=None, project=project_in_use(mix.owner, ask.project))
    return replace(ask, parameters={name: value for name, value in ask.parameters.items() if name != "seed"}), content


def refuse_used(user: User, key: UUID) -> None:
    """Raises KeyReused: what was made for somewhere else under this key would never be laid here."""
    if Generation.objects.filter(owner=user, key=key).exists():
        raise KeyReused(_("This order key was used for another order."))


def content_of(ask: Ask) -> str:
    """Of what a sound was made of: its state compares it with what stands on the lane."""
    return digest({"kind": ask.kind, "model": ask.model, "prompt": ask.prompt, "parameters": ask.parameters})


def written(piece: SoundPiece, made: Generation, content: str) -> SoundOrder:
    row, _fresh = SoundOrder.objects.get_or_create(
        generation=made,
        defaults={"mix": piece.mix, "piece": piece, "part": SoundPart.PIECE, "content_hash": content},
    )
    return row


def piece_of(order: SoundOrder, mix: SoundMix) -> SoundPiece:
    """The place of a sound that this key has ordered already. Raises Conflict if that was for another mix."""
    if order.mix_id != mix.pk or order.piece is None:
        raise Conflict(_("This order key was used for another order."))
    return order.piece
