"""What Prometheus is told: this process's requests, and everything else as the database has it at that moment."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from reklamai.core import metrics
from reklamai.core.starting import CannotStart
from reklamai.core.versions import own_version
from studio.models import Status
from studio.models.status import OPEN
from studio.rooms import upkeeps
from studio.selectors import census, operations, processes

PATIENCE_MS = 3000
"""A scrape never works the database for longer: then it says that the database is not well."""


class Studio(Collector):
    """Asked anew at each scrape, so that every process answers the same about what is not its own."""

    def collect(self) -> Iterator[Metric]:
        yield from metrics.REGISTRY.collect()
        version = GaugeMetricFamily("reklamai_version", "Which version runs; always 1.", labels=["version"])
        version.add_metric([own_version()], 1)
        yield version
        try:
            known = self.read()
        except (DatabaseError, CannotStart):
            known = []
        yield GaugeMetricFamily("reklamai_database_up", "1 if the database answers in time.", value=bool(known))
        yield from known

    def read(self) -> list[Metric]:
        """Raises DatabaseError, CannotStart."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [PATIENCE_MS])
            return [*orders(census.census()), *flow(), *workers(), *rooms_late()]


def orders(groups: list[census.Group]) -> Iterator[Metric]:
    names = ["status", "kind", "provider"]
    open_now = GaugeMetricFamily("reklamai_orders_open", "Orders that are queued or being made.", labels=names)
    ended = CounterMetricFamily("reklamai_orders_ended", "Orders that are over, by how they ended.", labels=names)
    took = HistogramMetricFamily("reklamai_work_seconds", "Work of finished orders.", labels=names[1:])
    for group in groups:
        family = open_now if group.status in OPEN else ended
        family.add_metric([group.status, group.kind, group.provider], group.number)
        if group.status == Status.DONE:
            bounds = [(str(float(bound)), n) for bound, n in zip(census.BUCKETS_S, group.within, strict=True)]
            took.add_metric([group.kind, group.provider], [*bounds, ("+Inf", group.number)], group.seconds)
    yield from (open_now, ended, took)


def flow() -> Iterator[Metric]:
    now = timezone.now()
    waiting = operations.waiting(now)
    oldest = (now - waiting.oldest).total_seconds() if waiting.oldest else 0.0
    gauge = GaugeMetricFamily
    yield gauge("reklamai_orders_stuck", "Orders that should move and do not.", value=waiting.stuck)
    yield gauge("reklamai_orders_uncertain", "Sent, not answered, waiting for the deadline.", value=waiting.uncertain)
    yield gauge("reklamai_orders_oldest_seconds", "Age of the oldest order that nobody began.", value=oldest)
    yield gauge("reklamai_credits_held", "Credits that open orders hold.", value=operations.held())
    left = gauge(
        "reklamai_vendor_credits", "What is left on our account, in the vendor's credits.", labels=["provider"]
    )
    for each in operations.balances():
        if each.credits is not None:
            left.add_metric([each.provider], float(each.credits))
    yield left


def workers() -> Iterator[Metric]:
    found = processes.processes()
    alive = GaugeMetricFamily("reklamai_processes_alive", "Clusters and watches that speak.", labels=["role"])
    for role in processes.roles():
        alive.add_metric([role], sum(process.alive and process.role == role for process in found))
    depth = GaugeMetricFamily("reklamai_queue_tasks", "Tasks in the queue.", labels=["cluster", "state"])
    age = GaugeMetricFamily("reklamai_queue_oldest_seconds", "Age of the first waiting task.", labels=["cluster"])
    for queue in processes.queues(found):
        depth.add_metric([queue.name, "waiting"], queue.waiting)
        depth.add_metric([queue.name, "taken"], queue.taken)
        age.add_metric([queue.name], queue.oldest_s)
    yield from (alive, depth, age)


def rooms_late() -> Iterator[Metric]:
    late = GaugeMetricFamily("reklamai_room_late", "What rooms tried by the clock and could not do.", labels=["task"])
    for each in upkeeps():
        late.add_metric([each.name], each.late())
    yield late


def text() -> bytes:
    """Everything, in Prometheus' text format."""
    return generate_latest(Studio())
