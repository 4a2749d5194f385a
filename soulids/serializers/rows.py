"""Soul IDs, their photos and consents in the API's words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from soulids.models import Consent, Right, SoulID, SoulPhoto, SoulStatus
from soulids.selectors.album import Album, PhotoState, album_of
from soulids.selectors.cost import charged_for
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
