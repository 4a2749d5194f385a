from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.models import Asset, Generation, GenerationReference, LedgerEntry, Project, User


class AssetSerializer(serializers.ModelSerializer[Asset]):
    url = serializers.SerializerMethodField(help_text="The file; asks for the same sign-in, answers ranges.")
    thumbnail_url = serializers.SerializerMethodField()

    class Meta:
        model = Asset
        fields = [
            "id", "kind", "origin", "name", "content_type", "size_bytes", "sha256", "width", "height", "duration_s",
            "fps", "has_sound", "project", "generation", "created_at", "url", "thumbnail_url",
        ]  # fmt: skip

    def get_url(self, asset: Asset) -> str:
        return f"/api/assets/{asset.pk}/file"

    def get_thumbnail_url(self, asset: Asset) -> str | None:
        return f"/api/assets/{asset.pk}/thumbnail" if asset.thumbnail else None


class GenerationReferenceSerializer(serializers.ModelSerializer[GenerationReference]):
    id = serializers.CharField(source="source_id")

    class Meta:
        model = GenerationReference
        fields = ["source", "id", "role", "text"]


class GenerationSerializer(serializers.ModelSerializer[Generation]):
    error = serializers.SerializerMethodField(help_text="`{code, message}` of a failed one, else null.")
    assets = serializers.SerializerMethodField(help_text="The result's files, the main one first.")
    references = GenerationReferenceSerializer(many=True)

    class Meta:
        model = Generation
        fields = [
            "id", "kind", "model", "status", "progress", "stage", "prompt", "negative_prompt", "parameters", "seed",
            "aspect_ratio", "resolution", "duration_s", "color_depth", "references", "start_frame", "end_frame",
            "keyframe_interpolation", "num_intermediate_frames", "audio_prompt", "audio_type", "audio", "project",
            "parent", "provider", "price", "cost", "sent", "notes", "scores", "error", "assets", "favourite",
            "expected_s", "created_at", "started_at", "finished_at", "deleted_at",
        ]  # fmt: skip

    def get_error(self, generation: Generation) -> dict[str, str] | None:
        if not generation.error_code:
            return None
        return {"code": generation.error_code, "message": generation.error_message}

    def get_assets(self, generation: Generation) -> list[dict[str, Any]]:
        return [dict(AssetSerializer(asset).data) for asset in generation.results]


class ProjectSerializer(serializers.ModelSerializer[Project]):
    class Meta:
        model = Project
        fields = ["id", "name", "created_at"]
        read_only_fields = ["id", "created_at"]


class LedgerEntrySerializer(serializers.ModelSerializer[LedgerEntry]):
    class Meta:
        model = LedgerEntry
        fields = ["id", "kind", "delta", "generation", "note", "created_at"]


class MeSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "email", "name", "language", "theme"]
        read_only_fields = ["id", "email"]
