"""How the studio works, in numbers: a few queries, each bounded by an index or by what is open now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Aggregate, Count, DurationField, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Cast, Greatest, TruncHour
from django.utils import timezone

from studio.models import Asset, Generation, LedgerEntry, LedgerKind, Status, User, VendorBalance
from studio.models.status import OPEN
from studio.selectors.catalogue import FAILING_BELOW
from studio.selectors.speeds import ENOUGH

HOURS = 24
STUCK_AFTER_S = 60
"""Three times what the watch needs: what still stands after it is not mended by itself."""
WAITED_LONG_S = 900
"""A queued order that nobody began for so long is worth a look, though the queue may only be long."""


class Percentile(Aggregate):
    """The value below which `share` of the rows lie."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, *, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, **extra)


@dataclass(frozen=True, slots=True)
class Hour:
    """Orders that were taken in one hour, by what became of them."""

    start: datetime
    states: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Times:
    """How long the work of one kind of one maker took, and how often it succeeded."""

    kind: str
    model: str
    provider: str
    done: int
    failed: int
    median_s: float | None
    p95_s: float | None
    cost_usd: Decimal
    """What vendors took for it, as far as they say."""
    stuck: int
    """Of those that are open now."""

    @property
    def percent(self) -> int | None:
        return success_percent(self.done, self.failed)

    @property
    def is_failing(self) -> bool:
        """Whether it is worth a look: enough orders to say so, and too many of them failed."""
        return self.done + self.failed >= ENOUGH and self.done < FAILING_BELOW * (self.done + self.failed)


@dataclass(frozen=True, slots=True)
class Money:
    """Whole credits of the period; `held` is now."""

    held: int
    charged: int
    returned: int
    granted: int
    bought: int
    corrected: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is open now."""

    queued: int
    running: int
    oldest: datetime | None
    stuck: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class People:
    new: int
    all: int


@dataclass(frozen=True, slots=True)
class Stored:
    files: int
    bytes: int


def success_percent(done: int, failed: int) -> int | None:
    """Of what came to an end by itself; None where nothing did."""
    return round(100 * done / (done + failed)) if done + failed else None


def since(now: datetime) -> datetime:
    return now - timedelta(hours=HOURS)


def stuck(now: datetime) -> Q:
    """Orders that should move and do not."""
    line = now - timedelta(seconds=STUCK_AFTER_S)
    uncertain = Q(sent_at__isnull=False, provider_ref="")
    silent = Q(status=Status.RUNNING, ask_after=None, heartbeat_at__lte=line) & ~uncertain
    forgotten = Q(status=Status.RUNNING, ask_after__lte=line) & Q(heartbeat_at__lte=line)
    late = Q(status=Status.RUNNING, deadline_at__lte=line)
    never_begun = Q(status=Status.QUEUED, standby=False, created_at__lte=now - timedelta(seconds=WAITED_LONG_S))
    return silent | forgotten | late | never_begun


def hours(now: datetime) -> list[Hour]:
    """The last 24 hours and the one that runs, the oldest first. One query over the day's orders."""
    first = since(now).replace(minute=0, second=0, microsecond=0)
    rows = Generation.objects.wanted().filter(created_at__gte=first).order_by()
    found: dict[datetime, dict[str, int]] = {}
    counted = rows.annotate(hour=TruncHour("created_at")).values_list("hour", "status").annotate(n=Count("pk"))
    for start, status, number in counted:
        found.setdefault(start, {})[status] = number
    slots = (first + timedelta(hours=step) for step in range(HOURS + 1))
    return [Hour(start=start, states=found.get(start, {})) for start in slots]


def totals(of: Iterable[Hour]) -> dict[str, int]:
    """Orders by state, all states named."""
    found = dict.fromkeys(Status.values, 0)
    for hour in of:
        for status, number in hour.states.items():
            found[status] += number
    return found


