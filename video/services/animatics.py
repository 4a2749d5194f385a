"""The animatic of a board: only the sketches that are missing are drawn, then all of them are joined. Free."""

from __future__ import annotations

import logging
from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, NotFound, ReklamError
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.models import Generation, Status, User
from studio.models.status import OPEN
from studio.selectors import catalogue
from studio.services import credits, orders
from video.models import MultiShotGeneration, ShotOrder, ShotPart, SoundPart
from video.selectors.boards import Board, BoardShot, board_of
from video.selectors.films import not_found
from video.services import mixing, speaking
from video.services.keys import key_for
from video.sketching import SKETCH_MODEL, animatic_of, sketch_of

logger = logging.getLogger(__name__)


@transaction.atomic
def order_animatic(user: User, film: MultiShotGeneration) -> tuple[ShotOrder, ...]:
    """Order what the animatic of the board as it stands lacks, and return its orders; () where nothing is lacking.

    Lines that nobody speaks yet are spoken too, by voices that cost nothing.

    The content is the key: what is there or under way is not ordered again, however often this is called. What failed
    is ordered anew. Raises BadInput, NotFound and Conflict with the number of the shot that cannot be drawn, Conflict
    for a board without shots, TooManyOpen, QuotaReached.
    """
    credits.lock_account(user)
    film = locked(film)
    if film.deleted_at is not None:
        raise not_found()
    speaking.speak_free(user, film)
    return ordered(film, anew=True)


def sketched(order: ShotOrder) -> None:
    """What follows from a sketch that is there, in the transaction that ends it: the others, or the animatic.

    A shot that was changed while the others were drawn is drawn now. What stands in the way is no trouble of the
    sketch, which is done: the board shows that its animatic is not of what it is now.
    """
    film = locked(order.film)
    if film.deleted_at is not None or order.generation.result is None:
        return
    to_bin(Q(shot=order.shot, part=ShotPart.SKETCH), keep={order.pk})
    go_on(film)


def is_followed(film: MultiShotGeneration) -> bool:
    """Whether its animatic is of what it is now, or being made: then what changes by itself is drawn by itself too."""
    board = board_of(film)
    return film.deleted_at is None and (board.animatic_is_current or board.animatic_is_working)


def go_on(film: MultiShotGeneration) -> None:
    """Order what its animatic lacks now, in the transaction that has changed it; what fails is left to its owner.

    The caller holds the locks of the owner's account and of the film.
    """
    try:
        with transaction.atomic():
            ordered(film, anew=False)
    except ReklamError as error:
        logger.warning("animatic not ordered", extra={"film": str(film.pk), "code": error.code})


def joined(order: ShotOrder) -> None:
    """Write the animatic down, in the transaction that ends its order. An older one never takes a newer one's place."""
    result = order.generation.result
    newer = ShotOrder.objects.filter(
        film=order.film_id, part=ShotPart.ANIMATIC, pk__gt=order.pk, generation__status=Status.DONE
    )
    if result is None or newer.exists():
        return
    film = locked(order.film)
    film.animatic, film.animatic_hash = result, order.content_hash
    film.save(update_fields=["animatic", "animatic_hash", "updated_at"])
    gone = Q(part=ShotPart.SKETCH, shot__deleted_at__isnull=False)
    to_bin(Q(film=film) & (Q(part=ShotPart.ANIMATIC) | gone), keep={order.pk})
    mixing.picture_made(film, SoundPart.PREVIEW)


def ordered(film: MultiShotGeneration, *, anew: bool) -> tuple[ShotOrder, ...]:
    """The next that the animatic needs. anew: what failed is tried again."""
    board = board_of(film)
    if not board.shots:
        raise Conflict(_("There is no shot on this board."))
    if brought_back([each for each in board.shots if each.sketch_order is None]):
        board = board_of(film)
    missing = [each for each in board.shots if each.sketch_order is None]
    if missing and not anew and has_failed(missing):
        return ()
    if missing:
        entry = catalogue.offer(SKETCH_MODEL).entry
        return tuple(order_sketch(film, each, entry) for each in missing)
    return order_join(board)


