"""All orders counted, for machines that watch: one scan of the table, however many numbers come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from studio.models import Generation, Status

BUCKETS_S = (1, 2, 5, 10, 20, 40, 60, 120, 300, 600, 1800)
"""Seconds: a draft picture takes 2, a draft clip 10, a vendor's clip minutes."""


@dataclass(frozen=True, slots=True)
class Group:
    """Orders of one state, kind and maker."""

    status: str
    kind: str
    provider: str
    number: int
    seconds: float
    """Of work in all; of finished orders only."""
    within: tuple[int, ...]
    """How many took at most each of BUCKETS_S."""


def census() -> list[Group]:
    """Every order that there ever was."""
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    done = Q(status=Status.DONE)
    within = {
        f"within_{bound}": Count("pk", filter=done & Q(took__lte=timedelta(seconds=bound))) for bound in BUCKETS_S
    }
    rows = Generation.objects.wanted().order_by().annotate(took=took).values("status", "kind", "provider")
    groups: Any = rows.annotate(number=Count("pk"), seconds=Sum("took", filter=done), **within)
    return [
        Group(
            status=row["status"],
            kind=row["kind"],
            provider=row["provider"],
            number=row["number"],
            seconds=row["seconds"].total_seconds() if row["seconds"] else 0.0,
            within=tuple(row[name] for name in within),
        )
        for row in groups
    ]
