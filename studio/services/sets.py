"""Several orders of one thing: all of them with their holds, or none; some of them wait for what others make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, KeyReused, NotEnoughCredits, ReklamError
from studio.ask import PROMISED, Ask
from studio.models import Asset, Generation, Status, User
from studio.selectors import credits as accounts
from studio.services import credits, endings, orders, quotas, takes
from studio.services.asks import Checked, checked
from studio.services.writing import write_items


@dataclass(frozen=True, slots=True)
class Member:
    """One order of a set."""

    ask: Ask
    waits: bool = False
    """Its start frame is `PROMISED`: held for at once, begun when `go` brings the frame."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking at one member: how it can be served, or why it cannot."""

    ready: Checked | None = None
    error: ReklamError | None = None


def looked_at(owner: User, members: Sequence[Member]) -> tuple[Found, ...]:
    """Each member checked and priced for itself. Changes nothing, raises nothing of a member's own."""
    found = []
    for member in members:
        try:
            found.append(Found(ready=checked(owner=owner, ask=member.ask, promised=member.waits)))
        except ReklamError as error:
            found.append(Found(error=error))
    return tuple(found)


def order(
    owner: User, members: Sequence[Member], ready: Sequence[Checked], *, key: UUID, quoted: int | None = None
) -> tuple[Generation, ...]:
    """One generation for each member, in order. Stands in the caller's transaction, under the lock of the account.

    ready: of each member what `looked_at` found. The same key with the same members is the same set; with others it
    raises KeyReused. Raises Conflict where it comes to more than `quoted`, NotEnoughCredits, QuotaReached, TooManyOpen.
    """
    digests = [member.ask.digest() for member in members]
    if earlier := repeated(owner, key, digests):
        return earlier
    check_price(owner, sum(found.total for found in ready), quoted=quoted)
    quotas.check(owner)
    rows: list[Generation] = []
    for member, found, digest in zip(members, ready, digests, strict=True):
        items = write_items(found, owner=owner, key=key, digest=digest, first=len(rows), waits=member.waits)
        rows += items
        if not member.waits:
            queue_after_commit(items, found)
    return tuple(rows)


def queue_after_commit(items: list[Generation], found: Checked) -> None:
    transaction.on_commit(lambda: orders.queued(items, found.engine), robust=True)


def check_price(owner: User, total: int, *, quoted: int | None) -> None:
    """What counts is the holds; a whole set is told early what all of it needs."""
    if quoted is not None and total > quoted:
        raise Conflict(_("The price has changed: it is %(n)d credits now.") % {"n": total}, needed=total)
    if total > accounts.balance(owner).balance:
        raise NotEnoughCredits(_("You have too few credits for this."), needed=total)


def repeated(owner: User, key: UUID, digests: Sequence[str]) -> tuple[Generation, ...]:
    """What this key has ordered already. Raises KeyReused if that was something else."""
    earlier = tuple(Generation.objects.filter(owner=owner, key=key, take=1).order_by("item"))
    if earlier and [each.ask_digest for each in earlier] != list(digests):
        raise KeyReused(_("This order key was used for another order."))
    return earlier


def go(generation: Generation, *, start_frame: Asset) -> bool:
    """Set a waiting order going on the frame it waited for; False if it waits no more.

    In the transaction that ends the order before it.
    """
    waiting = Generation.objects.filter(pk=generation.pk, standby=True, status=Status.QUEUED)
    sent = {**generation.sent, "files": named(generation.sent.get("files", []), start_frame)}
    if not waiting.update(start_frame=start_frame, sent=sent):
        return False
    takes.release(generation)
    return True


def named(files: Sequence[Sequence[str]], frame: Asset) -> list[list[str]]:
    """What is sent, with the frame in the place of the one that was promised."""
    return [[role, f"asset:{frame.pk}" if name == f"asset:{PROMISED}" else name] for role, name in files]


def spare(generation: Generation) -> bool:
    """End a waiting order that will never get its frame: all it held comes back. False if it waits no more."""
    waiting = Generation.objects.filter(pk=generation.pk, standby=True, status=Status.QUEUED)
    if not waiting.exists():
        return False
    credits.lock(generation)
    return endings.drop(generation)
