from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.serializers.queries import Query


class VoiceQuery(Query):
    model = serializers.CharField(max_length=200, help_text="The id of a model that speaks.")


class VoiceSerializer(serializers.Serializer[Any]):
    """One voice of a model. Its `id` is the value of the order's `parameters.voice`."""

    id = serializers.CharField()
    name = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField(), help_text="Its own first.")
    gender = serializers.CharField(help_text='"female", "male" or "".')
    words = serializers.ListField(child=serializers.CharField(), help_text="How it sounds: keys in English.")
    has_sample = serializers.BooleanField(help_text="Whether the pages can play it.")
