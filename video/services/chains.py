"""Shots that start where the one before them ends: each gets its frame, or its credits back."""

from __future__ import annotations

import logging
from uuid import uuid5

from django.db import transaction
from django.db.models import QuerySet

from reklamai.core.errors import ReklamError
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Status
from studio.models.status import OPEN
from studio.services import orders, sets
from video.models import ShotOrder, ShotPart

logger = logging.getLogger(__name__)

MODEL, KIND = "last-frame", "last_frame"


def shot_over(order: ShotOrder) -> None:
    """Of those that wait for this shot: its last frame is taken for them, or they end. In its ending transaction."""
    if not waiting(order).exists():
        return
    clip = order.generation.result
    if clip is None:
        let_go(order)
        return
    try:
        with transaction.atomic():
            take_frame(order, clip)
    except ReklamError as error:  # the shot itself is done, and stays so
        logger.warning("no last frame", extra={"generation": str(order.generation_id), "code": error.code})
        let_go(order)


def take_frame(order: ShotOrder, clip: Asset) -> None:
    """Order the last frame of a shot, once for each of its results."""
    tries = ShotOrder.objects.filter(part=ShotPart.FRAME, shot=order.shot, content_hash=of(order))
    if tries.filter(generation__status__in=OPEN).exists():
        return
    ask = Ask(kind=KIND, model=MODEL, references=(ReferenceAsk("asset", str(clip.pk), "source_video"),))
    key = uuid5(order.generation_id, f"{KIND} {tries.count()}")
    (made,) = orders.order(owner=order.film.owner, ask=ask, key=key, by_room=True)
    ShotOrder.objects.get_or_create(
        generation=made,
        defaults={"film": order.film, "shot": order.shot, "part": ShotPart.FRAME, "content_hash": of(order)},
    )


def frame_over(frame: ShotOrder) -> None:
    """A last frame is there, or will not be."""
    for order in ShotOrder.objects.filter(shot=frame.shot, part=ShotPart.SHOT):
        if of(order) == frame.content_hash:
            picture = frame.generation.result
            if picture:
                begin(order, picture)
            else:
                let_go(order)


def begin(order: ShotOrder, frame: Asset) -> None:
    for each in waiting(order):
        sets.go(each.generation, start_frame=frame)
        logger.info("shot goes on", extra={"generation": str(each.generation_id)})


def let_go(order: ShotOrder) -> None:
    """No frame comes: those that wait end without having begun, and those that wait for them."""
    for each in waiting(order):
        sets.spare(each.generation)


def frame_of(order: ShotOrder) -> Asset | None:
    """The last frame of a finished shot, if it has been taken already."""
    taken = ShotOrder.objects.filter(part=ShotPart.FRAME, shot=order.shot, content_hash=of(order))
    found = (each.generation.result for each in taken.select_related("generation"))
    return next((frame for frame in found if frame is not None), None)


def of(order: ShotOrder) -> str:
    """What a frame is kept under: the work that it was taken from."""
    return str(order.generation_id)


def waiting(order: ShotOrder) -> QuerySet[ShotOrder]:
    """Orders that were to start on the last frame of this one, and have not."""
    return order.followers.filter(generation__standby=True, generation__status=Status.QUEUED).select_related(
        "generation__owner"
    )
