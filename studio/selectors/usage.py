"""Every movement of a person's credits, with its order, and what a period came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core import signing
from django.db.models import BigIntegerField, Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, TruncDay, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.models import CreditAccount, Generation, LedgerEntry, LedgerKind, Status, User
from studio.models.status import OPEN
from studio.selectors import generations
from studio.selectors.periods import Period

PAGE = 50
CHUNK = 1000
SETTLED = Q(kind=LedgerKind.RETURN)
CHARGED = SETTLED & Q(delta__lt=F("generation__price"))
KINDS: dict[str, Q] = {
    "charged": CHARGED,
    "returned": SETTLED & Q(delta__gt=0),
    "held": Q(kind=LedgerKind.HOLD, generation__status__in=OPEN),
    "added": Q(kind__in=[LedgerKind.GRANT, LedgerKind.PURCHASE, LedgerKind.CORRECTION]),
}


@dataclass(frozen=True, slots=True)
class UsageQuery:
    period: Period
    project: UUID | None = None
    kind: str = ""
    """ "" for all, or a key of KINDS."""

    @property
    def is_whole(self) -> bool:
        """No movement between two shown ones is left out: what remained after each can be said."""
        return self.project is None and not self.kind


@dataclass(frozen=True, slots=True)
class Movement:
    """One ledger row as a person reads it."""

    entry: LedgerEntry
    left: int | None
    """The balance after it; None where the list leaves rows out."""

    @property
    def word(self) -> str:
        """ "charged" for a settled hold of which we kept something, else the ledger's own kind."""
        return "charged" if self.charged else self.entry.kind

    @property
    def charged(self) -> int:
        """What was kept of the hold when this row settled it."""
        if self.entry.kind != LedgerKind.RETURN or self.entry.generation is None:
            return 0
        return self.entry.generation.price - self.entry.delta

    @property
    def is_open(self) -> bool:
        """Held, and not settled yet."""
        order = self.entry.generation
        return self.entry.kind == LedgerKind.HOLD and order is not None and not order.is_over


@dataclass(frozen=True, slots=True)
class Page:
    movements: tuple[Movement, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """A day, or a month when everything is looked at."""

    start: date
    charged: int
    returned: int
    works: int
    """Settled orders of which something was charged."""
    returns: int


@dataclass(frozen=True, slots=True)
class Totals:
    charged: int
    returned: int
    works: int
    returns: int


def entries(user: User, query: UsageQuery) -> QuerySet[LedgerEntry]:
    """The movements asked for, newest first."""
    rows = LedgerEntry.objects.filter(query.period.within("created_at"), account=user.pk).order_by("-id")
    if query.project:
        rows = rows.filter(generation__project=query.project)
    return rows.filter(KINDS[query.kind]) if query.kind else rows


def page(user: User, query: UsageQuery, *, cursor: str = "", size: int = PAGE) -> Page:
    """Movements before `cursor`, newest first; three queries at any depth. Raises BadInput."""
    rows, left = entries(user, query), None
    if cursor:
        before, left = read_cursor(cursor)
        rows = rows.filter(pk__lt=before)
    shown = rows.select_related("generation__project").defer("generation__words")
    found = list(shown.prefetch_related("generation__assets")[: size + 1])
    more, found = len(found) > size, found[:size]
    if query.is_whole and left is None and found:
        left = balance_after(user, found[0])
    movements = tuple(with_balances(found, left if query.is_whole else None))
    return Page(movements=movements, next_cursor=cursor_after(movements[-1]) if more else "")


def chunks(user: User, query: UsageQuery) -> Iterator[tuple[Movement, ...]]:
    """All movements asked for, a thousand at a time, however many there are."""
    cursor = ""
    while True:
        part = page(user, query, cursor=cursor, size=CHUNK)
        yield part.movements
        cursor = part.next_cursor
        if not cursor:
            return


def with_balances(rows: list[LedgerEntry], left: int | None) -> Iterator[Movement]:
    """`left` is the balance after the first row; each older row stood at it less the newer row's delta."""
    for row in rows:
        yield Movement(entry=row, left=left)
        left = None if left is None else left - row.delta


def balance_after(user: User, entry: LedgerEntry) -> int:
    """What the account held once `entry` was written: the balance less all that moved since. One query."""
    newer = LedgerEntry.objects.filter(account=OuterRef("pk"), pk__gt=entry.pk).order_by().values("account")
    since = Coalesce(Subquery(newer.values(moved=Sum("delta"))), 0, output_field=BigIntegerField())
    accounts = CreditAccount.objects.filter(owner=user).annotate(left=F("balance") - since)
    return int(accounts.values_list("left", flat=True).get())


def cursor_after(last: Movement) -> str:
    """Where the next page begins, and the balance there: the past does not change, so it need not be summed again."""
    below = None if last.left is None else last.left - last.entry.delta
    return signing.dumps([last.entry.pk, below], salt="usage")


def read_cursor(cursor: str) -> tuple[int, int | None]:
    try:
        before, left = signing.loads(cursor, salt="usage")
    except (signing.BadSignature, ValueError) as error:
        raise BadInput(_("This page link is broken. Start from the first page.")) from error
    return before, left


def buckets(user: User, query: UsageQuery) -> list[Bucket]:
    """What was charged and given back, by day, or by month for everything. One query; empty days are left out."""
    trunc = TruncDay if query.period.first else TruncMonth
    settled = LedgerEntry.objects.filter(SETTLED & query.period.within("created_at"), account=user.pk)
    if query.project:
        settled = settled.filter(generation__project=query.project)
    kept = Sum(F("generation__price") - F("delta"), default=0)
    rows = (
        settled.annotate(start=trunc("created_at", tzinfo=timezone.get_current_timezone()))
        .values("start")
        .annotate(
            charged=kept,
            returned=Sum("delta", default=0),
            works=Count(Case(When(CHARGED, then=1), output_field=IntegerField())),
            returns=Count(Case(When(delta__gt=0, then=1), output_field=IntegerField())),
        )
        .order_by("start")
    )
    return [Bucket(**{**row, "start": row["start"].date()}) for row in rows]


def totals(found: list[Bucket]) -> Totals:
    return Totals(
        charged=sum(bucket.charged for bucket in found),
        returned=sum(bucket.returned for bucket in found),
        works=sum(bucket.works for bucket in found),
        returns=sum(bucket.returns for bucket in found),
    )


def free_drafts(user: User, query: UsageQuery) -> generations.Count:
    """Finished works of the period that cost nothing."""
    rows = Generation.objects.works().filter(
        query.period.within("finished_at"), owner=user, status=Status.DONE, price=0
    )
    return generations.capped(rows.filter(project=query.project) if query.project else rows)


def opened_on(user: User) -> date | None:
    """The day of the first movement."""
    first = LedgerEntry.objects.filter(account=user.pk).order_by("id").values_list("created_at", flat=True).first()
    return timezone.localdate(first) if first else None
