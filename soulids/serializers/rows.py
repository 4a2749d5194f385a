"""Soul IDs and consents in the API's words."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from soulids.models import Consent, Right, SoulID, SoulStatus
from soulids.selectors.album import album_of
from soulids.selectors.cost import charged_for
from soulids.serializers.photos import AlbumSerializer, album_answer
from soulids.services.consent import words_for
from studio.models import Status
from studio.serializers.rows import AssetSerializer, FailureSerializer


class SoulIDRowSerializer(serializers.ModelSerializer[SoulID]):
    """A Soul ID in a list."""

    status = serializers.ChoiceField(
        choices=SoulStatus.choices,
        read_only=True,
        help_text="One that is trained anew can be used as it was until that is done: see `version`.",
    )
    version = serializers.IntegerField(
        source="version.number", default=None, read_only=True, allow_null=True, help_text="In use; null: none yet."
    )
    photos = serializers.IntegerField(source="photo_count", read_only=True)
    master = AssetSerializer(source="version.master", default=None, read_only=True, allow_null=True)
    error = serializers.SerializerMethodField(help_text="Why the last training failed, else null.")

    class Meta:
        model = SoulID
        fields = [
            "id", "name", "handle", "description", "status", "version", "photos", "master", "training", "error",
            "created_at", "updated_at", "trained_at",
        ]  # fmt: skip
        read_only_fields = fields
        extra_kwargs = {"training": {"help_text": "The last one, as a generation: its progress is there."}}

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, soul: SoulID) -> dict[str, str] | None:
        order = soul.training
        if order is None or order.status != Status.FAILED:
            return None
        return {"code": order.error_code, "message": order.error_message}


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    right = serializers.ChoiceField(choices=Right.choices)

    class Meta:
        model = Consent
        fields = ["right", "person", "words", "agreed_at"]
        read_only_fields = fields


class RightSerializer(serializers.Serializer[Any]):
    """A right by which a face may be learned, and the words that are agreed to with it."""

    right = serializers.ChoiceField(choices=Right.choices)
    words = serializers.CharField()


class ConsentAnswerSerializer(serializers.Serializer[Any]):
    """What was agreed to, and what can be."""

    given = ConsentSerializer(allow_null=True)
    rights = RightSerializer(many=True)


def consent_answer(soul: SoulID) -> dict[str, Any]:
    """For a Soul ID as it is now."""
    given = Consent.objects.filter(soul=soul).first()
    rights = [{"right": right, "words": words_for(right)} for right in Right.values]
    return dict(ConsentAnswerSerializer({"given": given, "rights": rights}).data)


class SoulIDSerializer(SoulIDRowSerializer):
    """A Soul ID with its consent and the state of its album."""

    consent = serializers.SerializerMethodField(help_text="Null: none was given yet, and nothing can be trained.")
    album = serializers.SerializerMethodField()
    cost = serializers.SerializerMethodField(help_text="Whole credits of all that was made for it.")

    class Meta(SoulIDRowSerializer.Meta):
        fields = [*SoulIDRowSerializer.Meta.fields, "cost", "consent", "album"]
        read_only_fields = fields

    @extend_schema_field(ConsentSerializer(allow_null=True))
    def get_consent(self, soul: SoulID) -> dict[str, Any] | None:
        given = getattr(soul, "consent", None)
        return dict(ConsentSerializer(given).data) if given else None

    @extend_schema_field(AlbumSerializer)
    def get_album(self, soul: SoulID) -> dict[str, Any]:
        return album_answer(album_of(soul))

    def get_cost(self, soul: SoulID) -> int:
        return charged_for(soul)
