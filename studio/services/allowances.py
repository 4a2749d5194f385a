"""How often somebody may ask, counted in one place for all processes: Redis where it is set, else PostgreSQL."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from redis.exceptions import RedisError

from studio.models import RateWindow

logger = logging.getLogger(__name__)

KEPT = timedelta(hours=1)

# One statement, so that two requests never count as one. No read, no lock kept, and no wait for the disk: the table is
# unlogged (measured: 0.08 ms a request; a throttle in DatabaseCache would take four statements).
COUNT = """
INSERT INTO studio_ratewindow AS kept (key, "window", used, seen_at) VALUES (%s, %s, 1, now())
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN kept."window" = excluded."window" THEN kept.used + 1 ELSE 1 END,
    "window" = excluded."window", seen_at = excluded.seen_at
RETURNING used
"""


def use(key: str, *, seconds: int = 60) -> tuple[int, int]:
    """One more use of `key`: (uses in this window with this one, seconds until the next window, 1 to `seconds`).

    Windows begin at whole multiples of `seconds`. A Redis that is away lets everybody through.
    """
    now = time.time()
    window = int(now // seconds)
    left = max(1, round((window + 1) * seconds - now))
    count = counted_by_redis if settings.REDIS_URL else counted_by_database
    return count(key, window, seconds), left


def counted_by_database(key: str, window: int, _seconds: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, window])
        return int(cursor.fetchone()[0])


def counted_by_redis(key: str, window: int, seconds: int) -> int:
    cache, name = caches["default"], f"allowance:{key}:{window}"
    try:
        cache.add(name, 0, timeout=2 * seconds)
        return int(cache.incr(name))
    except RedisError as error:
        logger.warning("throttles are off: redis is away", extra={"error": type(error).__name__})
        return 0


def forget_old() -> int:
    """Drop the rows that nobody has used for an hour. Returns how many."""
    return RateWindow.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()[0]
