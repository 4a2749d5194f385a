from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.ask import STRONGEST, Ask, ReferenceAsk, Retakes
from studio.retakes import MOST, SCORES
from studio.soundtracks import MOST_CHARACTERS, TYPES


class ReferenceSerializer(serializers.Serializer[ReferenceAsk]):
    """One thing that an order is made from."""

    source = serializers.CharField(
        max_length=20, default="asset", help_text="`asset`, `soulid`, `anchor`, `multi-reference` or `camera`"
    )  # type: ignore[assignment]  # hides Field.source, which a nested serializer has no use for
    id = serializers.CharField(max_length=64)
    role = serializers.CharField(
        max_length=30,
        allow_blank=True,
        default="reference_images",
        help_text="Of a file: the model's input. Of an anchor: one element that it holds, or leave it out for all.",
    )
    strength = serializers.IntegerField(
        min_value=1,
        max_value=STRONGEST,
        allow_null=True,
        default=None,
        help_text="Of a Soul ID: how strongly to hold to the face: how many pictures go in, or its weights' scale.",
    )

    def validate_id(self, value: str) -> str:
        """In the one spelling by which uses are looked up; what is no id at all, its source refuses."""
        try:
            return str(UUID(value))
        except ValueError:
            return value


class RetakesSerializer(serializers.Serializer[Retakes]):
    """Make it again while it is not like enough, and show the best take. All takes are priced and held at once."""

    most = serializers.IntegerField(min_value=1, max_value=MOST, help_text="Further takes after the first.")
    below = serializers.IntegerField(
        min_value=1, max_value=99, help_text="A take whose score is below it is followed by the next."
    )
    score = serializers.ChoiceField(
        choices=list(SCORES.values()), default="face", help_text="What is measured; the order must hold to it."
    )
    within = serializers.IntegerField(
        allow_null=True,
        default=None,
        min_value=0,
        max_value=10**9,
        help_text="Whole credits that the order may come to, all its items and takes; fewer takes then fit.",
    )


class OrderSerializer(serializers.Serializer[Ask]):
    """An order. What `parameters` may hold, and in which limits, is said by `GET /api/models/{id}`."""

    kind = serializers.CharField(max_length=40, help_text="One of the model's kinds, such as `text_to_image`.")
    model = serializers.CharField(max_length=120)
    prompt = serializers.CharField(max_length=20000, allow_blank=True, default="", trim_whitespace=False)
    parameters = serializers.DictField(
        child=serializers.JSONField(), default=dict, help_text="By role: `aspect_ratio`, `resolution`, `seed`, …"
    )
    references = ReferenceSerializer(many=True, default=list)
    start_frame = serializers.UUIDField(allow_null=True, default=None, help_text="An asset's id.")
    end_frame = serializers.UUIDField(allow_null=True, default=None, help_text="An asset's id.")
    project = serializers.UUIDField(allow_null=True, default=None)
    audio_prompt = serializers.CharField(
        max_length=MOST_CHARACTERS,
        allow_blank=True,
        default="",
        help_text="What is heard with a clip: told to a model that makes sound, else made apart and mixed in, free.",
    )
    audio_type = serializers.ChoiceField(choices=["", *TYPES], default="", help_text="Empty: `mixed`.")
    count = serializers.IntegerField(default=1, help_text="How many items; each is a generation with its own price.")

    retakes = RetakesSerializer(
        allow_null=True, default=None, help_text="Make each item again while it is not like enough; null: once."
    )

    camera = serializers.DictField(
        child=serializers.JSONField(),
        allow_null=True,
        default=None,
        help_text="A virtual camera, by the fields of a camera preset; it goes over a `camera` reference.",
    )
    master = serializers.DictField(
        child=serializers.JSONField(),
        allow_null=True,
        default=None,
        help_text="A master file beside the result: `format` and `resolution` as `GET /api/masters` lists them.",
    )

    quoted = serializers.IntegerField(
        allow_null=True,
        default=None,
        min_value=0,
        help_text="The `total` of your estimate: where the price is higher by now, nothing is ordered (409).",
    )

    def ask(self) -> Ask:
        """What is wanted. Call after `is_valid`."""
        return self.ask_of(self.validated_data)

    @staticmethod
    def ask_of(validated: dict[str, Any]) -> Ask:
        """What one validated order wants."""
        given = {name: value for name, value in validated.items() if name not in ("quoted", "references", "retakes")}
        given["retakes"] = Retakes(**validated["retakes"]) if validated["retakes"] else None
        return Ask(references=tuple(ReferenceAsk(**each) for each in validated["references"]), **given)


class EstimateSerializer(serializers.Serializer[Any]):
    """What an order would cost and send; nothing has moved."""

    each = serializers.IntegerField(help_text="Whole credits for one item.")
    count = serializers.IntegerField()
    takes = serializers.IntegerField(help_text="How many takes each item may have: 1 without `retakes`.")
    first = serializers.IntegerField(help_text="What it comes to if nothing has to be made again.")
    total = serializers.IntegerField(help_text="What would be held, all takes included: it never comes to more.")
    balance = serializers.IntegerField()
    affordable = serializers.BooleanField()
    expected_s = serializers.FloatField(allow_null=True)
    sent = serializers.SerializerMethodField(help_text="What the maker would be sent.")

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_sent(self, estimate: Any) -> dict[str, Any]:
        sent: dict[str, Any] = estimate.sent.as_json()
        return sent
