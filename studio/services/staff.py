"""What staff do by hand: each deed with its reason, written down with it in one transaction, and done once.

Each answers whether it changed anything: a double click, or a colleague who was faster, makes it False.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict
from studio.models import CatalogueModel, CreditAccount, Generation, LedgerEntry, StaffCase, Status, User
from studio.services import credits, generations, watch

JUST_QUEUED_S = 10
"""An order that was queued again so lately is not queued a third time: somebody has clicked twice."""


def write_down(by: User, thing: Model, deed: str, reason: str) -> None:
    """Into the log of staff's deeds, which the thing's own page and "Staff's deeds" show."""
    LogEntry.objects.log_actions(by.pk, [thing], CHANGE, f"{deed}: {reason}", single_object=True)


def grant(owner: User, *, amount: int, reason: str, key: UUID, by: User) -> bool:
    """Give credits. `key` comes with the form. Raises BadInput."""

    def give(own_key: UUID) -> None:
        credits.grant(owner, amount=amount, note=reason, made_by=by, key=own_key)

    return moved(owner, give, key=key, by=by, deed=_("Granted %(n)d credits") % {"n": amount}, reason=reason)


def correct(owner: User, *, delta: int, reason: str, key: UUID, by: User) -> bool:
    """Put a balance right, up or down. `key` comes with the form. Raises BadInput, NotEnoughCredits."""

    def put_right(own_key: UUID) -> None:
        credits.correct(owner, delta=delta, note=reason, made_by=by, key=own_key)

    deed = _("Corrected by %(n)+d credits") % {"n": delta}
    return moved(owner, put_right, key=key, by=by, deed=deed, reason=reason)


@transaction.atomic
def moved(owner: User, move: Callable[[UUID], None], *, key: UUID, by: User, deed: str, reason: str) -> bool:
    """One movement by hand for one owner and key; whoever comes second waits here for the account's row."""
    CreditAccount.objects.get_or_create(owner=owner)
    account = CreditAccount.objects.select_for_update().get(owner=owner)
    own_key = uuid5(key, str(owner.pk))
    if LedgerEntry.objects.filter(key=own_key).exists():
        return False
    move(own_key)
    write_down(by, account, deed, reason)
    return True


def locked(generation: Generation) -> Generation:
    """The order's row as it is now, ours until the transaction ends: the account first, as everywhere."""
    credits.lock(generation)
    return Generation.objects.select_for_update(of=("self",)).select_related("owner").get(pk=generation.pk)


@transaction.atomic
def cancel(generation: Generation, *, reason: str, by: User) -> bool:
    """Stop an order, its credits go back. Raises Conflict if it is over or cannot be stopped any more."""
    row = locked(generation)
    if row.status == Status.CANCELLED:
        return False
    generations.cancel(row)
    write_down(by, row, _("Cancelled, %(n)d credits back") % {"n": row.price}, reason)
    return True


@transaction.atomic
def give_back(generation: Generation, *, reason: str, by: User) -> bool:
    """Return what a finished order cost, as a correction of its own, once. Raises Conflict where nothing was charged.

    The order's HOLD and RETURN stay as they were: the ledger tells that it was made, and what was given for it.
    """
    row = locked(generation)
    key = uuid5(NAMESPACE_URL, f"given-back:{row.pk}")
    if LedgerEntry.objects.filter(key=key).exists():
        return False
    if row.status != Status.DONE or not row.price:
        raise Conflict(_("Nothing was charged for this order."))
    credits.correct(row.owner, delta=row.price, note=reason, made_by=by, key=key, generation=row)
    write_down(by, row, _("Gave back %(n)d credits") % {"n": row.price}, reason)
    return True


