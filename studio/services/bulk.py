"""Many asks ordered at once, under one key: all of them or none, or each for itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, KeyReused, NotEnoughCredits, ReklamError, TooManyOpen
from studio.ask import Ask
from studio.models import BulkOrder, Generation, User
from studio.selectors import credits as accounts
from studio.services import orders, quotas
from studio.services.asks import Checked, checked
from studio.services.writing import write_items
from studio.told import told


class BulkRefused(BadInput):
    """Nothing was ordered. The fact `items` has {"index", "code", "message", "facts"} of each ask that cannot be."""

    code, status = "bulk_refused", 422

    def __init__(self, faults: dict[int, dict[str, Any]]) -> None:
        items = [{"index": index, **fault} for index, fault in faults.items()]
        super().__init__(_("Nothing was ordered: look at the items."), items=items)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One ask of many, and the most that it may cost (None: whatever it costs)."""

    ask: Ask
    quoted: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ask: its generations, or why there are none."""

    generations: tuple[Generation, ...] = ()
    error: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of many asks: one estimate or error for each, and their sum in whole credits."""

    items: tuple[orders.Estimate | dict[str, Any], ...]
    total: int
    balance: int

    @property
    def affordable(self) -> bool:
        return self.total <= self.balance


def estimate(*, owner: User, asks: Sequence[Ask]) -> Quote:
    """What each would cost, and all that can be ordered together. Changes nothing, raises nothing of an ask's own."""
    items: list[orders.Estimate | dict[str, Any]] = []
    for ask in asks:
        try:
            items.append(orders.estimate(owner=owner, ask=ask))
        except ReklamError as error:
            items.append(told(error))
    total = sum(item.total for item in items if isinstance(item, orders.Estimate))
    return Quote(items=tuple(items), total=total, balance=accounts.balance(owner).balance)


def order(
    *, owner: User, wanted: Sequence[Wanted], key: UUID, each: bool = False, quoted: int | None = None
) -> tuple[Outcome, ...]:
    """Write down all asks with their holds, in one transaction. The same key with the same asks has the same outcome.

    With `each`, an ask that cannot be taken is left out and its outcome says why; else it stops all. An order of which
    nothing was taken leaves no trace and its key stays free. `quoted` is the most that all may cost.
    Raises BulkRefused, KeyReused, Conflict (dearer than quoted), NotEnoughCredits, QuotaReached, TooManyOpen.
    """
    digest = digest_of(wanted, each=each)
    if earlier := repeated(owner=owner, key=key, digest=digest):
        return earlier
    ready, faults = sorted_out(owner, wanted)
    if faults and not (each and ready):
        raise BulkRefused(faults)
    check_price(owner, ready, each=each, quoted=quoted)
    quotas.check(owner)
    with transaction.atomic():
        # A second request with this key waits here until the first has committed, and then finds its row.
        row, fresh = BulkOrder.objects.get_or_create(owner=owner, key=key, defaults={"digest": digest})
        if fresh:
            outcomes = written(owner, ready, faults, key=key, digest=digest, each=each)
            row.outcomes = [as_json(outcome) for outcome in outcomes]
            row.save(update_fields=["outcomes"])
            return outcomes
    return repeated(owner=owner, key=key, digest=digest)


def sorted_out(owner: User, wanted: Sequence[Wanted]) -> tuple[dict[int, Checked], dict[int, dict[str, Any]]]:
    """(those that can be served, why the others cannot), by place."""
    ready: dict[int, Checked] = {}
    faults: dict[int, dict[str, Any]] = {}
    for index, item in enumerate(wanted):
        try:
            found = checked(owner=owner, ask=item.ask)
            orders.refuse_rooms_own(found)
            orders.refuse_dearer(found, item.quoted)
        except ReklamError as error:
            faults[index] = told(error)
        else:
            ready[index] = found
    return ready, faults


def check_price(owner: User, ready: dict[int, Checked], *, each: bool, quoted: int | None) -> None:
    """All or nothing is told early what all of it needs. What counts is the holds, which look again."""
    total = sum(found.total for found in ready.values())
    if quoted is not None and total > quoted:
        raise Conflict(_("The price has changed: it is %(n)d credits now.") % {"n": total}, needed=total)
    if not each and total > accounts.balance(owner).balance:
        raise NotEnoughCredits(_("You have too few credits for this."), needed=total)


def written(
    owner: User, ready: dict[int, Checked], faults: dict[int, dict[str, Any]], *, key: UUID, digest: str, each: bool
) -> tuple[Outcome, ...]:
    """The outcome of every ask, in order. Raises BulkRefused where nothing at all was taken."""
    outcomes: list[Outcome] = []
    first = 0
    for index in range(len(ready) + len(faults)):
        if index in faults:
            outcomes.append(Outcome(error=faults[index]))
            continue
        outcomes.append(taken(owner, ready[index], key=key, digest=digest, first=first, each=each))
        first += len(outcomes[-1].generations)
    if not first:
        raise BulkRefused({place: outcome.error for place, outcome in enumerate(outcomes) if outcome.error})
    return tuple(outcomes)


def taken(owner: User, ready: Checked, *, key: UUID, digest: str, first: int, each: bool) -> Outcome:
    """One ask written down and queued after the commit; with `each`, credits or places that run out stop it alone."""
    try:
        with transaction.atomic():
            items = write_items(ready, owner=owner, key=key, digest=digest, first=first)
            if not items:
                raise reused()
            transaction.on_commit(lambda: orders.queued(items, ready.engine), robust=True)
    except (NotEnoughCredits, TooManyOpen) as error:
        if not each:
            raise
        return Outcome(error=told(error))
    return Outcome(generations=tuple(items))


def digest_of(wanted: Sequence[Wanted], *, each: bool) -> str:
    asked = [each, *(item.ask.digest() for item in wanted)]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def repeated(*, owner: User, key: UUID, digest: str) -> tuple[Outcome, ...]:
    """What this key has ordered already, as it is now. Raises KeyReused if that was something else."""
    row = BulkOrder.objects.filter(owner=owner, key=key).first()
    if row is None:
        if Generation.objects.filter(owner=owner, key=key).exists():
            raise reused()
        return ()
    if row.digest != digest:
        raise reused()
    found = {str(each.pk): each for each in Generation.objects.filter(owner=owner, key=key)}
    return tuple(
        Outcome(generations=tuple(found[pk] for pk in kept.get("generations", ())), error=kept.get("error"))
        for kept in row.outcomes
    )


def reused() -> KeyReused:
    return KeyReused(_("This order key was used for another order."))


def as_json(outcome: Outcome) -> dict[str, Any]:
    if outcome.error:
        return {"error": outcome.error}
    return {"generations": [str(generation.pk) for generation in outcome.generations]}
