"""Presets of the camera in the API's words: flat, with the fields of an order's `camera`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

from studio.serializers.queries import Query
from video.camera_fields import APERTURES, DEPTHS, FOCAL_MM, FOCUS_M, FRAMINGS, MOST_MOVEMENTS, RATIOS
from video.models import CameraPreset, TermKind
from video.selectors.presets import CAMERA, OURS, OWN
from video.selectors.vocabulary import Term
from video.services.presets import LONGEST_ABOUT, LONGEST_NAME
from video.traits import as_json


def slug(of: str) -> serializers.CharField:
    words = f"A {of} of `GET /api/camera-terms`; null for none."
    return serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=50, help_text=words)


def number(limits: tuple[float, float], words: str) -> serializers.FloatField:
    return serializers.FloatField(
        required=False, allow_null=True, min_value=limits[0], max_value=limits[1], help_text=words
    )


def percent(words: str) -> serializers.IntegerField:
    return serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100, help_text=words)


def choice(of: tuple[str, ...], words: str) -> serializers.ChoiceField:
    return serializers.ChoiceField(required=False, allow_null=True, choices=of, help_text=words)


class MovementSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=50, help_text="A `movement` of `GET /api/camera-terms`.")
    strength = serializers.IntegerField(
        required=False, min_value=1, max_value=100, default=50, help_text="50 is what an operator does by habit."
    )


class RampSerializer(serializers.Serializer[Any]):
    """One of the two."""

    name = serializers.CharField(required=False, max_length=50, help_text="A `ramp` of `GET /api/camera-terms`.")
    points = serializers.ListField(
        required=False,
        child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2),
        min_length=2,
        max_length=16,
        help_text="[moment, speed]: moments rise from 0 to 1, speeds are 0.25 to 4. The length of a clip is kept.",
    )


class CameraSerializer(serializers.Serializer[Any]):
    """A virtual camera. What is left out changes nothing; a number that the lens has not is refused.

    It says what there is, for the schema: what is sent is checked by `video.camera`, the one place for pages, programs
    and orders.
    """

    sensor = slug("`sensor`")
    lens = slug("`lens`")
    focal_length = number(FOCAL_MM, "Millimetres, within the lens.")
    aperture = number(APERTURES, "f-number, no wider than the lens opens.")
    focus_distance = number(FOCUS_M, "Metres, no nearer than the lens focuses; null: on the subject.")
    depth_of_field = choice(DEPTHS, "Stands in for aperture and focus where these are not given.")
    aspect_ratio = choice(tuple(RATIOS), "Format of the picture.")
    framing = choice(FRAMINGS, "How the format is reached where a model cannot make it: cut to it, or black bars.")
    color_profile = slug("`profile`")
    color_strength = percent("Of the colour profile; null is full.")
    movements = serializers.ListField(
        child=MovementSerializer(), required=False, max_length=MOST_MOVEMENTS, help_text="Made at once; [] for none."
    )
    speed_ramp = RampSerializer(required=False, allow_null=True, help_text="null for none.")
    genre = slug("`genre`")
    lighting = slug("`lighting`")
    grain = percent("null: as the body has it.")
    vignette = percent("null: as the lens has it.")
    flare = percent("null: as the lens has it.")


class PresetChangeSerializer(CameraSerializer):
    """What is left out stays as it is; null empties a setting."""

    name = serializers.CharField(required=False, max_length=LONGEST_NAME)
    about = serializers.CharField(required=False, max_length=LONGEST_ABOUT, allow_blank=True)


class PresetAskSerializer(PresetChangeSerializer):
    """A new preset."""

    name = serializers.CharField(max_length=LONGEST_NAME, help_text="Of your presets each has another one.")


class PresetSerializer(CameraSerializer):
    """A preset, yours or ours. A setting that is not set is null; an order's `camera` takes them as they are."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True, help_text="Of ours: the name that orders can have it by; else empty.")
    system = serializers.BooleanField(source="is_system", read_only=True, help_text="Ours: everybody's, and fixed.")
    name = serializers.CharField(source="shown_name", read_only=True)
    about = serializers.CharField(source="shown_about", read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, row: CameraPreset) -> dict[str, Any]:
        """Empty words and {} are null, as in an ask."""
        about = {name: field for name, field in self.fields.items() if name not in CAMERA}
        told = {name: field.to_representation(field.get_attribute(row)) for name, field in about.items()}
        settings = {name: getattr(row, name) for name in CAMERA}
        return told | {name: value if value not in ("", {}) else None for name, value in settings.items()}


class PresetQuery(Query):
    owner = serializers.ChoiceField(
        choices=(OWN, OURS),
        required=False,
        help_text="`me`: yours alone; `system`: ours alone; else both, yours first.",
    )


class TermQuery(Query):
    kind = serializers.ChoiceField(choices=TermKind.choices, required=False, help_text="Words of this kind alone.")


class TermSerializer(serializers.Serializer[Any]):
    """One word of the camera."""

    kind = serializers.ChoiceField(choices=TermKind.choices)
    slug = serializers.CharField(help_text="What orders and presets name it by.")
    name = serializers.CharField()
    about = serializers.CharField()
    words = serializers.CharField(
        help_text="What a model without this control is told; empty where it is told nothing."
    )
    traits = serializers.DictField(
        help_text="By kind. The limits of a lens are `min_mm`, `max_mm`, `min_f` and `close_m`."
    )


def told(term: Term) -> dict[str, Any]:
    """A term as `TermSerializer` shows it, in the active language."""
    words = term.words(get_language() or "en")
    row = {"kind": term.kind, "slug": term.slug, "name": term.name, "about": term.about, "words": words}
    return dict(TermSerializer({**row, "traits": as_json(term.traits)}).data)
