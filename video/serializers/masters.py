from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.catalogue.labels import value_label
from studio.serializers.queries import Query
from video.master_sizes import SizeOffer
from video.mastering import MasterOffer


class MasterQuery(Query):
    """Of one file, or of what one model makes."""

    asset = serializers.UUIDField(required=False, help_text="A picture or clip of yours that would be exported.")
    model = serializers.CharField(
        required=False, max_length=120, help_text="A model of `GET /api/models` that a master would be ordered with."
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if len({"asset", "model"} & given.keys()) != 1:
            raise serializers.ValidationError({"asset": _("Name a file or a model, one of the two.")})
        return given


class SizeOfferSerializer(serializers.Serializer[SizeOffer]):
    """One size of a master."""

    resolution = serializers.CharField(source="value", help_text="For an order; empty for as it is made.")
    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # hides Field.label, as below
    width = serializers.SerializerMethodField(help_text="Pixels; null where that is not known yet.")
    height = serializers.SerializerMethodField()
    enlarged = serializers.BooleanField(help_text="Whether it is larger than its source: no detail is added.")
    bytes = serializers.IntegerField(allow_null=True, help_text="Of the file, about.")
    reason = serializers.CharField(help_text="Why it cannot be had; empty where it can.")

    def get_label(self, offer: SizeOffer) -> str:
        return value_label("resolution", offer.value) if offer.value else _("As it is")

    @extend_schema_field({"type": ["integer", "null"]})
    def get_width(self, offer: SizeOffer) -> int | None:
        return offer.size[0] if offer.size else None

    @extend_schema_field({"type": ["integer", "null"]})
    def get_height(self, offer: SizeOffer) -> int | None:
        return offer.size[1] if offer.size else None


class MasterOfferSerializer(serializers.Serializer[MasterOffer]):
    """One format, as it can be had of this source."""

    format = serializers.CharField(help_text="For an order.")
    label = serializers.CharField()  # type: ignore[assignment]  # hides Field.label, which a nested one has no use for
    container_bits = serializers.IntegerField(help_text="Bits a channel that the file has room for.")
    source_bits = serializers.IntegerField(help_text="Bits a channel that the pixels will truly carry.")
    deep = serializers.BooleanField(help_text="Whether it is rendered in float for the master, not converted.")
    statement = serializers.CharField(help_text="What will be said of the file, in your language.")
    reason = serializers.CharField(help_text="Why it cannot be had; empty where it can.")
    sizes = SizeOfferSerializer(many=True)


class MastersSerializer(serializers.Serializer[Any]):
    """What can be had; an empty list where there are no masters of it."""

    formats = MasterOfferSerializer(many=True)
