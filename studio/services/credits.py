"""The only place where credits move. The account's row is locked before a generation's, always."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, NotEnoughCredits
from studio import progress
from studio.follow import followers
from studio.models import CreditAccount, Generation, LedgerEntry, LedgerKind, User

SIGNUP = "signup"


@transaction.atomic
def open_account(user: User) -> CreditAccount:
    """The user's account, with the sign-up grant if it is new. Safe to repeat."""
    account, fresh = CreditAccount.objects.get_or_create(owner=user)
    if fresh and settings.SIGNUP_CREDITS:
        grant(user, amount=settings.SIGNUP_CREDITS, note=SIGNUP)
        account.refresh_from_db()
    return account


@transaction.atomic
def grant(user: User, *, amount: int, note: str, made_by: User | None = None, key: UUID | None = None) -> LedgerEntry:
    """Give `amount` credits (> 0). Raises IntegrityError for a `key` that was used."""
    if amount <= 0:
        raise BadInput(_("A grant is more than nothing."))
    return move(user.pk, delta=amount, kind=LedgerKind.GRANT, note=note, made_by=made_by, key=key)


@transaction.atomic
def correct(
    user: User, *, delta: int, note: str, made_by: User, key: UUID | None = None, generation: Generation | None = None
) -> LedgerEntry:
    """Put an account right by hand. Raises NotEnoughCredits if it would fall below zero.

    Raises IntegrityError for a `key` that was used.
    """
    if not delta:
        raise BadInput(_("A correction of nothing changes nothing."))
    kind = LedgerKind.CORRECTION
    return move(user.pk, delta=delta, kind=kind, note=note, made_by=made_by, key=key, generation=generation)


def move(
    owner_id: int,
    *,
    delta: int,
    kind: LedgerKind,
    note: str,
    made_by: User | None,
    key: UUID | None = None,
    generation: Generation | None = None,
) -> LedgerEntry:
    """Balance and row together; the balance is checked and moved by one statement."""
    CreditAccount.objects.get_or_create(owner_id=owner_id)
    accounts = CreditAccount.objects.filter(owner_id=owner_id, balance__gte=-delta)
    if not accounts.update(balance=F("balance") + delta):
        raise NotEnoughCredits(_("The account does not hold that many credits."), needed=-delta)
    entry = LedgerEntry.objects.create(
        account_id=owner_id, kind=kind, delta=delta, note=note, made_by=made_by, key=key, generation=generation
    )
    transaction.on_commit(lambda: progress.credits_changed(owner_id))
    return entry


@transaction.atomic
def hold(generation: Generation) -> None:
    """Set the generation's price aside before its work starts. Raises NotEnoughCredits. Free work holds nothing.

    The UPDATE checks and takes in one statement, so two clicks cannot spend the same credit.
    """
    amount = generation.price
    if not amount:
        return
    accounts = CreditAccount.objects.filter(owner_id=generation.owner_id, balance__gte=amount)
    if not accounts.update(balance=F("balance") - amount):
        raise NotEnoughCredits(_("You have too few credits for this."), needed=amount)
    LedgerEntry.objects.create(
        account_id=generation.owner_id, generation=generation, kind=LedgerKind.HOLD, delta=-amount
    )
    transaction.on_commit(lambda: progress.credits_changed(generation.owner_id))


def lock_account(owner: User) -> None:
    """Take the account's row until the transaction ends: an owner's orders are written one after the other."""
    CreditAccount.objects.get_or_create(owner=owner)
    CreditAccount.objects.select_for_update().get(owner=owner)


def lock(generation: Generation) -> None:
    """Take the account's row before the generation's, so that no two transactions wait for one another.

    Where a room follows the order too: it may order more in the transaction that ends this one. And where an item has
    takes, free ones as well: the end of one decides about the next.
    """
    followed = generation.kind in settings.FOLLOW_UPS
    if generation.price or generation.first_take_id or followed or followers(generation):
        CreditAccount.objects.select_for_update().filter(owner_id=generation.owner_id).first()


def charge(generation: Generation) -> None:
    """Keep what is held: the item was made. Safe to repeat."""
    settle(generation, back=0)


def give_back(generation: Generation) -> None:
    """Return all that is held: nothing was made. Safe to repeat."""
    settle(generation, back=generation.price)


@transaction.atomic
def settle(generation: Generation, *, back: int) -> None:
    """End a hold: `back` credits return, the rest is charged.

    Safe to repeat: the ledger admits one RETURN per generation, and a second call changes nothing.
    """
    if not generation.price:
        return
    lock(generation)
    _entry, fresh = LedgerEntry.objects.get_or_create(
        generation=generation,
        kind=LedgerKind.RETURN,
        defaults={"account_id": generation.owner_id, "delta": back},
    )
    if fresh and back:
        CreditAccount.objects.filter(owner_id=generation.owner_id).update(balance=F("balance") + back)
    if fresh:
        transaction.on_commit(lambda: progress.credits_changed(generation.owner_id))
