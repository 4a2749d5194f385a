"""A vendor rings: an order of ours has ended there. The bell says no more; what is true is asked for."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from studio import queue
from studio.models import Generation, Status

logger = logging.getLogger(__name__)

SALT = "vendor's bell"


def url_for(provider: str, pk: UUID) -> str:
    """Where a vendor may ring about this order; "" where nobody outside can reach us.

    It names the order, signed: so an order whose vendor's answer was lost is found again when it rings.
    """
    if not settings.CALLBACKS_URL:
        return ""
    return f"{settings.CALLBACKS_URL}{reverse(f'hook-{provider}')}?order={signing.dumps(str(pk), salt=SALT)}"


def order_of(token: str) -> UUID | None:
    """The order that a callback's address names, if we wrote that address."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None


def ring(provider: str, provider_ref: str, *, order: UUID | None) -> bool:
    """Have the order asked about now. False if there is none that waits. May be repeated."""
    if order is not None:
        adopt(order, provider, provider_ref)
    now = timezone.now()
    wanted = Q(status=Status.RUNNING) | Q(status=Status.FAILED, error_code="expired")
    rows = Generation.objects.filter(wanted, provider=provider, provider_ref=provider_ref, ask_after__gt=now)
    # A heartbeat before `ask_after` says that no poller holds it.
    woken = rows.update(ask_after=now, heartbeat_at=now - timedelta(milliseconds=1))
    logger.info("a vendor rang", extra={"provider": provider, "woken": woken})
    return bool(woken)


def adopt(order: UUID, provider: str, provider_ref: str) -> None:
    """Give an order that was sent and not answered the name that its vendor now tells us.

    One that was cancelled meanwhile is stopped there: until now nobody could name it.
    """
    now = timezone.now()
    nameless = Generation.objects.filter(pk=order, provider=provider, provider_ref="", sent_at__isnull=False)
    uncertain = Q(status=Status.RUNNING, ask_after=None, stage="uncertain")
    expired = Q(status=Status.FAILED, error_code="expired")
    if nameless.filter(uncertain | expired).update(
        provider_ref=provider_ref, ask_after=now + timedelta(seconds=1), heartbeat_at=now
    ):
        logger.info("an uncertain order was found", extra={"generation": str(order)})
    elif nameless.filter(status=Status.CANCELLED).update(provider_ref=provider_ref):
        queue.stop_generation(order)
        logger.info("a cancelled order was found", extra={"generation": str(order)})
