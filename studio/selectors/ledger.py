"""Proof that the money adds up."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import BigIntegerField, Exists, F, OuterRef, Sum, Value
from django.db.models.functions import Coalesce

from studio.models import CreditAccount, Generation, LedgerEntry, LedgerKind, Status
from studio.models.status import OPEN


def faults() -> Iterator[str]:
    """A sentence for each thing that is wrong; nothing if the books are right."""
    yield from wrong_balances()
    yield from wrong_holds()


def wrong_balances() -> Iterator[str]:
    total = Coalesce(Sum("entries__delta"), Value(0), output_field=BigIntegerField())
    for account in CreditAccount.objects.annotate(total=total).exclude(total=F("balance")):
        yield f"account {account.pk}: balance {account.balance}, rows add up to {account.total}"


def wrong_holds() -> Iterator[str]:
    held = LedgerEntry.objects.filter(generation=OuterRef("pk"), kind=LedgerKind.HOLD)
    settled = LedgerEntry.objects.filter(generation=OuterRef("pk"), kind=LedgerKind.RETURN)
    priced = Generation.objects.filter(price__gt=0)
    for pk in priced.exclude(Exists(held.filter(delta=-OuterRef("price")))).values_list("pk", flat=True):
        yield f"generation {pk}: its price is not what was held"
    for pk in priced.exclude(status__in=OPEN).exclude(Exists(settled)).values_list("pk", flat=True):
        yield f"generation {pk}: over, and its hold is not settled"
    for pk in priced.filter(Exists(settled), status__in=OPEN).values_list("pk", flat=True):
        yield f"generation {pk}: not over, and its hold is settled already"
    for status, due in ((Status.DONE, Value(0)), (Status.FAILED, F("price")), (Status.CANCELLED, F("price"))):
        back = priced.filter(status=status, entries__kind=LedgerKind.RETURN).exclude(entries__delta=due)
        for pk, delta, price in back.values_list("pk", "entries__delta", "price"):
            yield f"generation {pk}: {status.value}, and {delta} of {price} came back"
