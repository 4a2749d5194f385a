"""What django-q needs to be told so that no task runs twice at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def least_retry(timeout: int, *, workers: int, queue_limit: int) -> int:
    """Seconds after which a task may be handed out again at the earliest.

    django-q's clock starts when the task leaves the table, so the tasks that wait before it inside the process count,
    and its pusher holds one more than `queue_limit`.
    """
    return timeout * (1 + math.ceil((queue_limit + 1) / workers))


def too_short_retries(q_cluster: Mapping[str, Any]) -> list[str]:
    """The clusters of Q_CLUSTER whose `retry` is not above `least_retry`, with the number it must exceed."""
    whole = {name: value for name, value in q_cluster.items() if name != "ALT_CLUSTERS"}
    every = {q_cluster.get("cluster_name", "light"): whole}
    every |= {name: {**whole, **part} for name, part in q_cluster.get("ALT_CLUSTERS", {}).items()}
    found = []
    for name, conf in every.items():
        least = least_retry(conf["timeout"], workers=conf["workers"], queue_limit=conf["queue_limit"])
        if conf["retry"] <= least:
            found.append(f"{name}: retry {conf['retry']} must be above {least}")
    return found
