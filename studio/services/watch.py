"""Finds what was forgotten: orders that nobody queued, whose worker died, whose vendor is due, whose time is up."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from studio import progress, queue
from studio.engines.tables import cluster_of
from studio.models import Generation, Status
from studio.services import credits
from studio.services.work import MOST_ATTEMPTS

logger = logging.getLogger(__name__)

DEAD_AFTER_S = 20
"""No heartbeat for so long: the worker is gone. Beats come every 3 s."""
REQUEUE_AFTER_S = 30
"""A queued order is put into the queue again after so long: it may have been committed and never queued."""
REQUEUE_AGAIN_S = 300
"""And then again so often: rarely, or a long queue would fill with doubles of those that only wait their turn."""
QUEUED_AT_MOST_S = 24 * 3600
"""An order that nobody began within a day is ended: its credits are not held for ever."""
LEASE_S = 30
"""A waiting order that was handed to a worker is not handed out again for so long."""


def wake_waiting() -> int:
    """Hand every order whose vendor is due to a worker. Returns how many."""
    now = timezone.now()
    waiting = Generation.objects.filter(status=Status.RUNNING, ask_after__lte=now)
    # The heartbeat is the lease: what was handed out and not claimed within LEASE_S is handed out again.
    free = (
        Q(heartbeat_at=None)
        | Q(heartbeat_at__lt=F("ask_after"))
        | Q(heartbeat_at__lte=now - timedelta(seconds=LEASE_S))
    )
    woken = 0
    for generation in waiting.filter(free).order_by("ask_after")[:500]:
        same = Generation.objects.filter(
            pk=generation.pk,
            status=Status.RUNNING,
            ask_after=generation.ask_after,
            heartbeat_at=generation.heartbeat_at,
        )
        if same.update(heartbeat_at=now, ask_after=now):
            enqueue(generation)
            woken += 1
    return woken


def sweep() -> None:
    """Mend what has stopped moving. Safe to run anywhere, any number of times, also at once."""
    now = timezone.now()
    requeue_lost(now)
    for generation in dead(now):
        revive_or_end(generation)
    never_begun = Q(status=Status.QUEUED, created_at__lte=now - timedelta(seconds=QUEUED_AT_MOST_S), attempt=0)
    for generation in Generation.objects.filter(Q(status=Status.RUNNING, deadline_at__lte=now) | never_begun)[:500]:
        expire(generation)


def requeue_lost(now: datetime) -> None:
    """Queue again what has been queued for long: the claim makes a second call harmless."""
    never = Q(heartbeat_at=None, created_at__lte=now - timedelta(seconds=REQUEUE_AFTER_S))
    long_ago = Q(heartbeat_at__lte=now - timedelta(seconds=REQUEUE_AGAIN_S))
    lost = Generation.objects.filter(never | long_ago, status=Status.QUEUED)
    for generation in lost.order_by("created_at")[:500]:
        seen = Generation.objects.filter(pk=generation.pk, status=Status.QUEUED, heartbeat_at=generation.heartbeat_at)
        if seen.update(heartbeat_at=now):  # else another watch was faster
            enqueue(generation)


def dead(now: datetime) -> QuerySet[Generation]:
    """Running rows whose worker has not been heard of, and for which something can be done."""
    line = now - timedelta(seconds=DEAD_AFTER_S)
    rows = Generation.objects.filter(status=Status.RUNNING, ask_after=None, heartbeat_at__lte=line)
    # What was sent and not answered is uncertain: it waits for its deadline and is never sent again.
    return rows.filter(Q(sent_at=None) | ~Q(provider_ref="")).order_by("heartbeat_at")[:500]


def revive_or_end(generation: Generation) -> None:
    """A dead worker's order: asked about again if a vendor has it, left alone if that is uncertain, else redone."""
    still = Generation.objects.filter(
        pk=generation.pk, status=Status.RUNNING, attempt=generation.attempt, heartbeat_at=generation.heartbeat_at
    )
    if generation.provider_ref:
        still.update(ask_after=timezone.now(), attempt=F("attempt") + 1)
        return
    if generation.attempt >= MOST_ATTEMPTS:
        with translation.override(generation.language):
            end(still, generation, code="engine", message=_("The work stopped three times without a result."))
        return
    # With a new deadline: the time in which nobody worked on it, a night's, is not the order's.
    if still.update(status=Status.QUEUED, progress=0, stage="", heartbeat_at=timezone.now(), deadline_at=None):
        logger.warning("generation revived", extra={"generation": str(generation.pk)})
        enqueue(generation)
        progress.changed(generation)


def expire(generation: Generation) -> None:
    """Its time is up: failed, credits back. A late result is attached free."""
    still = Generation.objects.filter(pk=generation.pk, status=generation.status, attempt=generation.attempt)
    with translation.override(generation.language):
        end(still, generation, code="expired", message=_("There was no result in time."))


def end(still: QuerySet[Generation], generation: Generation, *, code: str, message: str) -> None:
    """Failed, credits back, if the row is `still` what it was when it was found."""
    with transaction.atomic():
        credits.lock(generation)
        ended = still.update(
            status=Status.FAILED,
            finished_at=timezone.now(),
            error_code=code,
            error_message=message,
            ask_after=None,
        )
        if ended:
            credits.give_back(generation)
            transaction.on_commit(lambda: progress.changed(generation))


def enqueue(generation: Generation) -> None:
    queue.run_generation(generation.pk, cluster=cluster_of(generation.provider, generation.kind))
