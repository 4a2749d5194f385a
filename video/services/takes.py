"""A sound said in another voice, and the way back to how it was heard before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict
from studio.ask import Ask
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, Generation, User
from studio.services import credits, orders
from studio.services.asks import project_in_use
from video.content_fields import identity
from video.models import MultiShotGeneration, SoundMix, SoundOrder, SoundPiece
from video.piece_content import SHORTEST_S
from video.selectors.takes import SOURCE, VOICE_CHANGE, Take, first_of, source_of, takes_of
from video.services.making import refuse_used, written
from video.services.sounds import not_found, opened, put, said_in
from video.services.sounds import written as put_down
from video.services.speaking import locked
from video.services.stretching import stretched
from video.trait_fields import Unfit


def revoice(user: User, mix: SoundMix, piece: UUID, *, ask: Ask, key: UUID, quoted: int | None = None) -> SoundPiece:
    """Order this sound in the voice of `ask`; what there is stays until the new one is there.

    The same key orders it once. Raises NotFound, BadInput for an ask of another kind or of another sound, Conflict for
    a sound that is not there or is being made, KeyReused, and as `orders.order`.
    """
    with transaction.atomic():
        credits.lock_account(user)
        mix = locked(mix)
        row = mix.pieces.filter(pk=piece, deleted_at=None).select_related("asset__generation").first()
        if row is None:
            raise not_found()
        made_before = SoundOrder.objects.filter(piece=row).select_related("generation")
        if made_before.filter(generation__key=key).exists():
            return row
        check(row, ask, made_before.first())
        refuse_used(user, key)
        project = ask.project or (mix.film.project_in_use if mix.film else None)
        ask = replace(ask, project=project_in_use(user, project))
        (made,) = orders.order(owner=user, ask=ask, key=key, quoted=quoted)
        written(row, made, row.content_hash)  # it says what it said: a line is no newer and no older for its voice
    return row


def check(piece: SoundPiece, ask: Ask, latest: SoundOrder | None) -> None:
    """Raises Conflict for a sound that cannot be said anew now, BadInput for an ask that is not for it."""
    if latest is not None and not latest.generation.is_over:
        raise Conflict(_("It is being made."))
    source = source_of(piece)
    if source is None or source.deleted_at is not None:
        raise not_there()
    named = [(each.source, each.id, each.role) for each in ask.references]
    if ask.kind != VOICE_CHANGE or ask.count != 1 or named != [("asset", str(source.pk), SOURCE)]:
        raise BadInput(_("Only the voice of this sound can be changed here."))


def take(user: User, mix: SoundMix, piece: UUID, asset: Any, *, revision: Any = None) -> SoundPiece:
    """Another take of this sound in its place: its file, and what is said in it when.

    Raises NotFound, AskInvalid ("take") for what is none of its takes, and Conflict for a stale revision.
    """
    with transaction.atomic():
        film = MultiShotGeneration.objects.select_for_update().filter(pk=mix.film_id).first() if mix.film_id else None
        row = opened(user, mix, piece, revision=revision)
        found = chosen(row, asset)
        if found.asset.pk == row.asset_id:
            return row
        changes = {"asset": found.asset, **part_of(row, found.asset), **said_otherwise(row, found.asset)}
        if found.content_hash is not None:
            changes["content_hash"] = found.content_hash
        put(row, changes)
        put_down(row, *changes)
        if film and row.is_line and row.shot and stretched(row.shot):
            film.save(update_fields=["updated_at"])
        return row


def chosen(piece: SoundPiece, asset: Any) -> Take:
    try:
        wanted = identity(asset)
    except Unfit as fault:
        raise AskInvalid({"take": str(fault)}) from fault
    takes = takes_of(piece.mix, piece.pk).get(piece.pk, ())
    found = next((each for each in takes if each.asset.pk == wanted), None)
    if found is None:
        raise AskInvalid({"take": _("There is no such take of this sound.")})
    return found


def part_of(piece: SoundPiece, file: Asset) -> dict[str, Any]:
    """Which part of another file is heard: the same as far as it has that, else all of it."""
    length = file.duration_s or 0.0
    if piece.from_s > length - SHORTEST_S:
        return {"from_s": 0.0, "to_s": None}
    return {"to_s": None} if piece.to_s is not None and piece.to_s > length else {}


def said_otherwise(piece: SoundPiece, file: Asset) -> dict[str, Any]:
    """The words of a file that says something else than what is heard; {} where only the voice is another, or where
    nobody has told us what is said in it."""
    first = first_of(file)
    return {} if piece.asset and first_of(piece.asset) == first else said_in(first)


def not_there() -> Conflict:
    return Conflict(_("This sound is not there yet."))


def said_anew(made: Generation, piece: SoundPiece, file: Asset) -> dict[str, Any]:
    """The words of a new file of a sound, and which part of it is heard. Another voice says the same at the same
    times."""
    if made.kind == VOICE_CHANGE:
        return part_of(piece, file) | said_otherwise(piece, file)
    found: dict[str, Any] = {"spoken": made.notes.get("speech", {}).get("words", []), **part_of(piece, file)}
    if made.prompt:
        found["text"] = made.prompt
    if piece.is_line:
        # Which part of the last one was heard says nothing of this one.
        found |= {"from_s": 0.0, "to_s": None}
    return found
