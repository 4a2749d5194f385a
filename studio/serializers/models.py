from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.catalogue.inputs import Input
from studio.catalogue.labels import input_label
from studio.catalogue.schema import json_schema
from studio.selectors.catalogue import Offer
from studio.shaping import camera_marks


class ModelSerializer(serializers.Serializer[Any]):
    """One model of the catalogue: what it makes, what it takes, what it costs."""

    id = serializers.CharField()
    title = serializers.CharField(source="entry.title")
    provider = serializers.CharField(source="entry.provider")
    kinds = serializers.ListField(child=serializers.CharField(), source="entry.kinds")
    features = serializers.ListField(child=serializers.CharField(), source="entry.features")
    available = serializers.BooleanField(source="can_be_ordered")
    why_off = serializers.CharField(help_text="A sentence, where it cannot be ordered.")
    free = serializers.BooleanField(source="entry.is_free")
    max_count = serializers.IntegerField(source="entry.max_count")
    expected_s = serializers.FloatField(allow_null=True)
    inputs = serializers.SerializerMethodField(help_text="Controls and files, by role.")
    parameters_schema = serializers.SerializerMethodField(help_text="JSON Schema of an order's `parameters`.")

    def get_inputs(self, offer: Offer) -> list[dict[str, Any]]:
        return [described(item) for item in offer.entry.inputs]

    def get_parameters_schema(self, offer: Offer) -> dict[str, Any]:
        return json_schema(offer.entry)


class ControlMarkSerializer(serializers.Serializer[Any]):
    """How one control of a virtual camera takes effect on a model."""

    kind = serializers.ChoiceField(
        choices=["native", "prompt", "post", "none"],
        help_text="A parameter of the model, words in its prompt, exact work of ours on the result, or no effect.",
    )
    reason = serializers.CharField(help_text="A sentence: why it has none, or what there is to know; often empty.")


class OneModelSerializer(ModelSerializer):
    """A model with what a virtual camera would come to on it."""

    camera = serializers.SerializerMethodField(
        help_text="By control of an order's `camera`, and `master`: how it takes effect."
    )

    @extend_schema_field(serializers.DictField(child=ControlMarkSerializer()))
    def get_camera(self, offer: Offer) -> dict[str, dict[str, str]]:
        return {name: {"kind": mark.kind, "reason": mark.reason} for name, mark in camera_marks(offer.entry).items()}


def described(item: Input) -> dict[str, Any]:
    return {
        "role": item.role,
        "label": input_label(item),
        "type": item.type,
        "required": item.required,
        "is_file": item.is_media,
        "max_items": item.max_items,
        "accept": list(item.accept),
        "mark": item.mark,
    }
