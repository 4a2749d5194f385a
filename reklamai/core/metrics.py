"""What this process counts of its own requests, for /metrics. What the database knows is counted there."""

from __future__ import annotations

import os
import socket

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # its package is typed, this function was left out
REGISTRY = CollectorRegistry()
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds. A page is meant to come within 0.1, and nobody waits longer than 10."""

REQUESTS = Counter(
    "reklamai_http_requests",
    "Answered requests, by route as it is written in the code, never by address.",
    ["method", "route", "status", "process"],
    registry=REGISTRY,
)
SECONDS = Histogram(
    "reklamai_http_request_seconds",
    "Time to the first byte of the answer.",
    ["route", "process"],
    buckets=BUCKETS,
    registry=REGISTRY,
)


def process() -> str:
    """ "host:pid". Asked for each time: a server may fork after this module was loaded."""
    return f"{socket.gethostname()}:{os.getpid()}"


def answered(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer."""
    REQUESTS.labels(method if method in METHODS else "OTHER", route, str(status), process()).inc()
    SECONDS.labels(route, process()).observe(seconds)
