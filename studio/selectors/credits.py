"""Money, read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum

from studio.models import CreditAccount, Generation, LedgerEntry, User
from studio.selectors.generations import broken_cursor


@dataclass(frozen=True, slots=True)
class Balance:
    """What can be spent now, and what is set aside for work that is not over."""

    balance: int
    held: int
    open: int = 0
    """Orders that are queued or being made, without those in the bin."""


def balance(user: User) -> Balance:
    """One query, whatever the history."""
    under_way = Generation.objects.filter(owner=OuterRef("owner")).open().order_by()
    held = under_way.values("owner").annotate(held=Sum("price")).values("held")
    number = under_way.wanted().filter(deleted_at=None).values("owner").annotate(number=Count("pk")).values("number")
    account = CreditAccount.objects.filter(owner=user).annotate(held=Subquery(held), number=Subquery(number))
    row = account.values("balance", "held", "number").first() or {"balance": 0, "held": 0, "number": 0}
    return Balance(balance=row["balance"], held=row["held"] or 0, open=row["number"] or 0)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The money of one generation."""

    quoted: int
    held: LedgerEntry | None
    returned: LedgerEntry | None

    @property
    def charged(self) -> int:
        """What stays with us; 0 while the hold is not settled."""
        if self.held is None or self.returned is None:
            return 0
        return -self.held.delta - self.returned.delta


def receipt(generation: Generation) -> Receipt:
    entries = {entry.kind: entry for entry in generation.entries.all()}
    return Receipt(quoted=generation.price, held=entries.get("hold"), returned=entries.get("return"))


def entries(
    user: User, *, wanted: dict[str, Any] | None = None, cursor: str = "", size: int = 40
) -> tuple[list[LedgerEntry], str]:
    """(movements, newest first; the cursor of the next page or ""). One query. Raises BadFilter."""
    rows = LedgerEntry.objects.filter(account__owner=user, **(wanted or {}))
    if cursor:
        if not (cursor.isascii() and cursor.isdecimal()) or len(cursor) > 18:
            raise broken_cursor()
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], str(found[size - 1].pk) if len(found) > size else ""
