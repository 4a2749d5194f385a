"""Sound mixes, their sounds, lines and prices in the API's words."""

from __future__ import annotations

from functools import cached_property
from typing import Any, get_args

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.models import Asset
from studio.serializers.rows import AssetSerializer, Facts, FailureSerializer
from video.caption_content import USUAL, preset_of
from video.models import Lane, SoundMix
from video.selectors.mixes import Line, Sound, SoundBoard, State, is_there
from video.serializers.mix_asks import CaptionsSerializer, LanesSerializer
from video.sound_content import USUAL_LANE

STATES = get_args(State)


class SoundSerializer(serializers.Serializer[Sound]):
    """One sound on a lane."""

    id = serializers.UUIDField(source="piece.pk")
    state = serializers.ChoiceField(
        choices=STATES,
        help_text="`changed`: a line whose words or voice are others now; `gone`: its file is in the bin.",
    )
    lane = serializers.ChoiceField(choices=Lane.values, source="piece.lane")
    shot = serializers.UUIDField(source="piece.shot_id", allow_null=True)
    is_line = serializers.BooleanField(source="piece.is_line", help_text="It says the line of its shot.")
    asset = serializers.SerializerMethodField(help_text="What is heard; null until it is made, and where it is gone.")
    starts_s = serializers.FloatField(
        source="piece.starts_s", help_text="From the beginning of its shot, else of the picture."
    )
    at_s = serializers.SerializerMethodField(help_text="When it begins in the picture.")
    ends_s = serializers.FloatField(help_text="When it ends in the picture.")
    from_s = serializers.FloatField(source="piece.from_s")
    to_s = serializers.FloatField(source="piece.to_s", allow_null=True, help_text="null: to the file's end.")
    fade_in_s = serializers.FloatField(source="piece.fade_in_s")
    fade_out_s = serializers.FloatField(source="piece.fade_out_s")
    gain_db = serializers.FloatField(source="piece.gain_db")
    loop = serializers.BooleanField(source="piece.loop")
    mute = serializers.BooleanField(source="piece.mute")
    text = serializers.CharField(source="piece.text", help_text="What is said in it, or by which words it was made.")
    words = serializers.ListField(
        source="piece.spoken", child=serializers.ListField(child=serializers.JSONField()),
        help_text="[[word, from_s, to_s], ...] of speech, in seconds of the file.",
    )  # fmt: skip
    generation = serializers.UUIDField(
        source="order.generation_id", default=None, allow_null=True, help_text="The newest order for it."
    )
    error = serializers.SerializerMethodField(help_text="Why the last try failed, else null.")

    def get_at_s(self, row: Sound) -> float:
        return row.starts_s

    @cached_property
    def _files(self) -> AssetSerializer:
        """One for all: making a serializer takes longer than what it does."""
        return AssetSerializer()

    @extend_schema_field(AssetSerializer(allow_null=True))
    def get_asset(self, row: Sound) -> Any:
        asset = row.piece.asset
        return self._files.to_representation(asset) if asset and is_there(asset) else None

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, row: Sound) -> dict[str, str] | None:
        if row.generation is None or not row.error:
            return None
        return {"code": row.generation.error_code, "message": row.error}


def shown(asset: Asset | None) -> Any:
    return AssetSerializer(asset).data if asset and is_there(asset) else None


class LineSerializer(serializers.Serializer[Line]):
    """What is said in one shot."""

    shot = serializers.UUIDField(source="shot.pk")
    number = serializers.IntegerField(help_text="Of the shot, from 1.")
    text = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    voice = Facts(help_text="`model` and `parameters` of who says it.")
    seconds = serializers.FloatField(allow_null=True, help_text="How long it is spoken; null until it is.")
    sound = serializers.UUIDField(source="sound.piece.pk", default=None, allow_null=True)


class ShotSpanSerializer(serializers.Serializer[Any]):
    """When a shot is seen."""

    shot = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField()
    from_s = serializers.FloatField()
    to_s = serializers.FloatField()