@transaction.atomic
def retry(generation: Generation, *, reason: str, key: UUID, by: User) -> bool:
    """Order a failed or cancelled work again for its owner, with their credits. `key` comes with the form.

    Raises Conflict for any other work, and as `orders.order`.
    """
    if generation.status not in (Status.FAILED, Status.CANCELLED) or generation.standby:
        raise Conflict(_("Only what has failed or was cancelled can be made again."))
    own_key = uuid5(key, str(generation.pk))
    User.objects.select_for_update(no_key=True).get(pk=generation.owner_id)  # two clicks take turns
    if Generation.objects.filter(owner=generation.owner_id, key=own_key).exists():
        return False
    with translation.override(generation.language):
        [again, *_others] = generations.retry(generation=generation, key=own_key)
    write_down(by, generation, _("Ordered again as %(pk)s") % {"pk": again.pk}, reason)
    return True


@transaction.atomic
def requeue(generation: Generation, *, reason: str, by: User) -> bool:
    """Set an order going that stands still. Raises Conflict where it moves, is over, or must not be sent again."""
    row = locked(generation)
    now = timezone.now()
    if row.in_standby:
        raise Conflict(_("It waits to see whether it is needed: the take before it sets it going."))
    if row.heartbeat_at and row.heartbeat_at > now - timedelta(seconds=JUST_QUEUED_S) and row.status == Status.QUEUED:
        return False
    if row.status == Status.QUEUED:
        Generation.objects.filter(pk=row.pk).update(heartbeat_at=now)
        watch.enqueue(row)
    elif row.status == Status.RUNNING:
        set_going(row)
    else:
        raise Conflict(_("It is over already."))
    write_down(by, row, _("Queued again"), reason)
    return True


def set_going(row: Generation) -> None:
    now, line = timezone.now(), timezone.now() - timedelta(seconds=watch.DEAD_AFTER_S)
    if row.ask_after is not None:
        # Its vendor is asked now instead of later; the claim lets only one worker have it.
        Generation.objects.filter(pk=row.pk).update(ask_after=now, heartbeat_at=now)
        watch.enqueue(row)
        return
    if row.sent_at and not row.provider_ref and not row.finishing:
        raise Conflict(_("It was sent and not answered: it may be paid for already. It ends at its deadline."))
    if row.heartbeat_at and row.heartbeat_at > line:
        raise Conflict(_("It is being made right now."))
    watch.revive_or_end(row)


@transaction.atomic
def open_case(generation: Generation, *, reason: str, by: User) -> bool:
    """Open an order's words and pictures to one member of staff for a day."""
    StaffCase.objects.create(staff=by, generation=generation, reason=reason)
    write_down(by, generation, _("Opened a case"), reason)
    return True


@transaction.atomic
def suspend(user: User, *, reason: str, by: User) -> bool:
    """Keep a person out: sessions, tokens and keys of theirs end. Raises BadInput, Conflict."""
    refuse_peers(user, by=by)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return False
    write_down(by, user, _("Suspended"), reason)
    return True


@transaction.atomic
def restore(user: User, *, reason: str, by: User) -> bool:
    """Let a suspended person in again. Raises Conflict for an account that its owner has deleted."""
    refuse_peers(user, by=by)
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.erase_after or row.erased_at:
        raise Conflict(_("Its owner has deleted this account."))
    if row.is_active:
        return False
    User.objects.filter(pk=user.pk).update(is_active=True)
    write_down(by, user, _("Restored"), reason)
    return True


def refuse_peers(user: User, *, by: User) -> None:
    """Nobody shuts themselves out, and only a superuser decides about staff."""
    if user.pk == by.pk:
        raise BadInput(_("This is your own account."))
    if (user.is_staff or user.is_superuser) and not by.is_superuser:
        raise Conflict(_("Only a superuser decides about staff."))


@transaction.atomic
def switch(model: CatalogueModel, *, on: bool, reason: str, by: User) -> bool:
    """Offer a model, or offer it no more. Orders that are under way go on."""
    rows = CatalogueModel.objects.filter(pk=model.pk, enabled=not on)
    if not rows.update(enabled=on, updated_at=timezone.now()):
        return False
    write_down(by, model, _("Switched on") if on else _("Switched off"), reason)
    return True
