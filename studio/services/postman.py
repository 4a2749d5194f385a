"""Takes what is due out of the outbox to partners' programs: many at once, and nobody waits for another's server."""

from __future__ import annotations

import hmac
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from reklamai.core.outside.post import Answered, post
from reklamai.core.outside.transport import Guarded
from studio.models import DeliveryStatus, Generation, WebhookDelivery
from studio.services import deliveries
from studio.services.outbox import body_of, due
from studio.services.sealing import unseal

logger = logging.getLogger(__name__)

AT_ONCE = 32
"""Requests under way. One process speaks to all: a thread that waits costs little, a worker's process much."""
OF_ONE_OWNER = 2
TO_FAILING = AT_ONCE // 2
"""Places for endpoints whose last attempt has failed: they are the ones that take their ten seconds."""
MOST_S, MOST_CHARS = 10.0, 500
LEASE = timedelta(seconds=60)
"""Longer than any request can take, a slow resolver included."""
ROUND_S = 60.0
LOOK_EVERY_S = 0.5
ONE_POSTMAN = 0x5EED_0057
"""The number of PostgreSQL's advisory lock: one postman at a time on all machines."""

Shown = Callable[[Generation], Any]
"""A generation as the API shows it: a door's words, so a door hands them in."""
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a thread needs: it never touches the database."""

    row: WebhookDelivery
    url: str
    content: bytes
    secrets: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    answered: Answered
    took_ms: int


def deliver(shown: Shown, *, clock: Clock = timezone.now) -> int:
    """Deliver what is due, and what becomes due meanwhile, for a minute at most. Returns the number of attempts.

    May be called anywhere, any number of times, also at once. A kill loses nothing: what was in its hands is due again
    after the lease.
    """
    with alone() as mine:
        return rounds(shown, clock) if mine else 0


def rounds(shown: Shown, clock: Clock) -> int:
    flying: dict[Future[Returned], WebhookDelivery] = {}
    ends, tried = time.monotonic() + ROUND_S, 0
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="postman") as pool:
        while True:
            rows = taken(clock(), list(flying.values())) if time.monotonic() < ends else []
            letters = [letter for row in rows if (letter := written(row, shown, clock))]
            flying |= {pool.submit(send, letter): letter.row for letter in letters}
            if not rows and not flying:
                return tried
            for future in wait(flying, timeout=LOOK_EVERY_S, return_when=FIRST_COMPLETED).done:
                returned = future.result()
                deliveries.note(
                    flying.pop(future), returned.answered, took_ms=returned.took_ms, now=clock(), pause=pause_after
                )
                tried += 1


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other postman is on its way, for as long as this lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_POSTMAN])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_POSTMAN])


def taken(now: datetime, flying: list[WebhookDelivery]) -> list[WebhookDelivery]:
    """The next delivery of each endpoint that has none under way, as many as there are places; now leased."""
    busy = [row.endpoint_id for row in flying]
    owners = Counter(row.endpoint.owner_id for row in flying)
    failing = sum(row.endpoint.failing_since is not None for row in flying)
    heads = due(now).exclude(endpoint__in=busy).order_by("endpoint_id", "due_at", "created_at", "id")
    found = heads.distinct("endpoint_id").select_related("endpoint")
    chosen: list[WebhookDelivery] = []
    for row in sorted(found, key=lambda row: (row.endpoint.failing_since is not None, row.due_at)):
        ill = row.endpoint.failing_since is not None
        full = len(flying) + len(chosen) >= AT_ONCE or owners[row.endpoint.owner_id] >= OF_ONE_OWNER
        if full or (ill and failing >= TO_FAILING) or not leased(row, now):
            continue
        owners[row.endpoint.owner_id] += 1
        failing += ill
        chosen.append(row)
    return chosen


def leased(row: WebhookDelivery, now: datetime) -> bool:
    same = WebhookDelivery.objects.filter(pk=row.pk, status=DeliveryStatus.PENDING, leased_until=row.leased_until)
    row.leased_until = now + LEASE
    return bool(same.update(leased_until=row.leased_until))


def written(row: WebhookDelivery, shown: Shown, clock: Clock) -> Letter | None:
    """The letter; None for one that cannot be written, which is noted as an attempt."""
    try:
        if not row.body and row.generation is not None:
            data = json.loads(json.dumps(shown(row.generation), cls=DjangoJSONEncoder))
            row.body = body_of(row.event, row.type, row.created_at, data)
            WebhookDelivery.objects.filter(pk=row.pk, body="").update(body=row.body)
        now, endpoint = clock(), row.endpoint
        sealed = [endpoint.secret]
        if endpoint.old_until is not None and endpoint.old_until > now:
            sealed.append(endpoint.old_secret)
        return Letter(row, endpoint.url, row.body.encode(), tuple(map(unseal, sealed)), now)
    except Exception:  # the postman's own boundary: one letter with a bug in it would stop all others for ever
        logger.exception("a webhook cannot be written", extra={"delivery": str(row.pk)})
        deliveries.note(row, Answered(None, trouble="internal"), took_ms=0, now=clock(), pause=pause_after)
        return None


def send(letter: Letter) -> Returned:
    """One attempt, in a thread. Never past its deadline, never to a private address, never on to another one."""
    began = time.monotonic()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "ReklamAI-Webhooks/1",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "ReklamAI-Signature": signature(letter.secrets, letter.content, at=letter.at),
    }
    guarded = partial(Guarded, trusted=frozenset(settings.FETCH_TRUSTED_HOSTS))
    answered = post(guarded, letter.url, content=letter.content, headers=headers, most_s=MOST_S, most_chars=MOST_CHARS)
    return Returned(answered, took_ms=round(1000 * (time.monotonic() - began)))


def signature(secrets: tuple[str, ...], content: bytes, *, at: datetime) -> str:
    """`t=<unix>,v1=<hex>`, one v1 for each secret: HMAC-SHA256 of "<unix>." and the body."""
    moment = int(at.timestamp())
    signed = f"{moment}.".encode() + content
    return ",".join([f"t={moment}", *(f"v1={hmac.new(key.encode(), signed, 'sha256').hexdigest()}" for key in secrets)])


def pause_after(attempt: int) -> timedelta:
    """Before the next attempt, after this many: 15 s, 45 s, and so on to four hours, a quarter more or less.

    Twelve or thirteen attempts in 24 hours. Jittered, so that those who failed together do not come back together.
    """
    seconds = min(4 * 3600.0, 15 * 3.0 ** (attempt - 1))
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))