def times(now: datetime, *, by_model: bool = False) -> list[Times]:
    """By kind and maker (and model), the busiest first. One query over the day's orders and those open now."""
    took = Cast(Greatest(F("finished_at") - F("started_at"), timedelta()), DurationField())
    done = Q(status=Status.DONE)
    keys = ["kind", "provider", *(["model"] if by_model else [])]
    rows = Generation.objects.filter(Q(created_at__gte=since(now)) | Q(status__in=OPEN)).order_by().values(*keys)
    found = rows.annotate(
        done=Count("pk", filter=done),
        failed=Count("pk", filter=Q(status=Status.FAILED)),
        median=Percentile(took, share=0.5, filter=done, output_field=DurationField()),
        p95=Percentile(took, share=0.95, filter=done, output_field=DurationField()),
        cost=Sum("cost"),
        stuck=Count("pk", filter=stuck(now)),
    )
    listed = [
        Times(
            kind=row["kind"],
            model=row.get("model", ""),
            provider=row["provider"],
            done=row["done"],
            failed=row["failed"],
            median_s=seconds(row["median"]),
            p95_s=seconds(row["p95"]),
            cost_usd=row["cost"] or Decimal(0),
            stuck=row["stuck"],
        )
        for row in found
    ]
    return sorted(listed, key=lambda each: -(each.done + each.failed))


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left on our account with a vendor, in its own credits. alert_below: so few are an alarm."""

    provider: str
    credits: Decimal | None
    answered_at: datetime | None
    trouble: str
    alert_below: int

    @property
    def is_low(self) -> bool:
        return self.credits is not None and self.credits < self.alert_below


def balances() -> list[Balance]:
    """Of every vendor that was ever asked. One query."""
    return [
        Balance(row.provider, row.credits, row.answered_at, row.trouble, settings.BALANCE_ALERTS.get(row.provider, 0))
        for row in VendorBalance.objects.order_by("provider")
    ]


def seconds(duration: timedelta | None) -> float | None:
    return None if duration is None else duration.total_seconds()


def waiting(now: datetime) -> Waiting:
    """One query over what is open."""
    found = (
        Generation.objects.open()
        .wanted()
        .aggregate(
            queued=Count("pk", filter=Q(status=Status.QUEUED)),
            running=Count("pk", filter=Q(status=Status.RUNNING)),
            oldest=Min("created_at", filter=Q(status=Status.QUEUED)),
            stuck=Count("pk", filter=stuck(now)),
            uncertain=Count(
                "pk", filter=Q(status=Status.RUNNING, sent_at__isnull=False, provider_ref="", ask_after=None)
            ),
        )
    )
    return Waiting(**found)


def money(now: datetime) -> Money:
    """Two queries: what moved in the day, and what open orders hold."""
    returned = Q(kind=LedgerKind.RETURN)
    moved = LedgerEntry.objects.filter(created_at__gte=since(now)).aggregate(
        priced=Sum("generation__price", filter=returned, default=0),
        returned=Sum("delta", filter=returned, default=0),
        granted=Sum("delta", filter=Q(kind=LedgerKind.GRANT), default=0),
        bought=Sum("delta", filter=Q(kind=LedgerKind.PURCHASE), default=0),
        corrected=Sum("delta", filter=Q(kind=LedgerKind.CORRECTION), default=0),
    )
    charged = int(moved.pop("priced")) - int(moved["returned"])
    return Money(held=held(), charged=charged, **{name: int(value) for name, value in moved.items()})


def held() -> int:
    """Credits that open orders hold now."""
    return int(Generation.objects.open().aggregate(held=Sum("price", default=0))["held"])


def people(now: datetime) -> People:
    found = User.objects.aggregate(new=Count("pk", filter=Q(date_joined__gte=since(now))), all=Count("pk"))
    return People(**found)


def stored() -> Stored:
    """What all rows of files add up to; the table's own pages decide how long it takes, not its users."""
    found = Asset.objects.order_by().aggregate(files=Count("pk"), bytes=Sum("size_bytes", default=0))
    return Stored(files=found["files"], bytes=int(found["bytes"]))


def stuck_orders(now: datetime | None = None) -> QuerySet[Generation]:
    return Generation.objects.open().filter(stuck(now or timezone.now()))


def database_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
