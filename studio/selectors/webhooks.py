"""Webhooks, read: always one person's."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.models import User, WebhookDelivery, WebhookEndpoint
from studio.selectors.generations import cursor_of, read_cursor

Row = TypeVar("Row", WebhookEndpoint, WebhookDelivery)


def endpoint(user: User, pk: UUID) -> WebhookEndpoint:
    """This person's endpoint. Raises NotFound."""
    row = WebhookEndpoint.objects.of(user).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("There is no such webhook."))
    return row


def page(user: User, *, cursor: str = "", size: int = 40) -> tuple[list[WebhookEndpoint], str]:
    """(endpoints, newest first; the cursor of the next page or ""). One query. Raises BadFilter."""
    return cut(WebhookEndpoint.objects.of(user), cursor=cursor, size=size)


def deliveries(
    of: WebhookEndpoint, *, status: str = "", cursor: str = "", size: int = 40
) -> tuple[list[WebhookDelivery], str]:
    """(its deliveries with their attempts, newest first; the cursor of the next page or ""). Raises BadFilter."""
    rows = WebhookDelivery.objects.filter(endpoint=of).prefetch_related("log")
    return cut(rows.filter(status=status) if status else rows, cursor=cursor, size=size)


def cut(rows: QuerySet[Row], *, cursor: str, size: int) -> tuple[list[Row], str]:
    rows = rows.order_by("-created_at", "-id")
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return found[:size], cursor_of(last.created_at, last.pk) if last else ""
