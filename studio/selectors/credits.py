"""Money, read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.models import CreditAccount, Generation, LedgerEntry, User
from studio.selectors.plain import check_plain


@dataclass(frozen=True, slots=True)
class Balance:
    """What can be spent now, and what is set aside for work that is not over."""

    balance: int
    held: int


def balance(user: User) -> Balance:
    """Two queries, whatever the history."""
    account = CreditAccount.objects.filter(owner=user).first()
    held = Generation.objects.filter(owner=user).open().aggregate(held=Sum("price"))["held"]
    return Balance(balance=account.balance if account else 0, held=held or 0)


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


def entries(user: User, *, kind: str = "", cursor: str = "", size: int = 40) -> tuple[list[LedgerEntry], str]:
    """(movements, newest first; the cursor of the next page or ""). One query. Raises BadInput."""
    check_plain(kind)
    rows = LedgerEntry.objects.filter(account__owner=user)
    if kind:
        rows = rows.filter(kind=kind)
    if cursor:
        if not cursor.isdecimal() or len(cursor) > 18:
            raise BadInput(_("This page link is broken. Start from the first page."))
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], str(found[size - 1].pk) if len(found) > size else ""
