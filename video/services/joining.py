"""The film of a board: joined as soon as all its shots are there, and never twice from the same."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import ReklamError
from studio.ask import Ask, ReferenceAsk
from studio.models import Status
from studio.services import orders
from video.models import MultiShotGeneration, ShotOrder, ShotPart, SoundPart
from video.selectors.boards import Board, board_of, status_of
from video.services import mixing
from video.services.keys import key_for
from video.timeline import joins_of

logger = logging.getLogger(__name__)

MODEL, KIND = "join-film", "film_join"


def go_on(order: ShotOrder) -> None:
    """What follows for the film from the end of one of its orders, in the transaction that ends it."""
    rows = MultiShotGeneration.objects.select_for_update(of=("self",)).select_related("owner", "combined_video")
    film = rows.get(pk=order.film_id)
    before = film.combined_video_id
    keep_film(film, order)
    board = board_of(film)
    # Whatever else is under way: a draft that is drawn, or a film of what the shots were, joins nothing when it ends.
    ready = board.is_rendered and not any(each.is_working for each in board.shots)
    if order.part == ShotPart.SHOT and ready and film.deleted_at is None:
        board = join(board)
    film.status = status_of(board)
    film.save(update_fields=["status", "trouble", "combined_video", "combined_hash", "updated_at"])
    if film.combined_video_id != before:
        mixing.picture_made(film, SoundPart.MIX)


def keep_film(film: MultiShotGeneration, order: ShotOrder) -> None:
    """A film that is there is the board's own; one that could not be joined says so.

    An older one, that came later, never takes a newer one's place.
    """
    if order.part not in (ShotPart.FILM, ShotPart.NATIVE):
        return
    newer = ShotOrder.objects.filter(film=film, part__in=(ShotPart.FILM, ShotPart.NATIVE), pk__gt=order.pk)
    if newer.filter(generation__status=Status.DONE, generation__deleted_at=None).exists():
        return
    if result := order.generation.result:
        film.combined_video, film.combined_hash, film.trouble = result, order.content_hash, ""
    elif order.part == ShotPart.FILM:
        film.trouble = order.generation.error_message


def join(board: Board) -> Board:
    """Order the film of what is rendered. What stands in its way is told: shots that are done stay done."""
    film = board.film
    if board.film_is_current or board.is_joining:
        return board
    if film.native:  # the one order has made it already
        if made := board.shots[0].standing:
            film.combined_video, film.combined_hash, film.trouble = made.generation.result, made.content_hash, ""
        return board
    try:
        with transaction.atomic():
            order_join(board)
    except ReklamError as error:
        logger.warning("film not joined", extra={"film": str(film.pk), "code": error.code})
        film.trouble = _("The shots are there, but could not be joined: %(why)s") % {"why": error.message}
        return board
    film.trouble = ""
    return board_of(film)


def order_join(board: Board) -> None:
    shots = board.shots
    lengths = [each.result.duration_s if each.result else None for each in shots]
    ask = Ask(
        kind=KIND,
        model=MODEL,
        references=tuple(
            ReferenceAsk("asset", str(each.result.pk), "reference_videos") for each in shots if each.result
        ),
        parameters={
            "joins": ",".join(str(each) for each in joins_of([shot.shot for shot in shots], lengths)),
            "chapters": "\n".join(str(each.number) for each in shots),
        },
        project=board.film.project_in_use,
    )
    key = key_for(board.film, ShotPart.FILM, board.film_hash)
    (made,) = orders.order(owner=board.film.owner, ask=ask, key=key, by_room=True)
    ShotOrder.objects.get_or_create(
        generation=made,
        defaults={"film": board.film, "part": ShotPart.FILM, "content_hash": board.film_hash},
    )
