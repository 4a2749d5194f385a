from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models.user import User


class WebhookEvent(models.TextChoices):
    DONE = "generation.done", _("A work is done")
    FAILED = "generation.failed", _("A work has failed")
    CANCELLED = "generation.cancelled", _("A work was cancelled")


TEST_EVENT = "webhook.test"
"""Sent when its owner asks for it; nobody can choose it."""


class EndpointStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    DISABLED = "disabled", _("Switched off after days of failures")


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def of(self, user: User) -> WebhookEndpointQuerySet:
        return self.filter(owner=user)

    def listening(self) -> WebhookEndpointQuerySet:
        """Those that may be sent something now: active, and of a person who may still come in."""
        return self.filter(status=EndpointStatus.ACTIVE, owner__is_active=True)


class WebhookEndpoint(models.Model):
    """Where a partner's program hears of the ends of its owner's orders."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(_("address"), max_length=500)
    events = ArrayField(models.CharField(max_length=40, choices=WebhookEvent.choices), verbose_name=_("events"))
    status = models.CharField(_("status"), max_length=10, choices=EndpointStatus.choices, default=EndpointStatus.ACTIVE)
    secret = models.TextField(editable=False)
    """Encrypted: unlike an API key it has to be read again, to sign with."""
    old_secret = models.TextField(blank=True, editable=False)
    """Encrypted: signs beside the new one until `old_until`."""
    old_until = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    """The first failure after which nothing has succeeded."""
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("webhook"), _("webhooks")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="webhook_owner_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(events__len__gt=0) & Q(events__contained_by=WebhookEvent.values),
                name="a_webhook_hears_of_something",
            )
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def is_active(self) -> bool:
        return self.status == EndpointStatus.ACTIVE

    @property
    def event_names(self) -> list[str]:
        """The events it is told of, in the reader's language."""
        return [str(WebhookEvent(event).label) for event in self.events]

    @property
    def place(self) -> str:
        """The address without its query: keys are put there, which are not staff's to see."""
        return self.url.partition("?")[0]


class DeliveryStatus(models.TextChoices):
    PENDING = "pending", _("Pending")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Given up")


class WebhookDelivery(models.Model):
    """One event for one endpoint: written with the end that it tells of, kept until it has arrived or time is up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.UUIDField(_("event"), editable=False)
    """The same for all endpoints and all attempts."""
    type = models.CharField(_("event"), max_length=40)
    generation = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.CASCADE, related_name="webhook_deliveries"
    )
    body = models.TextField(blank=True, editable=False)
    """What is sent, to the byte; written by the first attempt and the same for all others."""
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    """Of this run: a replay begins at none."""
    due_at = models.DateTimeField(_("next attempt"))
    ends_at = models.DateTimeField(_("given up after"))
    leased_until = models.DateTimeField(null=True, blank=True)
    """A worker has it until then: after a kill it is free by itself."""
    created_at = models.DateTimeField(_("happened"), default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("webhook delivery"), _("webhook deliveries")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["due_at"], name="webhook_delivery_due", condition=Q(status="pending")),
            models.Index(fields=["endpoint", "-created_at", "-id"], name="webhook_delivery_newest"),
        ]
        constraints = [
            # A generation ends once. Tests have none, and as many as are asked for.
            models.UniqueConstraint(fields=["endpoint", "generation"], name="one_end_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event}"

    @property
    def is_pending(self) -> bool:
        return self.status == DeliveryStatus.PENDING

    @property
    def name(self) -> str:
        """What it tells, in the reader's language."""
        return str(WebhookEvent(self.type).label) if self.type in WebhookEvent.values else str(_("A test"))


class WebhookAttempt(models.Model):
    """One attempt to deliver, and what came of it."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(_("tried"))
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    trouble = models.CharField(_("trouble"), max_length=20, blank=True)
    """Why there is no answer: `unsafe_address`, `not_found`, `unreachable`, `timeout`, `bad_answer`."""
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    """How the answer's body began."""
    duration_ms = models.PositiveIntegerField(_("milliseconds"))

    class Meta:
        verbose_name, verbose_name_plural = _("webhook attempt"), _("webhook attempts")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.status or self.trouble)

    @property
    def outcome(self) -> str:
        """The server's status, or in the reader's language why there was none."""
        return str(self.status) if self.status else str(TROUBLES.get(self.trouble, self.trouble))


TROUBLES = {
    "unsafe_address": _("the address leads into a private network"),
    "not_found": _("no such server"),
    "unreachable": _("the server cannot be reached"),
    "timeout": _("no answer in time"),
    "bad_answer": _("the answer cannot be read"),
    "internal": _("something broke on our side"),
}
