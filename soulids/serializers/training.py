"""Trainings of Soul IDs, and what they have learned, in the API's words."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from soulids.models import SoulMaster, SoulVersion
from soulids.selectors.versions import Report, report_of
from studio.models import Status
from studio.serializers.rows import AssetSerializer


class PartSerializer(serializers.Serializer[Any]):
    """One part of a training."""

    name = serializers.ChoiceField(choices=["training", "master", "lora"])
    model = serializers.CharField()
    price = serializers.IntegerField(help_text="Whole credits.")
    expected_s = serializers.FloatField(allow_null=True)


class TrainEstimateSerializer(serializers.Serializer[Any]):
    """What a training would cost; nothing has moved."""

    parts = PartSerializer(many=True)
    total = serializers.IntegerField(help_text="What would be held.")
    balance = serializers.IntegerField()
    affordable = serializers.BooleanField()
    expected_s = serializers.FloatField(allow_null=True, help_text="Of the slowest part; they run side by side.")


class StoppedSerializer(serializers.Serializer[Any]):
    """What a cancel has come to, by the names of the parts."""

    stopped = serializers.ListField(child=serializers.CharField(), help_text="Their credits are back.")
    running = serializers.ListField(
        child=serializers.CharField(), help_text="A vendor makes them already: they come, and are charged."
    )


class PhotoMarkSerializer(serializers.Serializer[Any]):
    """One photo of a training."""

    photo = serializers.UUIDField()
    distance = serializers.FloatField(help_text="To the middle of the others: 0 alike .. 1.41 nothing in common.")
    score = serializers.IntegerField(help_text="0 to 100: how surely it is the person.")
    used = serializers.BooleanField(help_text="`false`: left out as somebody else's.")


class ReportSerializer(serializers.Serializer[Any]):
    """How good a training is."""

    grade = serializers.ChoiceField(choices=["excellent", "good", "fair", "poor"])
    score = serializers.IntegerField(help_text="0 to 100.")
    photos = PhotoMarkSerializer(many=True)
    threshold = serializers.FloatField(help_text="Distance under which a face is this person's.")
    usual = serializers.FloatField(help_text="Usual distance of their own photos.")
    separation = serializers.FloatField(help_text="From strangers, in spreads: 3 is thin, 6 is wide.")
    missed = serializers.FloatField(help_text="Of a thousand of their own faces, so many would be refused.")
    mistaken = serializers.FloatField(help_text="Of a thousand strangers, so many would be taken for them.")
    coverage = serializers.SerializerMethodField(help_text="Photos of each view.")
    missing = serializers.SerializerMethodField(help_text="Views of which there are too few.")
    words = serializers.DictField(child=serializers.CharField(), help_text="What they look like, by language.")
    references = serializers.ListField(child=serializers.UUIDField(), help_text="The best photos, best first.")

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_coverage(self, report: Report) -> dict[str, int]:
        return {pose.value: count for pose, count in report.coverage.items()}

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_missing(self, report: Report) -> list[str]:
        return [pose.value for pose, _count in report.missing]


class VersionSerializer(serializers.ModelSerializer[SoulVersion]):
    """What one training has learned."""

    master = AssetSerializer(read_only=True, allow_null=True)
    grade = serializers.SerializerMethodField(help_text="Null where its report is read no more.")
    score = serializers.SerializerMethodField()

    class Meta:
        model = SoulVersion
        fields = ["number", "is_current", "master", "grade", "score", "trained_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_grade(self, version: SoulVersion) -> str | None:
        report = report_of(version)
        return report.grade if report else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_score(self, version: SoulVersion) -> int | None:
        report = report_of(version)
        return report.score if report else None


class MasterSerializer(serializers.ModelSerializer[SoulMaster]):
    """A picture of the person that a model makes, or has made."""

    model = serializers.CharField(source="order.model")
    price = serializers.IntegerField(source="order.price")
    status = serializers.ChoiceField(source="order.status", choices=Status.choices)
    asset = AssetSerializer(source="order.result", allow_null=True)
    distance = serializers.FloatField(source="apart", allow_null=True, help_text="To the person; null: not measured.")

    class Meta:
        model = SoulMaster
        fields = ["order", "model", "price", "status", "asset", "distance", "passed"]
        read_only_fields = fields
        extra_kwargs = {
            "order": {"help_text": "The generation that makes it."},
            "passed": {"help_text": "Whether it is this person, by measure; null while it is not measured."},
        }


class UsedForSerializer(serializers.Serializer[Any]):
    """The works of one kind."""

    kind = serializers.CharField()
    count = serializers.IntegerField()
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    newest = serializers.SerializerMethodField(help_text="At most five generations.")

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_newest(self, used: Any) -> list[str]:
        return [str(work.pk) for work in used.newest]


class UseSerializer(serializers.Serializer[Any]):
    """What used a Soul ID. Finished works stay when it is deleted."""

    total = serializers.IntegerField(help_text="Works that hold to it.")
    works = UsedForSerializer(many=True)
    stopped = serializers.SerializerMethodField(help_text="Open works that its deletion ends; credits come back.")
    going_on = serializers.SerializerMethodField(help_text="Open works that a vendor has and cannot stop.")
    elsewhere = serializers.SerializerMethodField(help_text="What else was made of the results, and stays.")
    photos = serializers.IntegerField()
    versions = serializers.IntegerField()
    remote = serializers.IntegerField(help_text="Sets of weights at vendors; they are deleted there too.")

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_stopped(self, use: Any) -> list[str]:
        return [str(work.pk) for work in use.stopped]

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_going_on(self, use: Any) -> list[str]:
        return [str(work.pk) for work in use.going_on]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_elsewhere(self, use: Any) -> dict[str, int]:
        return dict(use.elsewhere)
