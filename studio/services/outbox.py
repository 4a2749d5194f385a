"""What partners' programs are to hear: written down with the end that it tells of, sent by the postman."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio import queue
from studio.models import DeliveryStatus, EndpointStatus, Generation, Status, User, WebhookDelivery, WebhookEndpoint
from studio.models.webhook import TEST_EVENT
from studio.selectors import webhooks

TRIED_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)


def ended(generation: Generation, status: Status) -> None:
    """Write down that this order has ended so, for every endpoint of its owner that wants to know.

    Called in the transaction that ends it, once: whoever has changed the row's status calls it.
    """
    kind = f"generation.{status}"
    wanting = WebhookEndpoint.objects.listening().filter(owner_id=generation.owner_id, events__contains=[kind])
    now = timezone.now()
    rows = [
        WebhookDelivery(
            endpoint=endpoint, event=event_id(generation.pk, kind), type=kind, generation=generation,
            due_at=now, ends_at=now + TRIED_FOR, created_at=now,
        )
        for endpoint in wanting
    ]  # fmt: skip
    if rows:
        WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)
        # Robust: the order has ended once it is written; what could not be queued is found by the watch.
        transaction.on_commit(queue.deliver_webhooks, robust=True)


def event_id(generation: UUID, kind: str) -> UUID:
    """The same for all endpoints that are told, and for whoever tells it twice."""
    return uuid5(NAMESPACE_URL, f"reklamai:{kind}:{generation}")


@transaction.atomic
def test(owner: User, *, pk: UUID) -> WebhookDelivery:
    """Send a word that means nothing, once. Raises NotFound, and Conflict for an endpoint that is not active."""
    endpoint, now, event = active_one_of(owner, pk), timezone.now(), uuid4()
    row = WebhookDelivery.objects.create(
        endpoint=endpoint,
        event=event,
        type=TEST_EVENT,
        body=body_of(event, TEST_EVENT, now, {"webhook": str(pk)}),
        due_at=now,
        ends_at=now,
        created_at=now,
    )
    transaction.on_commit(queue.deliver_webhooks, robust=True)
    return row


@transaction.atomic
def replay(owner: User, *, pk: UUID, delivery: UUID) -> WebhookDelivery:
    """Send it again, to the byte, for a day if need be. Raises NotFound; Conflict if it is still being tried."""
    endpoint, now = active_one_of(owner, pk), timezone.now()
    rows = WebhookDelivery.objects.filter(endpoint=endpoint, pk=delivery)
    if not rows.exists():
        raise NotFound(_("There is no such delivery."))
    over = rows.exclude(status=DeliveryStatus.PENDING)
    if not over.update(
        status=DeliveryStatus.PENDING, attempts=0, due_at=now, ends_at=now + TRIED_FOR, leased_until=None
    ):
        raise Conflict(_("It is still being delivered."))
    transaction.on_commit(queue.deliver_webhooks, robust=True)
    return rows.get()


def active_one_of(owner: User, pk: UUID) -> WebhookEndpoint:
    endpoint = webhooks.endpoint(owner, pk)
    if endpoint.status != EndpointStatus.ACTIVE:
        raise Conflict(_("This webhook is not active."))
    return endpoint


def body_of(event: UUID, kind: str, at: datetime, data: object) -> str:
    """What is sent: JSON, of which only `data` differs from event to event."""
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"id": str(event), "type": kind, "created_at": stamp, "data": data}, ensure_ascii=False)


def due(now: datetime) -> QuerySet[WebhookDelivery]:
    """What may be sent now and is in nobody's hands."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    listening = Q(endpoint__status=EndpointStatus.ACTIVE, endpoint__owner__is_active=True)
    return WebhookDelivery.objects.filter(free, listening, status=DeliveryStatus.PENDING, due_at__lte=now)


def queue_if_due() -> None:
    """The watch's round: retries whose time has come, and what was committed and never queued."""
    if due(timezone.now()).exists():
        queue.deliver_webhooks()


def sweep() -> None:
    """Give up what waits for an endpoint that is not active, and forget what is long over."""
    now = timezone.now()
    late = WebhookDelivery.objects.filter(status=DeliveryStatus.PENDING, ends_at__lte=now)
    late.exclude(endpoint__status=EndpointStatus.ACTIVE).update(status=DeliveryStatus.FAILED, due_at=F("ends_at"))
    old = WebhookDelivery.objects.filter(created_at__lte=now - KEPT_FOR)
    old.exclude(status=DeliveryStatus.PENDING).delete()
