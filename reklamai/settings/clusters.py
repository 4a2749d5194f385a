"""The two queues: `light` for vendors and waiting, `heavy` for pixels, so that a render never delays a poll."""

from __future__ import annotations

import math
from typing import Any

from .env import Environment

__all__ = ["clusters", "least_retry"]

QUEUE_LIMIT = 1
LIGHT_SECONDS, HEAVY_SECONDS = 120, 900


def clusters(env: Environment) -> dict[str, Any]:
    """django-q's settings. A process started with Q_CLUSTER_NAME=heavy takes the heavy part."""
    return {
        "name": "reklamai",
        "cluster_name": "light",
        "orm": "default",
        "queue_limit": QUEUE_LIMIT,
        "max_attempts": 1,
        "ack_failures": True,
        "save_limit": 0,  # other values read all old rows after each task: 55 tasks/s against 402
        "poll": 0.1,
        "catch_up": False,
        "guard_cycle": 0.5,  # django-q compares its clock with exactly 0: only 0.5 or 1 hit it
        "max_rss": 1_500_000,
        "recycle": 500,
        **_pace(env.LIGHT_WORKERS, LIGHT_SECONDS),
        "ALT_CLUSTERS": {"heavy": {"recycle": 50, **_pace(env.HEAVY_WORKERS, HEAVY_SECONDS)}},
    }


def least_retry(timeout: int, *, workers: int, queue_limit: int) -> int:
    """Seconds after which a task may be handed out again at the earliest, without running twice at once.

    The clock starts when it leaves the table, so the tasks before it in the process count; the pusher holds one more.
    """
    return timeout * (1 + math.ceil((queue_limit + 1) / workers))


def _pace(workers: int, seconds: int) -> dict[str, int]:
    retry = least_retry(seconds, workers=workers, queue_limit=QUEUE_LIMIT) + 60
    return {"workers": workers, "timeout": seconds, "retry": retry}
