"""What came of an attempt to deliver, written down: the log, the next attempt, the end, the end of an endpoint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce

from reklamai.core.outside.post import Answered
from studio.models import DeliveryStatus, EndpointStatus, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from studio.services import letters

logger = logging.getLogger(__name__)

OFF_AFTER = timedelta(days=3)
"""Nothing has got through for so long: nobody is there."""


@transaction.atomic
def note(
    row: WebhookDelivery,
    answered: Answered,
    *,
    took_ms: int,
    now: datetime,
    pause: Callable[[int], timedelta],
) -> None:
    """Log an attempt and say what follows. Nothing for a row that is gone, or that somebody else holds by now."""
    held = WebhookDelivery.objects.select_for_update().filter(
        pk=row.pk, status=DeliveryStatus.PENDING, leased_until=row.leased_until
    )
    current = held.first()
    if current is None:
        return
    WebhookAttempt.objects.create(
        delivery=current,
        at=now,
        status=answered.status,
        trouble=answered.trouble,
        answer=answered.words,
        duration_ms=took_ms,
    )
    current.attempts += 1
    current.leased_until = None
    if answered.is_good:
        current.status = DeliveryStatus.DELIVERED
        WebhookEndpoint.objects.filter(pk=current.endpoint_id).update(failing_since=None)
    else:
        again_or_give_up(current, now=now, pause=pause)
    current.save(update_fields=["attempts", "leased_until", "status", "due_at"])
    logger.info(
        "webhook tried", extra={"delivery": str(row.pk), "status": answered.status, "trouble": answered.trouble}
    )


def again_or_give_up(row: WebhookDelivery, *, now: datetime, pause: Callable[[int], timedelta]) -> None:
    later = now + pause(row.attempts)
    if later > row.ends_at:
        row.status = DeliveryStatus.FAILED
    else:
        row.due_at = later
    endpoint = WebhookEndpoint.objects.filter(pk=row.endpoint_id)
    endpoint.update(failing_since=Coalesce("failing_since", now))
    hopeless = endpoint.filter(status=EndpointStatus.ACTIVE, failing_since__lte=now - OFF_AFTER)
    if hopeless.update(status=EndpointStatus.DISABLED):
        owner, url = row.endpoint.owner, row.endpoint.url
        logger.warning("webhook switched off", extra={"endpoint": str(row.endpoint_id)})
        transaction.on_commit(lambda: letters.write(owner, "webhook_off", url=url, days=OFF_AFTER.days), robust=True)