class MixSerializer(serializers.Serializer[SoundBoard]):
    """A sound mix with everything on its lanes."""

    id = serializers.UUIDField(source="mix.pk")
    film = serializers.UUIDField(source="mix.film_id", allow_null=True)
    clip = serializers.UUIDField(source="mix.clip_id", allow_null=True)
    seconds = serializers.FloatField(source="target_s", help_text="Of the picture.")
    lanes = serializers.SerializerMethodField()
    own_gain_db = serializers.FloatField(source="mix.own_gain_db")
    own_mute = serializers.BooleanField(source="mix.own_mute")
    duck_db = serializers.FloatField(source="mix.duck_db")
    loudness = serializers.IntegerField(source="mix.loudness", help_text="LUFS.")
    voice = Facts(source="mix.voice", help_text="{} for our usual voice.")
    captions = serializers.SerializerMethodField()
    revision = serializers.IntegerField(source="mix.revision", help_text="Grows with every change.")
    sounds = SoundSerializer(many=True)
    lines = LineSerializer(many=True, help_text="Of all shots in which something is said.")
    shots = ShotSpanSerializer(many=True, help_text="[] for a clip.")
    is_working = serializers.BooleanField(help_text="Whether a sound or the mix is being made.")
    progress = serializers.IntegerField(allow_null=True, help_text="Percent of the mix that is being made.")
    stage = serializers.CharField()
    can_mix = serializers.BooleanField()
    preview = serializers.SerializerMethodField(help_text="The animatic with its sound.")
    preview_is_current = serializers.BooleanField(help_text="Whether it is of what the mix is now.")
    result = serializers.SerializerMethodField(help_text="The film, or the clip, with its sound.")
    result_is_current = serializers.BooleanField(help_text="Whether it is of what the mix is now.")
    files = serializers.SerializerMethodField(help_text="All that was made with `result`: the lanes apart, as a ZIP.")
    trouble = serializers.CharField(help_text="Why it could not be mixed, else empty.")
    created_at = serializers.DateTimeField(source="mix.created_at")
    updated_at = serializers.DateTimeField(source="mix.updated_at")

    @extend_schema_field(LanesSerializer)
    def get_lanes(self, row: SoundBoard) -> dict[str, Any]:
        return {name: {**USUAL_LANE, **row.mix.lanes.get(name, {})} for name in Lane.values}

    @extend_schema_field(CaptionsSerializer)
    def get_captions(self, row: SoundBoard) -> dict[str, Any]:
        return {"preset": preset_of(row.mix.captions), **USUAL, **row.mix.captions}

    @extend_schema_field(AssetSerializer(allow_null=True))
    def get_preview(self, row: SoundBoard) -> Any:
        return shown(row.mix.preview)

    @extend_schema_field(AssetSerializer(allow_null=True))
    def get_result(self, row: SoundBoard) -> Any:
        return shown(row.mix.result)

    @extend_schema_field(AssetSerializer(many=True))
    def get_files(self, row: SoundBoard) -> Any:
        result = row.mix.result
        made = next((each for each in row.whole if result and each.generation_id == result.generation_id), None)
        beside = [each for each in made.generation.assets.all() if each != result] if made and is_there(result) else []
        return AssetSerializer(beside, many=True).data


class MixRowSerializer(serializers.ModelSerializer[SoundMix]):
    """A mix in a list: all but its sounds and settings."""

    sounds = serializers.IntegerField(source="sounds_there", help_text="How many.")
    preview = serializers.SerializerMethodField(help_text="The animatic with its sound.")
    result = serializers.SerializerMethodField(help_text="The film, or the clip, with its sound.")

    class Meta:
        model = SoundMix
        fields = [
            "id", "film", "clip", "loudness", "revision", "sounds", "preview", "result", "trouble", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(AssetSerializer(allow_null=True))
    def get_preview(self, row: SoundMix) -> Any:
        return shown(row.preview)

    @extend_schema_field(AssetSerializer(allow_null=True))
    def get_result(self, row: SoundMix) -> Any:
        return shown(row.result)


class LineQuoteSerializer(serializers.Serializer[Any]):
    """What it would cost to speak one line, or why it cannot be."""

    number = serializers.IntegerField(help_text="Of the shot, from 1.")
    shot = serializers.UUIDField(source="shot.pk")
    text = serializers.CharField()
    price = serializers.IntegerField(allow_null=True, help_text="Whole credits; null where it cannot be made.")
    error = serializers.CharField(help_text="Why not, else empty.")
    notes = serializers.ListField(child=serializers.CharField(), help_text="What will be otherwise than asked.")


class LinesQuoteSerializer(serializers.Serializer[Any]):
    """What it would cost to speak the lines now; nothing has moved."""

    lines = LineQuoteSerializer(many=True)
    total = serializers.IntegerField(help_text="What would be held.")
    balance = serializers.IntegerField()
    affordable = serializers.BooleanField()
    possible = serializers.BooleanField(source="is_possible", help_text="Whether every one of them can be spoken.")


class PeaksSerializer(serializers.Serializer[Any]):
    """A wave to draw."""

    peaks = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2),
        help_text="Lowest and highest of as many even parts of the file, -1..1.",
    )