def order_sketch(film: MultiShotGeneration, each: BoardShot, entry: Entry) -> ShotOrder:
    try:
        ask = sketch_of(each.shot, film, entry)
        key = key_for(film, ShotPart.SKETCH, each.sketch_hash, each.shot)
        (made,) = orders.order(owner=film.owner, ask=ask, key=key, by_room=True)
    except (BadInput, NotFound, Conflict) as error:
        words = _("Shot %(number)d: %(why)s") % {"number": each.number, "why": error.message}
        kind = next(each for each in (BadInput, NotFound, Conflict) if isinstance(error, each))
        raise kind(words, shot=each.number) from error
    return written(film, made, each)


def order_join(board: Board) -> tuple[ShotOrder, ...]:
    """The animatic of sketches that are all there; () while some are not, or where it is there or under way."""
    film, wanted = board.film, board.animatic_hash
    clips = [each.sketch for each in board.shots]
    under_way = any(
        each.part == ShotPart.ANIMATIC and each.content_hash == wanted and not each.generation.is_over
        for each in board.whole
    )
    if board.animatic_is_current or under_way or None in clips:
        return ()
    ask: Ask = animatic_of(film, [each.shot for each in board.shots], [clip for clip in clips if clip])
    key = key_for(film, ShotPart.ANIMATIC, wanted)
    (made,) = orders.order(owner=film.owner, ask=ask, key=key, by_room=True)
    row, _fresh = ShotOrder.objects.get_or_create(
        generation=made, defaults={"film": film, "part": ShotPart.ANIMATIC, "content_hash": wanted}
    )
    return (row,)


def written(film: MultiShotGeneration, made: Generation, each: BoardShot) -> ShotOrder:
    row, _fresh = ShotOrder.objects.get_or_create(
        generation=made,
        defaults={"film": film, "shot": each.shot, "part": ShotPart.SKETCH, "content_hash": each.sketch_hash},
    )
    return row


def brought_back(missing: Collection[BoardShot]) -> int:
    """Take sketches of these shots as they are out of the bin: an undone change costs nothing. Returns how many."""
    wanted = [Q(shot=each.shot, content_hash=each.sketch_hash) for each in missing]
    if not wanted:
        return 0
    same = reduce(or_, wanted)
    binned = ShotOrder.objects.filter(same, part=ShotPart.SKETCH, generation__status=Status.DONE)
    whole = Generation.objects.filter(assets__deleted_at=None, deleted_at__isnull=False).within_bin_days()
    rows = whole.filter(pk__in=binned.values("generation")).values("pk")
    return Generation.objects.filter(pk__in=rows).update(deleted_at=None)


def has_failed(missing: Collection[BoardShot]) -> bool:
    hashes = [each.sketch_hash for each in missing]
    tried = ShotOrder.objects.filter(part=ShotPart.SKETCH, content_hash__in=hashes, shot__in=[e.shot for e in missing])
    return tried.filter(generation__status__in=(Status.FAILED, Status.CANCELLED)).exists()


def to_bin(which: Q, *, keep: Collection[int]) -> None:
    """What something newer has taken the place of: sketches and animatics are in no library to be tidied there."""
    old = ShotOrder.objects.filter(which, generation__deleted_at=None).exclude(pk__in=keep)
    over = Generation.objects.filter(pk__in=old.values("generation")).exclude(status__in=OPEN)
    over.update(deleted_at=timezone.now())


def locked(film: MultiShotGeneration) -> MultiShotGeneration:
    """The row as it is now, until the transaction ends; whoever changes the board takes it too."""
    return MultiShotGeneration.objects.select_for_update(of=("self",)).select_related("owner").get(pk=film.pk)
