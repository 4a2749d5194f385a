"""Searches for a face in the API's words."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from soulids.media.recognition import Resemblance
from soulids.models import SoulSearch
from soulids.selectors.search import known_of
from studio.models import Status
from studio.serializers.rows import FailureSerializer


class SeenFaceSerializer(serializers.Serializer[Any]):
    """A face in the picture."""

    box = serializers.ListField(
        child=serializers.FloatField(), help_text="Left, top, width, height in shares of the picture's."
    )
    readable = serializers.BooleanField(help_text="`false`: too small or too far turned to be compared.")


class MatchSerializer(serializers.Serializer[Any]):
    """One face held against one Soul ID."""

    face = serializers.IntegerField(help_text="Which of `faces`, counted from 0.")
    soul = serializers.UUIDField(help_text="A Soul ID of yours.")
    name = serializers.CharField()
    distance = serializers.FloatField(help_text="0 the same picture .. 1.41 nothing in common.")
    score = serializers.IntegerField(help_text="0 to 100: how surely it is this person; 50 where `same` ends.")
    verdict = serializers.ChoiceField(choices=[each.value for each in Resemblance])


class SoulSearchSerializer(serializers.ModelSerializer[SoulSearch]):
    """Who is in a picture. Read it until `status` is none of `queued` and `running`."""

    status = serializers.SerializerMethodField()
    faces = SeenFaceSerializer(many=True, read_only=True, help_text="The largest first.")
    matches = serializers.SerializerMethodField(help_text="Face by face, the nearest first, at most five of each.")
    because = serializers.CharField(
        help_text="Why nobody was held against anybody: `no_face`, `face_unclear`, `nobody_trained`; else empty."
    )
    error = serializers.SerializerMethodField(help_text="Why it failed, else null.")

    class Meta:
        model = SoulSearch
        fields = ["id", "status", "faces", "matches", "because", "error", "created_at", "answered_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Status.choices))
    def get_status(self, search: SoulSearch) -> str:
        # An order that has gone with something that was erased has answered all it ever will.
        return str(search.order.status) if search.order else Status.DONE.value

    @extend_schema_field(MatchSerializer(many=True))
    def get_matches(self, search: SoulSearch) -> list[dict[str, Any]]:
        known = known_of(search)
        return [match | {"name": known[match["soul"]].name} for match in search.matches if match["soul"] in known]

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, search: SoulSearch) -> dict[str, str] | None:
        order = search.order
        if order is None or not order.error_code:
            return None
        return {"code": order.error_code, "message": order.error_message}
