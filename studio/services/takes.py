"""The takes of one item: the next is set going, those that are not needed give their credits back, the best is shown.

Everything here happens under the lock of the owner's account, which `credits.lock` takes for every end of a take:
two takes of one item never end beside one another.
"""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict
from studio import progress, queue
from studio.engines.tables import cluster_of
from studio.models import Asset, Generation, Status
from studio.models.status import OPEN
from studio.retakes import best_of, calls_for_another
from studio.selectors.generations import PICTURE_KINDS
from studio.services import credits

logger = logging.getLogger(__name__)


def of(generation: Generation) -> list[Generation]:
    """All takes of its item, the first one first; itself alone where it is made once."""
    if generation.first_take_id is None:
        return [generation]
    return list(Generation.objects.filter(first_take=generation.first_take_id).defer("words").order_by("take"))


def at_work(generation: Generation) -> Generation | None:
    """The take of its item that is queued or being made now."""
    return next((take for take in of(generation) if not take.is_over and not take.in_standby), None)


def move_on(first: UUID) -> list[Generation]:
    """What follows from the end of a take: the next is released, or the rest are not needed. Safe to repeat.

    Returns those that were not needed: their credits are back. Call in the transaction that ends the take.
    """
    rows = Generation.objects.filter(first_take=first)
    takes = list(rows.defer("words").order_by("take"))
    spare = [take for take in takes if take.in_standby]
    if any(not take.is_over and not take.in_standby for take in takes):
        return []
    if spare and calls_for_another(takes, is_picture=takes[0].kind in PICTURE_KINDS):
        release(spare[0])
        spare = []
    for take in spare:
        spared(take)
    show_best(list(rows.defer("words").order_by("take")))
    return spare


def drop(generation: Generation) -> list[Generation]:
    """End those of its item that wait in standby, and return them: there is to be no further take."""
    spare = [take for take in of(generation) if take.in_standby and spared(take)]
    if spare:
        progress.changed(generation)
    return spare


def are_waiting(generation: Generation) -> bool:
    """Whether further takes of its item may yet be made."""
    first = generation.first_take_id
    return (
        first is not None and Generation.objects.filter(first_take=first, standby=True, status=Status.QUEUED).exists()
    )


def release(take: Generation) -> None:
    """Into the queue as if it were ordered now: its place there counts from now, and the day in which it must begin."""
    now = timezone.now()
    waiting = Generation.objects.filter(pk=take.pk, standby=True, status=Status.QUEUED)
    if waiting.update(standby=False, created_at=now, heartbeat_at=now):
        # Robust: a release that was committed and not queued is found by the watch, as every order.
        cluster = cluster_of(take.provider, take.kind)
        transaction.on_commit(lambda: queue.run_generation(take.pk, cluster=cluster), robust=True)
        progress.changed(take)
        logger.info("next take", extra={"generation": str(take.pk), "take": take.take})


def spared(take: Generation) -> bool:
    """Not needed: it ends without having begun, and all it held comes back. False if it waits no more."""
    waiting = Generation.objects.filter(pk=take.pk, standby=True, status=Status.QUEUED)
    ended = bool(waiting.update(status=Status.CANCELLED, finished_at=timezone.now()))
    if ended:
        credits.give_back(take)
    return ended


def came_late(generation: Generation) -> None:
    """A failed take has a result after all: it stands for its item where none else has one."""
    if generation.first_take_id:
        show_best(of(generation))


def show_best(takes: list[Generation]) -> None:
    """Let the best take stand for its item, and tell the pages."""
    late = set(Asset.objects.filter(generation__in=[take.pk for take in takes]).values_list("generation", flat=True))
    show(best_of(takes, late=late))


def show(best: Generation) -> None:
    """Let this take stand for its item."""
    if not best.shown:
        Generation.objects.filter(first_take=best.first_take_id, shown=True).update(shown=False)
        Generation.objects.filter(pk=best.pk).update(shown=True)
    progress.changed(best)


@transaction.atomic
def choose(generation: Generation) -> None:
    """Let this take stand for its item instead of the best one. Raises Conflict unless it and its item are done."""
    credits.lock(generation)
    takes = of(generation)
    if any(take.status in OPEN for take in takes):
        raise Conflict(_("Its takes are still being made."))
    chosen = next(take for take in takes if take.pk == generation.pk)
    if chosen.status != Status.DONE or chosen.deleted_at:
        raise Conflict(_("There is no result to use."))
    show(chosen)


def stalled() -> QuerySet[Generation]:
    """First takes of items that have takes in standby, and none at work that would set them going."""
    waiting = Generation.objects.filter(standby=True, status=Status.QUEUED)
    working = Generation.objects.filter(first_take=OuterRef("first_take"), standby=False, status__in=OPEN)
    firsts = waiting.exclude(Exists(working)).values("first_take")
    return Generation.objects.filter(pk__in=firsts)
