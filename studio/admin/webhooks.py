"""Webhooks of partners and how their deliveries went. No secret is shown, and nothing of what was sent or answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin.base import ReadOnlyAdmin
from studio.admin.belongings import OfOwner
from studio.admin.shown import NOTHING, Shown, link, listing
from studio.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(OfOwner):
    """Where somebody's programs are told of ends."""

    list_display = ["place", "person", "status", "failing_since", "created_at"]
    list_filter = ["status", ("failing_since", admin.EmptyFieldListFilter)]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = [
        "place", "person", "events", "status", "failing_since", "created_at", "their_deliveries",
    ]  # fmt: skip
    readonly_fields = fields

    @display(description=gettext_lazy("address"), ordering="url")
    def place(self, row: WebhookEndpoint) -> str:
        return row.place

    @display(description=gettext_lazy("webhook deliveries"))
    def their_deliveries(self, row: WebhookEndpoint) -> Shown:
        return listing(WebhookDelivery, _("All deliveries"), endpoint__id__exact=row.pk)


@admin.register(WebhookAttempt)
class WebhookAttemptAdmin(ReadOnlyAdmin):
    """Each request that left for somebody's address."""

    list_display = ["at", "delivery", "status", "trouble", "duration_ms"]
    list_filter = ["trouble", "status"]
    search_fields = ["delivery__endpoint__owner__email", "delivery__event"]
    list_select_related = ["delivery"]
    date_hierarchy = "at"
    fields: ClassVar[list[str]] = ["at", "its_delivery", "status", "trouble", "duration_ms"]
    readonly_fields = fields

    @display(description=gettext_lazy("webhook delivery"))
    def its_delivery(self, row: WebhookAttempt) -> Shown:
        return link(row.delivery)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """The log: what was to be told, and how each attempt went."""

    list_display = ["created_at", "type", "person", "status", "attempts", "due_at"]
    list_filter = ["status", "type"]
    search_fields = ["endpoint__owner__email", "event", "generation__id"]
    search_help_text = gettext_lazy("E-mail of the owner, number of the event or of the order")
    list_select_related = ["endpoint__owner"]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = [
        "event", "type", "person", "order", "status", "attempts", "due_at", "ends_at", "created_at", "tried",
    ]  # fmt: skip
    readonly_fields = fields

    @display(description=gettext_lazy("Owner"), ordering="endpoint__owner__email")
    def person(self, row: WebhookDelivery) -> Shown:
        return link(row.endpoint.owner)

    @display(description=gettext_lazy("Order"))
    def order(self, row: WebhookDelivery) -> Any:
        return link(row.generation) if row.generation else NOTHING

    @display(description=gettext_lazy("webhook attempts"))
    def tried(self, row: WebhookDelivery) -> Shown:
        return listing(WebhookAttempt, _("All attempts"), delivery__id__exact=row.pk)
