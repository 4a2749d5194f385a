"""The two queues: `light` for vendors and waiting, `heavy` for pixels, so that a render never delays a poll."""

from __future__ import annotations

from typing import Any

from reklamai.core.queues import least_retry

from .env import Environment

__all__ = ["DATABASE_PATIENCE_S", "OPEN_ORDERS_MOST", "TASK_TIMEOUT_S", "clusters"]

QUEUE_LIMIT = 1
TASK_TIMEOUT_S = 1800
"""After this many seconds a task is stopped, on either cluster. The longest is a master of MOST_WORK megapixels."""
DATABASE_PATIENCE_S = 300
"""For so long a finished work waits for a database that is away, to be written down."""
OPEN_ORDERS_MOST = 200
"""Works of one person that are queued or under way: free ones cost nothing, and the queue is everybody's."""


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
        **_pace(env.LIGHT_WORKERS),
        "ALT_CLUSTERS": {"heavy": {"recycle": 50, **_pace(env.HEAVY_WORKERS)}},
    }


def _pace(workers: int) -> dict[str, int]:
    retry = least_retry(TASK_TIMEOUT_S, workers=workers, queue_limit=QUEUE_LIMIT) + 60
    return {"workers": workers, "timeout": TASK_TIMEOUT_S, "retry": retry}
