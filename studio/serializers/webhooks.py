"""Webhooks in the API's words. What a delivery carries is not in them: it is its receiver's."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.models import DeliveryStatus, WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent
from studio.serializers.queries import PageQuery


def events_field(**options: Any) -> serializers.ListField:
    names = serializers.ChoiceField(choices=WebhookEvent.choices)
    return serializers.ListField(child=names, min_length=1, max_length=len(WebhookEvent.values), **options)


class WebhookSerializer(serializers.ModelSerializer[WebhookEndpoint]):
    """An address that is told of the ends of your orders."""

    events = events_field(help_text="What it is told of.")

    class Meta:
        model = WebhookEndpoint
        fields = ["id", "url", "events", "status", "failing_since", "old_until", "created_at"]
        read_only_fields = ["id", "status", "failing_since", "old_until", "created_at"]
        extra_kwargs = {
            "url": {"help_text": "https, on the public internet."},
            "failing_since": {
                "help_text": "The first failure after which nothing has arrived; null while all is well."
            },
            "old_until": {"help_text": "Until then the secret before the last change signs too."},
        }


class MadeWebhookSerializer(WebhookSerializer):
    secret = serializers.CharField(read_only=True, help_text="What signs each request: shown this once.")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class WebhookChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    url = serializers.CharField(required=False, max_length=500)
    events = events_field(required=False)
    active = serializers.BooleanField(required=False, help_text="False pauses it, true switches it on.")


class WebhookAttemptSerializer(serializers.ModelSerializer[WebhookAttempt]):
    class Meta:
        model = WebhookAttempt
        fields = ["at", "status", "trouble", "answer", "duration_ms"]
        read_only_fields = fields
        extra_kwargs = {
            "status": {"help_text": "Of the answer; null where there was none: see `trouble`."},
            "answer": {"help_text": "How the answer's body began, at most 500 characters."},
        }


class WebhookDeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    """One event for one endpoint, and every attempt at it."""

    log = WebhookAttemptSerializer(many=True, read_only=True, help_text="The attempts, newest first.")

    class Meta:
        model = WebhookDelivery
        fields = ["id", "event", "type", "generation", "status", "attempts", "due_at", "ends_at", "created_at", "log"]
        read_only_fields = fields
        extra_kwargs = {
            "event": {"help_text": "The `id` of the body."},
            "due_at": {"help_text": "Of a pending one, when it is tried next."},
            "ends_at": {"help_text": "Not tried after this moment."},
        }


class DeliveryQuery(PageQuery):
    status = serializers.ChoiceField(choices=DeliveryStatus.choices, required=False)
