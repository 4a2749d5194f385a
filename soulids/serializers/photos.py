"""Photos of Soul IDs, and all of one together, in the API's words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from soulids.models import SoulPhoto
from soulids.selectors.album import Album, PhotoState
from studio.serializers.rows import AssetSerializer


class FaceSerializer(serializers.Serializer[Any]):
    """The face in a photo: box in pixels of it, angles in degrees."""

    box = serializers.ListField(child=serializers.IntegerField(), help_text="Left, top, width, height.")
    yaw = serializers.FloatField(help_text="Above 0 it looks to the right of the picture.")
    pitch = serializers.FloatField(help_text="Above 0 it looks up.")
    roll = serializers.FloatField()
    sharpness = serializers.FloatField()
    framing = serializers.CharField()
    poses = serializers.SerializerMethodField(help_text="The views that it counts for.")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_poses(self, face: Any) -> list[str]:
        return sorted(pose.value for pose in face.poses)


class PhotoSerializer(serializers.ModelSerializer[SoulPhoto]):
    """A photo and its verdict. Give the serializer the album as `context["album"]`."""

    asset = AssetSerializer(read_only=True)
    state = serializers.SerializerMethodField(
        help_text="`accepted` and `weak` are learned from; a `duplicate` repeats another, a `stranger` is not this "
        "person, `unreadable` and `failed` could not be looked at: send a failed one again."
    )
    reasons = serializers.SerializerMethodField(help_text="What is wrong with it, the gravest first.")
    advice = serializers.SerializerMethodField(help_text="What would help.")
    duplicate_of = serializers.SerializerMethodField(help_text="The better photo that it repeats.")
    distance = serializers.SerializerMethodField(help_text="Of a stranger: how far from the person.")
    face = serializers.SerializerMethodField(help_text="Null where there is no one clear face.")

    class Meta:
        model = SoulPhoto
        fields = ["id", "asset", "state", "reasons", "advice", "duplicate_of", "distance", "face", "added_at"]
        read_only_fields = fields

    @property
    def album(self) -> Album:
        found: Album = self.context["album"]
        return found

    @extend_schema_field(serializers.ChoiceField(choices=[state.value for state in PhotoState]))
    def get_state(self, photo: SoulPhoto) -> str:
        return self.album.state_of(photo).value

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_reasons(self, photo: SoulPhoto) -> list[str]:
        return list(photo.facts.get("reasons", ()))

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_advice(self, photo: SoulPhoto) -> list[str]:
        return list(photo.facts.get("advice", ()))

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_duplicate_of(self, photo: SoulPhoto) -> str | None:
        return self.album.facts.duplicates.get(str(photo.pk)) if self.album.facts else None

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_distance(self, photo: SoulPhoto) -> float | None:
        apart = self.album.facts.intruders.get(str(photo.pk)) if self.album.facts else None
        return None if apart is None else round(apart, 3)

    @extend_schema_field(FaceSerializer(allow_null=True))
    def get_face(self, photo: SoulPhoto) -> dict[str, Any] | None:
        found = photo.found
        return dict(FaceSerializer(found.face).data) if found and found.face else None


class AlbumSerializer(serializers.Serializer[Any]):
    """All photos together: whether they are enough, and what is missing."""

    ready = serializers.BooleanField(help_text="Whether the photos are enough for a training.")
    waiting = serializers.IntegerField(help_text="Photos whose verdict is still to come.")
    kept = serializers.IntegerField(help_text="Photos that training learns from.")
    least = serializers.IntegerField(help_text="Good photos that training needs.")
    most = serializers.IntegerField(help_text="Good photos that training takes.")
    blocked = serializers.ListField(
        child=serializers.CharField(),
        help_text="Why training cannot begin: `too_few`, `too_many`, `several_people`, `no_front`.",
    )
    missing = serializers.ListField(child=serializers.CharField(), help_text="Views that would make it better.")


def album_answer(album: Album) -> dict[str, Any]:
    facts = album.facts
    return {
        "ready": album.can_be_trained,
        "waiting": album.waiting,
        "kept": len(album.kept),
        "least": settings.SOUL_PHOTOS_LEAST,
        "most": settings.SOUL_PHOTOS_MOST,
        "blocked": list(facts.blocked) if facts else ["too_few"],
        "missing": list(facts.missing) if facts else [],
    }
