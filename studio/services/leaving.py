"""An account that its owner deletes: closed at once, kept for the days of grace, then erased."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict
from studio import queue
from studio.models import Generation, Status, User
from studio.models.status import OPEN
from studio.services import credits, endings, erasing, generations, letters, sessions

logger = logging.getLogger(__name__)

LATE_RESULTS = timedelta(days=2)
"""A vendor's answer may come after the erasure: accounts erased this lately are looked through again."""


def close(user: User) -> None:
    """Close the account: nobody gets in, open orders end with their credits back. Raises Conflict for staff.

    The caller has asked for the password.
    """
    if user.is_staff or user.is_superuser:
        raise Conflict(_("An account of the staff is closed by its administrator."))
    user.erase_after = timezone.now() + timedelta(days=settings.ACCOUNT_GRACE_DAYS)
    user.is_active = False
    user.save(update_fields=["erase_after", "is_active"])
    end_orders(user)
    sessions.end_all(user)
    letters.write(user, "leaving", days=settings.ACCOUNT_GRACE_DAYS)
    if not settings.ACCOUNT_GRACE_DAYS:
        queue.erase_account(user.pk)


def may_return(user: User) -> bool:
    """Whether a closed account can still be taken back by its owner."""
    return user.erased_at is None and user.erase_after is not None and user.erase_after > timezone.now()


def take_back(pk: int) -> bool:
    """Open a closed account again. False once its days of grace are over."""
    closed = User.objects.filter(pk=pk, is_active=False, erased_at=None, erase_after__gt=timezone.now())
    return bool(closed.update(is_active=True, erase_after=None))


def end_orders(user: User) -> None:
    """Cancel what is queued or being made, also what a vendor cannot stop: nobody would be there to take it."""
    for generation in Generation.objects.filter(owner=user, status__in=OPEN).order_by("standby"):
        end_order(generation)


def end_order(generation: Generation) -> None:
    with transaction.atomic():
        credits.lock(generation)
        ended = Generation.objects.filter(pk=generation.pk, status__in=OPEN).update(
            status=Status.CANCELLED, finished_at=timezone.now(), ask_after=None
        )
        if ended:
            credits.give_back(generation)
            endings.ended(generation, Status.CANCELLED)
            transaction.on_commit(lambda: generations.stopped_for_good(generation), robust=True)


def due() -> QuerySet[User]:
    """Closed accounts whose days are over, and those erased so lately that a late result may have come."""
    now = timezone.now()
    fresh = Q(erased_at=None) | Q(erased_at__gt=now - LATE_RESULTS)
    return User.objects.filter(fresh, is_active=False, erase_after__lte=now)


def erase(pk: int) -> bool:
    """Erase a closed account whose days are over. Safe to repeat, and to go on with after a kill. False if not due."""
    user = due().filter(pk=pk).first()
    if user is None:
        return False
    end_orders(user)
    erasing.erase(user)
    logger.info("account erased", extra={"account": pk})
    return True


def sweep() -> int:
    """Erase all that are due. Returns how many."""
    return sum(erase(pk) for pk in due().values_list("pk", flat=True))
