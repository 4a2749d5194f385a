"""Finds what was forgotten: orders that nobody queued, whose worker died, whose vendor is due, whose time is up."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from studio import progress, queue
from studio.engines.tables import cluster_of
from studio.models import Generation, Status
from studio.services import credits, endings, finishing, takes
from studio.services.outage import AWAY
from studio.services.work import MOST_ATTEMPTS

logger = logging.getLogger(__name__)

DEAD_AFTER_S = 15
"""No heartbeat for so long: the worker is gone. Beats come every 3 s."""
REQUEUE_AFTER_S = 20
"""What is queued by its row and lies in no queue is queued again after so long: never queued, or taken and dropped."""
QUEUED_AT_MOST_S = 24 * 3600
"""An order that nobody began within a day is ended: its credits are not held for ever."""
IN_LINE, MOST_FROM_LINE = "in line", 20
LATE_AFTER = timedelta(minutes=10)
"""So long after its deadline a vendor is asked again whether it has brought an order to an end after all."""
LEASE_S = 20
"""A waiting order that was handed to a worker is not handed out again for so long."""


def wake_waiting() -> int:
    """Hand every order whose vendor is due to a worker. Returns how many."""
    now = timezone.now()
    # What can be asked about without a worker is the poller's.
    polled = Q(provider__in=settings.PEEKED, finishing=False) & ~Q(provider_ref="")
    waiting = Generation.objects.filter(~polled, status=Status.RUNNING, ask_after__lte=now)
    # The heartbeat is the lease: what was handed out and not claimed within LEASE_S is handed out again.
    free = (
        Q(heartbeat_at=None)
        | Q(heartbeat_at__lt=F("ask_after"))
        | Q(heartbeat_at__lte=now - timedelta(seconds=LEASE_S))
    )
    # Those in line for their turn at a vendor come in order, and no more than could have it soon: each of the others
    # would fetch its files from the store for nothing.
    in_line = Q(stage=IN_LINE)
    first = waiting.filter(free, in_line).order_by("created_at")[:MOST_FROM_LINE]
    others = waiting.filter(free).exclude(in_line).order_by("ask_after")[:500]
    return each([*first, *others], lambda row: wake(row, now))


def wake(generation: Generation, now: datetime) -> bool:
    """Hand it to a worker; False if another watch was faster."""
    same = Generation.objects.filter(
        pk=generation.pk,
        status=Status.RUNNING,
        ask_after=generation.ask_after,
        heartbeat_at=generation.heartbeat_at,
    )
    woken = bool(same.update(heartbeat_at=now, ask_after=now))
    if woken:
        enqueue(generation)
    return woken


def sweep(*, revive: bool = True) -> None:
    """Mend what has stopped moving. Safe to run anywhere, any number of times, also at once.

    Without `revive` nobody is taken for dead: after an outage the living have not had the time to beat yet.
    """
    now = timezone.now()
    requeue_lost(now)
    each(takes.stalled(), endings.go_on)
    if revive:
        each(dead(now), revive_or_end)
    never_begun = Q(status=Status.QUEUED, created_at__lte=now - timedelta(seconds=QUEUED_AT_MOST_S), attempt=0)
    never_begun &= Q(standby=False)
    over = Q(status=Status.RUNNING, deadline_at__lte=now) | never_begun
    each(Generation.objects.filter(over).order_by("created_at")[:500], expire)


def each(rows: Iterable[Generation], deed: Callable[[Generation], object]) -> int:
    """Do it to every row; for how many it was true. One that cannot be mended does not keep the others from it."""
    done = 0
    for generation in rows:
        try:
            done += bool(deed(generation))
        except AWAY:
            raise
        except Exception:  # the watch's own boundary: a row with a bug in it would stop all watching for ever
            logger.exception("cannot be mended", extra={"generation": str(generation.pk)})
    return done


def requeue_lost(now: datetime) -> None:
    """Queue again what is queued by its row and lies in no queue: the claim makes a second call harmless.

    What a worker's process has taken counts as lost too, as the process may be gone: one more row for each such order.
    """
    line = now - timedelta(seconds=REQUEUE_AFTER_S)
    silent = Q(heartbeat_at=None, created_at__lte=line) | Q(heartbeat_at__lte=line)
    candidates = Generation.objects.wanted().filter(silent, status=Status.QUEUED).order_by("created_at")
    if not candidates.exists():
        return
    lying = queue.lying_generations()
    each(candidates.exclude(pk__in=lying)[:500], lambda row: requeue(row, now))


def requeue(generation: Generation, now: datetime) -> None:
    rows = Generation.objects.wanted().filter(pk=generation.pk, status=Status.QUEUED)
    seen = rows.filter(heartbeat_at=generation.heartbeat_at)
    if seen.update(heartbeat_at=now):  # else another watch was faster
        enqueue(generation)


def dead(now: datetime) -> QuerySet[Generation]:
    """Running rows whose worker has not been heard of, and for which something can be done."""
    line = now - timedelta(seconds=DEAD_AFTER_S)
    rows = Generation.objects.filter(status=Status.RUNNING, ask_after=None, heartbeat_at__lte=line)
    # What was sent and not answered is uncertain: it waits for its deadline and is never sent again.
    return rows.filter(Q(sent_at=None) | ~Q(provider_ref="") | Q(finishing=True)).order_by("heartbeat_at")[:500]


def revive_or_end(generation: Generation) -> None:
    """A dead worker's order: asked about again if a vendor has it, left alone if that is uncertain, else redone."""
    still = Generation.objects.filter(
        pk=generation.pk, status=Status.RUNNING, attempt=generation.attempt, heartbeat_at=generation.heartbeat_at
    )
    if generation.provider_ref or generation.finishing:
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
    """Its time is up: failed, credits back. A late result is attached free; what only lacks our finish is given."""
    still = Generation.objects.open().filter(pk=generation.pk, status=generation.status, attempt=generation.attempt)
    if finishing.give_up(generation, still):
        return
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
            # What comes late is the owner's, free: the poller goes on asking.
            ask_after=timezone.now() + LATE_AFTER if code == "expired" and generation.provider_ref else None,
        )
        if ended:
            credits.give_back(generation)
            endings.ended(generation, Status.FAILED)
            transaction.on_commit(lambda: progress.changed(generation))


def enqueue(generation: Generation) -> None:
    # Its maker is through with it: what is left are pixels, unless we have given up on these.
    is_ours = generation.finishing and not generation.kept.get("given_up")
    cluster = "heavy" if is_ours else cluster_of(generation.provider, generation.kind)
    queue.run_generation(generation.pk, cluster=cluster)
