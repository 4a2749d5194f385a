"""Anchors and sets of them in the API's words."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from anchors.models import AnchorCut, Element, MultiReference, ReferenceAnchor
from anchors.selectors import multi
from studio.models import Status
from studio.serializers.rows import ANYTHING, AssetSerializer, FailureSerializer

NAMES: Final = {"face": "face_geometry", "skin": "skin_texture", "light": "lighting"}
"""Parts of the features that the API calls by the product's names."""


class CutSerializer(serializers.ModelSerializer[AnchorCut]):
    """One part of the picture as a file of its own."""

    cut = serializers.CharField(help_text="An element, or `portrait`: head and shoulders of the main face.")
    asset = AssetSerializer()

    class Meta:
        model = AnchorCut
        fields = ["cut", "asset"]
        read_only_fields = fields


class AnchorRowSerializer(serializers.ModelSerializer[ReferenceAnchor]):
    """An anchor in a list: all but the values of what was found."""

    image = AssetSerializer(read_only=True)
    status = serializers.ChoiceField(
        choices=Status.choices, read_only=True, help_text="Of the last extraction; `done` where none was needed."
    )
    error = serializers.SerializerMethodField(help_text="Why the last extraction found nothing, else null.")
    found = serializers.ListField(
        child=serializers.ChoiceField(choices=Element.choices), read_only=True, help_text="What can be locked."
    )
    locked_elements = serializers.ListField(
        child=serializers.ChoiceField(choices=Element.choices), read_only=True, help_text="What orders are held to."
    )

    class Meta:
        model = ReferenceAnchor
        fields = [
            "id", "name", "project", "image", "main_face", "found", "locked_elements", "status", "error", "extraction",
            "created_at", "updated_at", "deleted_at",
        ]  # fmt: skip
        read_only_fields = fields
        extra_kwargs = {
            "main_face": {"help_text": "The face that was picked; null: the extraction's choice."},
            "extraction": {"help_text": "The last one, as a generation; null where an equal picture was known."},
        }

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, anchor: ReferenceAnchor) -> dict[str, str] | None:
        extraction = anchor.extraction
        if extraction is None or not anchor.trouble:
            return None
        return {"code": extraction.error_code or Status.CANCELLED, "message": anchor.trouble}


class AnchorSerializer(AnchorRowSerializer):
    """An anchor with everything that was found in its picture."""

    extracted_features = serializers.SerializerMethodField(
        help_text="`face_geometry`, `skin_texture`, `clothing`, `lighting`, `palette`, `place`, `product`, `person`, "
        "`faces`; a part that was not found is {`reason`: a code}. {} before the first extraction has ended."
    )
    cuts = CutSerializer(many=True, read_only=True)

    class Meta(AnchorRowSerializer.Meta):
        fields = [*AnchorRowSerializer.Meta.fields, "extracted_features", "cuts"]
        read_only_fields = fields

    @extend_schema_field(ANYTHING)
    def get_extracted_features(self, anchor: ReferenceAnchor) -> dict[str, Any]:
        return {NAMES.get(name, name): value for name, value in anchor.extracted_features.items()}


class ConflictSerializer(serializers.Serializer[Any]):
    """What of a set cannot be as it was put together, and what happens instead."""

    code = serializers.CharField(
        help_text="`not_read`, `not_found`: the slot stays empty; `two_faces`, `two_clothes`, "
        "`two_places`, `two_lights`: the slot's own anchor wins."
    )
    slot = serializers.CharField()
    other = serializers.CharField(help_text="The slot whose anchor stands back; empty where there is none.")
    message = serializers.CharField(source="says")


class MultiReferenceSerializer(serializers.ModelSerializer[MultiReference]):
    """Up to four anchors together."""

    face = serializers.SerializerMethodField()
    clothing = serializers.SerializerMethodField()
    environment = serializers.SerializerMethodField()
    lighting = serializers.SerializerMethodField()
    conflicts = serializers.SerializerMethodField()
    lends = serializers.SerializerMethodField(help_text="What an order with it is held to.")

    class Meta:
        model = MultiReference
        fields = [
            "id", "name", "face", "clothing", "environment", "lighting", "lends", "conflicts", "created_at",
            "updated_at", "deleted_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.UUIDField(allow_null=True, help_text="The anchor in this slot."))
    def get_face(self, found: MultiReference) -> Any:
        return in_slot(found, "face")

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_clothing(self, found: MultiReference) -> Any:
        return in_slot(found, "clothing")

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_environment(self, found: MultiReference) -> Any:
        return in_slot(found, "environment")

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_lighting(self, found: MultiReference) -> Any:
        return in_slot(found, "lighting")

    @extend_schema_field(ConflictSerializer(many=True))
    def get_conflicts(self, found: MultiReference) -> list[Any]:
        return list(ConflictSerializer(list(multi.conflicts_of(found)), many=True).data)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_lends(self, found: MultiReference) -> list[str]:
        return list(multi.lent_by(found))


def in_slot(found: MultiReference, name: str) -> str | None:
    """The id of the anchor in a slot; one in the bin is as good as none."""
    anchor = found.slots.get(name)
    return str(anchor.pk) if anchor else None
