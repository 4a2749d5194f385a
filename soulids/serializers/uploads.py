"""Several photos at once: what became of each."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from soulids.serializers.photos import PhotoSerializer
from soulids.services.adding import Outcome
from studio.serializers.bulk import RefusalSerializer
from studio.told import told


class PhotoOutcomeSerializer(serializers.Serializer[Any]):
    """One file, in the order in which they were sent."""

    name = serializers.CharField()
    photo = PhotoSerializer(allow_null=True, help_text="Null where it was not taken.")
    error = serializers.SerializerMethodField(help_text="Why it was not taken, else null.")

    @extend_schema_field(RefusalSerializer(allow_null=True))
    def get_error(self, outcome: Outcome) -> dict[str, Any] | None:
        return None if outcome.error is None else dict(told(outcome.error))


class PhotosTakenSerializer(serializers.Serializer[Any]):
    results = PhotoOutcomeSerializer(many=True)
