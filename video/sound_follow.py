"""What the hall tells of orders that were made for sound mixes: `studio.follow.Series`."""

from __future__ import annotations

from django.db.models import QuerySet

from studio.models import Generation
from video.ends import unless_erased
from video.models import SoundOrder, SoundPart, SoundPiece
from video.services import animatics, mixing
from video.services.speaking import row_of
from video.services.stretching import stretched
from video.services.takes import said_anew


class Sounds:
    """The end of a sound or of a mix: what follows from it is written down with it."""

    def has(self, generation: Generation) -> bool:
        return rows_of(generation).exists()

    def done(self, generation: Generation) -> None:
        unless_erased(rows_of(generation), lambda: self._done(order_of(generation)))

    def ended(self, generation: Generation) -> None:
        unless_erased(rows_of(generation), lambda: self._ended(order_of(generation)))

    def _done(self, order: SoundOrder) -> None:
        if order.part == SoundPart.PIECE:
            heard(order)
        else:
            mixing.mixed(order)

    def _ended(self, order: SoundOrder) -> None:
        if order.part == SoundPart.PIECE:
            mixing.sound_ended(order.mix)  # the others may be there
        else:
            mixing.mixed(order)


def rows_of(generation: Generation) -> QuerySet[SoundOrder]:
    return SoundOrder.objects.filter(generation=generation.pk)


def order_of(generation: Generation) -> SoundOrder:
    rows = SoundOrder.objects.select_related("mix__film", "piece__shot__film", "generation__owner")
    return rows.get(generation=generation.pk)


def heard(order: SoundOrder) -> None:
    """Lay a sound on its lane, in the transaction that ends its order, and let its shot follow it.

    One that came late never takes the place of a newer one.
    """
    newer = SoundOrder.objects.filter(piece=order.piece_id, pk__gt=order.pk)
    result, piece = order.generation.result, order.piece
    if piece is None or result is None or newer.filter(generation__assets__isnull=False).exists():
        return
    changes = {"asset": result, "content_hash": order.content_hash, **said_anew(order.generation, piece, result)}
    film = animatics.locked(piece.shot.film) if piece.shot else None
    row_of(order.mix)  # before its sounds: whoever changes one on the page holds the mix first
    follows = film is not None and piece.is_line and animatics.is_followed(film)
    SoundPiece.objects.filter(pk=piece.pk).update(**changes)
    if film and piece.shot and piece.is_line and stretched(piece.shot):
        film.save(update_fields=["updated_at"])
        if follows:
            animatics.go_on(film)
    mixing.sound_ended(order.mix)
