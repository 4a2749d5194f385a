from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.models import Asset, Generation, GenerationReference, LedgerEntry, Project, User
from studio.taking import Take

ANYTHING = {"type": "object", "additionalProperties": True}


@extend_schema_field(ANYTHING)
class Facts(serializers.JSONField):
    """An object whose names are not fixed."""


class AssetSerializer(serializers.ModelSerializer[Asset]):
    url = serializers.SerializerMethodField(help_text="The file; asks for the same sign-in, answers ranges.")
    thumbnail_url = serializers.SerializerMethodField(help_text="A small WebP of it; null where it has none.")

    part = serializers.SerializerMethodField(
        help_text="Of a result with several files: `finished`, `original` or `master`; else empty."
    )
    statement = serializers.CharField(
        read_only=True, help_text="Of a master: what its pixels truly carry, in your language; else empty."
    )

    class Meta:
        model = Asset
        fields = [
            "id", "kind", "origin", "name", "content_type", "size_bytes", "sha256", "width", "height", "duration_s",
            "fps", "has_sound", "project", "generation", "part", "statement", "created_at", "url", "thumbnail_url",
        ]  # fmt: skip
        read_only_fields = fields

    def get_part(self, asset: Asset) -> str:
        return str(asset.metadata.get("part", ""))

    def get_url(self, asset: Asset) -> str:
        return f"/api/assets/{asset.pk}/file"

    def get_thumbnail_url(self, asset: Asset) -> str | None:
        return f"/api/assets/{asset.pk}/thumbnail" if asset.thumbnail else None


class GenerationReferenceSerializer(serializers.ModelSerializer[GenerationReference]):
    id = serializers.CharField(source="source_id")

    class Meta:
        model = GenerationReference
        fields = ["source", "id", "role", "element", "text", "strength"]
        read_only_fields = fields


class FailureSerializer(serializers.Serializer[Any]):
    """Why it failed."""

    code = serializers.CharField()
    message = serializers.CharField(help_text="In the language that the order was placed in.")


class TakeSerializer(serializers.Serializer[Any]):
    """One take of an item that may be made again."""

    id = serializers.UUIDField(source="generation.pk")
    take = serializers.IntegerField(source="number")
    status = serializers.CharField(
        source="word", help_text="As of a generation; `standby` while nobody knows if it is needed, then `not_needed`."
    )
    score = serializers.IntegerField(allow_null=True, help_text="Of what its retakes measure; null if not measured.")
    price = serializers.IntegerField(source="generation.price", help_text="What it costs, if it is made.")
    shown = serializers.BooleanField(source="generation.shown", help_text="Whether it stands for its item in lists.")


class GenerationSerializer(serializers.ModelSerializer[Generation]):
    """An order and what came of it. `price` is what it costs you; it never grows."""

    error = serializers.SerializerMethodField(help_text="Of a failed one, else null.")
    assets = serializers.SerializerMethodField(help_text="The result's files, the main one first.")
    references = GenerationReferenceSerializer(many=True)
    takes = serializers.SerializerMethodField(
        help_text="All takes of its item, this one among them, the first one first; [] where it is made once."
    )
    retakes = Facts(help_text="When it is made again, as it was asked; {} where it is made once.")
    camera = Facts(help_text="The virtual camera as it was asked for; {} for none.")
    master = Facts(help_text="The master file that was asked for; {} for none.")
    parameters = Facts(help_text="By role, with the defaults that were filled in.")
    sent = Facts(help_text="What the maker was sent: `words` and values.")
    notes = Facts(help_text="What the maker understood, adjusted or ignored.")
    scores = Facts(
        help_text="How far it keeps to what it had to hold to: by `face`, `clothing`, `lighting`, `place`, `product`, "
        "each with `value` (0 to 100, or null if it was not measured), `says` (a sentence) and `facts` (figures)."
    )

    class Meta:
        model = Generation
        fields = [
            "id", "kind", "model", "status", "progress", "stage", "prompt", "negative_prompt", "parameters", "seed",
            "aspect_ratio", "resolution", "duration_s", "color_depth", "references", "start_frame", "end_frame",
            "keyframe_interpolation", "num_intermediate_frames", "audio_prompt", "audio_type", "audio", "camera",
            "master", "project", "parent", "provider", "price", "sent", "notes", "scores", "error", "assets",
            "favourite", "take", "shown", "retakes", "takes", "expected_s", "created_at", "started_at",
            "finished_at", "deleted_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, generation: Generation) -> dict[str, str] | None:
        if not generation.error_code:
            return None
        return {"code": generation.error_code, "message": generation.error_message}

    @extend_schema_field(TakeSerializer(many=True))
    def get_takes(self, generation: Generation) -> list[dict[str, Any]]:
        return [dict(TakeSerializer(Take(row)).data) for row in generation.all_takes]

    @extend_schema_field(AssetSerializer(many=True))
    def get_assets(self, generation: Generation) -> list[dict[str, Any]]:
        return [dict(AssetSerializer(asset).data) for asset in generation.results]


def shown(generation: Generation) -> dict[str, Any]:
    """A generation as the API shows it, for those who are told of it."""
    return dict(GenerationSerializer(generation).data)


class ProjectSerializer(serializers.ModelSerializer[Project]):
    class Meta:
        model = Project
        fields = ["id", "name", "created_at"]
        read_only_fields = ["id", "created_at"]


class LedgerEntrySerializer(serializers.ModelSerializer[LedgerEntry]):
    class Meta:
        model = LedgerEntry
        fields = ["id", "kind", "delta", "generation", "note", "created_at"]
        read_only_fields = fields


class BalanceSerializer(serializers.Serializer[Any]):
    balance = serializers.IntegerField(help_text="Whole credits that you can spend now.")
    held = serializers.IntegerField(help_text="Set aside for work that is not over.")


class MeSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "email", "name", "language", "theme"]
        read_only_fields = ["id", "email"]
