"""Asks vendors about the orders that they have: one question each, no worker, all within the vendor's limits."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from reklamai.core.errors import Busy, EngineError, ReklamError
from studio import progress, queue
from studio.engines.base import Peeking, Waiting
from studio.engines.tables import engine_for
from studio.models import Generation, Status
from studio.selectors import catalogue
from studio.services import watch
from studio.services.outage import AWAY
from studio.services.vendors import SharedDesk

logger = logging.getLogger(__name__)

AT_ONCE = 4
"""Threads that ask: a question takes a vendor 0.1 to 0.5 s, and its limit lets about ten a second through."""
BATCH = 40
PAUSE_S = 1.0
AFTER_TROUBLE = timedelta(seconds=30)
LATE_FOR = timedelta(hours=24)
"""So long after its deadline an order is still asked about: what it brings then is given to its owner free."""
LATE_EVERY = timedelta(minutes=10)


def go_round(over: threading.Event) -> None:
    """Ask until `over`. For a thread of its own: a vendor that is slow to answer must not hold up the watch."""
    while not over.wait(PAUSE_S):
        try:
            poll()
        except AWAY as error:
            logger.warning("the poller waits for the database", extra={"cause": type(error).__name__})
            close_old_connections()


def poll() -> int:
    """Ask about the orders that are due, oldest first. Returns how many were asked about."""
    now = timezone.now()
    rows = [row for row in due(now) if leased(row, now)]
    if not rows:
        return 0
    full = threading.Event()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="poller") as pool:
        return sum(pool.map(lambda row: ask_alone(row, full), rows))


def due(now: datetime) -> QuerySet[Generation]:
    """What a vendor has and whose pause is over; and, slowly, what it still has after the deadline."""
    waiting = Q(status=Status.RUNNING, finishing=False)
    late = Q(status=Status.FAILED, error_code="expired", finished_at__gt=now - LATE_FOR)
    free = (
        Q(heartbeat_at=None)
        | Q(heartbeat_at__lt=F("ask_after"))
        | Q(heartbeat_at__lte=now - timedelta(seconds=watch.LEASE_S))
    )
    rows = Generation.objects.filter(waiting | late, free, ask_after__lte=now, provider__in=settings.PEEKED)
    return rows.exclude(provider_ref="").order_by("ask_after")[:BATCH]


def leased(generation: Generation, now: datetime) -> bool:
    """Whether it is ours to ask about: another machine's poller sees the same rows."""
    same = Generation.objects.filter(
        pk=generation.pk, status=generation.status, ask_after=generation.ask_after, heartbeat_at=generation.heartbeat_at
    )
    generation.heartbeat_at = now
    return bool(same.update(heartbeat_at=now))


def ask_alone(generation: Generation, full: threading.Event) -> bool:
    """`ask` in a thread of the pool, whose connection is its own."""
    try:
        if full.is_set():
            give_lease_back(generation)
            return False
        return ask(generation, full)
    finally:
        connection.close()


def ask(generation: Generation, full: threading.Event) -> bool:
    """One question; what it says is written down. False if it was not our turn, and then for all others too."""
    try:
        answer = peeked(generation)
    except Busy as error:
        if "limit" in error.facts:
            full.set()
            give_lease_back(generation)
            return False
        answer = Waiting(generation.provider_ref, AFTER_TROUBLE, generation.stage)
    except EngineError as error:
        logger.warning("a vendor did not answer", extra={"generation": str(generation.pk), "code": error.code})
        answer = Waiting(generation.provider_ref, AFTER_TROUBLE, generation.stage)
    if answer is None:
        hand_over(generation)
    else:
        wait_on(generation, answer)
    return True


def peeked(generation: Generation) -> Waiting | None:
    """What its engine says of it; None, too, where only a worker can say it."""
    engine = engine_for(generation.provider, generation.kind)
    if not isinstance(engine, Peeking):
        return None
    try:
        entry = catalogue.offer(generation.model).entry
    except ReklamError:
        return None
    sent = generation.sent_at or generation.created_at
    waited_s = (timezone.now() - sent).total_seconds()
    return engine.peek(entry, generation.provider_ref, waited_s=waited_s, desk=SharedDesk())


def still(generation: Generation) -> QuerySet[Generation]:
    """The row, while nothing has happened to it since we took it."""
    return Generation.objects.filter(
        pk=generation.pk, status=generation.status, ask_after=generation.ask_after, heartbeat_at=generation.heartbeat_at
    )


def wait_on(generation: Generation, answer: Waiting) -> None:
    is_late = generation.status == Status.FAILED
    after = LATE_EVERY if is_late else answer.ask_after
    percent = generation.progress if is_late else max(generation.progress, round(100 * min(1.0, answer.share)))
    moved = still(generation).update(
        ask_after=timezone.now() + after, stage=generation.stage if is_late else answer.stage, progress=percent
    )
    if moved and not is_late and (answer.stage, percent) != (generation.stage, generation.progress):
        progress.changed(generation)


def hand_over(generation: Generation) -> None:
    """To a worker: there is a result to bring home, or a failure to write down."""
    if generation.status == Status.RUNNING:
        watch.wake(generation, timezone.now())
    elif still(generation).update(ask_after=timezone.now() + LATE_EVERY):
        queue.fetch_late(generation.pk)


def give_lease_back(generation: Generation) -> None:
    """Ask about it in the next round: it was not its fault."""
    if generation.ask_after is not None:
        still(generation).update(heartbeat_at=generation.ask_after - timedelta(microseconds=1))
