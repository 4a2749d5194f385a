"""What a vendor has of a face and must not have any more: asked for until it is gone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from reklamai.core.errors import Busy, EngineError, NotConfigured, Unreachable
from soulids.models import RemoteErasure
from studio import queue

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
LEASE = timedelta(minutes=5)
"""Longer than one removal can take: a worker that was killed in the middle of it leaves the row to the next."""
AT_ONCE = 50
KEPT_FOR = timedelta(days=90)
"""After it is gone: so long the admin can tell that and when it went."""
NOT_YET = "not_yet"

Remover = Callable[[str, str], bool]
"""remove(what, ref): whether it is gone now. Raises EngineError."""
Clock = Callable[[], datetime]


def owe(provider: str, what: str, ref: str, *, after: timedelta = timedelta()) -> None:
    """Have something at a vendor erased: tried right after the commit (or `after` it), repeated until it is gone.

    In the transaction that takes away our own trace of it. May be repeated: one row for each thing.
    """
    at = timezone.now() + after
    fresh = {"done_at": None, "next_at": at, "attempts": 0, "last_error": "", "asked_at": timezone.now()}
    RemoteErasure.objects.update_or_create(provider=provider, what=what, ref=ref, defaults=fresh)
    # Robust: the row stands; what could not be queued is found by the watch.
    transaction.on_commit(queue.look_after_rooms, robust=True)


def due(now: datetime) -> QuerySet[RemoteErasure]:
    """In the order in which they were asked for: versions of a model go before the model."""
    return RemoteErasure.objects.filter(done_at=None, next_at__lte=now).order_by("pk")


def late(now: datetime) -> QuerySet[RemoteErasure]:
    """Those that were tried and do not go by themselves: refused, without a key, or still there after an hour."""
    passing = Q(last_error__in=(NOT_YET, Busy.code, Unreachable.code), asked_at__gt=now - LONGEST_PAUSE)
    return RemoteErasure.objects.exclude(passing).filter(done_at=None, attempts__gt=0)


def erase_due(*, clock: Clock = timezone.now) -> int:
    """Try everything that is due, once each. Returns how many are gone. Safe beside itself."""
    return sum(attempt(row, clock()) for row in due(clock())[:AT_ONCE])


def attempt(row: RemoteErasure, now: datetime) -> bool:
    """Whether it is gone now; else it is tried again after a pause. False if another worker has it."""
    mine = RemoteErasure.objects.filter(pk=row.pk, done_at=None, next_at=row.next_at)
    if not mine.update(next_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    taken = RemoteErasure.objects.filter(pk=row.pk)
    try:
        gone, trouble, wait = remover_of(row.provider)(row.what, row.ref), NOT_YET, None
    except EngineError as error:
        gone, trouble, wait = False, error.code, error.facts.get("retry_after")
        logger.warning("not erased at a vendor", extra={"vendor": row.provider, "what": row.what, "code": error.code})
    if gone:
        taken.update(done_at=now, last_error="")
    else:
        taken.update(next_at=now + pause_after(row.attempts + 1, wait), last_error=trouble)
    return gone


def pause_after(attempts: int, asked_s: object = None) -> timedelta:
    """The vendor's own wish, else half a minute, a minute and a half, and so on; an hour at most.

    Without an end: a key that staff set next month erases what was asked for today.
    """
    if isinstance(asked_s, int | float):
        return min(LONGEST_PAUSE, timedelta(seconds=max(1.0, asked_s)))
    return min(LONGEST_PAUSE, FIRST_PAUSE * int(3 ** min(attempts - 1, 10)))


def remover_of(provider: str) -> Remover:
    """Raises NotConfigured for a vendor that nobody speaks with any more."""
    path = settings.REMOVERS.get(provider)
    if path is None:
        raise NotConfigured("Nobody here can remove anything at this vendor.", provider=provider)
    return cast("Remover", import_string(path))


def forget_old(*, clock: Clock = timezone.now) -> None:
    """Drop the rows of what went long ago."""
    RemoteErasure.objects.filter(done_at__lte=clock() - KEPT_FOR).delete()
