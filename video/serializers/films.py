"""Storyboards, their shots and prices in the API's words."""

from __future__ import annotations

from typing import Any, get_args

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.serializers.rows import AssetSerializer, Facts, FailureSerializer
from video.models import FilmStatus, MultiShotGeneration
from video.selectors.boards import BoardShot
from video.selectors.standing import State
from video.serializers.film_asks import JoinSerializer


class ShotSerializer(serializers.Serializer[BoardShot]):
    """One shot and what has been made of it."""

    id = serializers.UUIDField(source="shot.pk")
    number = serializers.IntegerField(help_text="From 1.")
    state = serializers.ChoiceField(
        choices=get_args(State),
        help_text="`changed`: what is shown was made of what it was; `waiting`: for the last frame of the shot before.",
    )
    seconds = serializers.FloatField(help_text="As long as its result is, else as long as it is to be.")
    prompt = serializers.CharField(source="shot.prompt")
    duration = serializers.IntegerField(source="shot.duration_s")
    camera = Facts(source="shot.camera", help_text="{} for none.")
    references = serializers.ListField(child=Facts(), source="shot.references")
    start_frame = serializers.UUIDField(source="shot.start_frame_id", allow_null=True)
    end_frame = serializers.UUIDField(source="shot.end_frame_id", allow_null=True)
    picture = serializers.UUIDField(source="shot.picture_id", allow_null=True)
    continues = serializers.BooleanField(source="shot.continues")
    line = serializers.CharField(source="shot.line")
    voice = Facts(source="shot.voice", help_text="`model` and `parameters` of who says it; {} for the board's voice.")
    fits_line = serializers.BooleanField(
        source="shot.fits_line", help_text="Whether its length follows the line that is spoken in it."
    )
    model = serializers.CharField(source="shot.model", help_text="Empty: the board's.")
    parameters = Facts(source="shot.parameters")
    seed = serializers.IntegerField(source="shot.seed")
    locked = serializers.BooleanField(source="shot.locked")
    join = serializers.SerializerMethodField(help_text="How it becomes the next one.")
    generation = serializers.UUIDField(
        source="order.generation_id", default=None, allow_null=True, help_text="The order that `state` tells of."
    )
    result = AssetSerializer(allow_null=True, help_text="The clip that is shown.")
    sketch = AssetSerializer(allow_null=True, help_text="Its clip in the animatic.")
    error = serializers.SerializerMethodField(help_text="Why the last try failed, else null.")

    @extend_schema_field(JoinSerializer)
    def get_join(self, row: BoardShot) -> dict[str, Any]:
        return {"style": row.shot.join_style, "seconds": row.shot.join_seconds}

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_error(self, row: BoardShot) -> dict[str, str] | None:
        made = row.generation
        if made is None or row.state != "failed":
            return None
        return {"code": made.error_code, "message": made.error_message}


class FilmSerializer(serializers.Serializer[Any]):
    """A storyboard with its shots."""

    id = serializers.UUIDField(source="film.pk")
    name = serializers.CharField(source="film.name")
    project = serializers.UUIDField(source="film.project_id", allow_null=True)
    aspect_ratio = serializers.CharField(source="film.aspect_ratio")
    resolution = serializers.CharField(source="film.resolution")
    model = serializers.CharField(source="film.model")
    parameters = Facts(source="film.parameters")
    native = serializers.BooleanField(source="film.native")
    status = serializers.ChoiceField(choices=FilmStatus.choices)
    trouble = serializers.CharField(
        source="film.trouble", help_text="Why what is there could not be joined, else empty."
    )
    revision = serializers.IntegerField(source="film.revision", help_text="Grows with every change.")
    seconds = serializers.FloatField(source="total_s", help_text="Of the film: joins overlap.")
    changed = serializers.SerializerMethodField(help_text="How many shots a render would make.")
    combined_video = AssetSerializer(source="film.combined_video", allow_null=True, help_text="The film.")
    film_is_current = serializers.BooleanField(help_text="Whether it is of what the board is now.")
    animatic = AssetSerializer(source="film.animatic", allow_null=True)
    animatic_is_current = serializers.BooleanField(help_text="Whether it is of what the board is now.")
    shots = ShotSerializer(many=True)
    created_at = serializers.DateTimeField(source="film.created_at")
    updated_at = serializers.DateTimeField(source="film.updated_at")

    def get_changed(self, board: Any) -> int:
        return len(board.changed)


class FilmRowSerializer(serializers.ModelSerializer[MultiShotGeneration]):
    """A storyboard in a list: all but its shots and settings."""

    shots = serializers.IntegerField(source="shots_there", help_text="How many.")
    seconds = serializers.IntegerField(source="wanted_s", help_text="Of its shots, as long as they are to be.")
    combined_video = AssetSerializer(allow_null=True, help_text="The film.")
    animatic = AssetSerializer(allow_null=True)

    class Meta:
        model = MultiShotGeneration
        fields = [
            "id", "name", "project", "aspect_ratio", "resolution", "model", "native", "status", "revision", "shots",
            "seconds", "combined_video", "animatic", "created_at", "updated_at", "deleted_at",
        ]  # fmt: skip
        read_only_fields = fields


class ShotQuoteSerializer(serializers.Serializer[Any]):
    """What one order of a render would cost, or why it cannot be made."""

    number = serializers.IntegerField(help_text="Of the shot, from 1; 0 where all shots are one order.")
    shot = serializers.UUIDField(source="shot.pk", default=None, allow_null=True)
    price = serializers.IntegerField(allow_null=True, help_text="Whole credits; null where it cannot be made.")
    error = serializers.CharField(help_text="Why not, else empty.")
    notes = serializers.ListField(child=serializers.CharField(), help_text="What will be otherwise than asked.")


class FilmQuoteSerializer(serializers.Serializer[Any]):
    """What a render would make and cost now; nothing has moved."""

    shots = ShotQuoteSerializer(many=True)
    changed = serializers.IntegerField(help_text="How many orders it would be.")
    total = serializers.IntegerField(help_text="What would be held.")
    balance = serializers.IntegerField()
    affordable = serializers.BooleanField()
    possible = serializers.BooleanField(source="is_possible", help_text="Whether every one of them can be made.")
    joins = serializers.BooleanField(help_text="Whether the film would be joined anew, which is free.")
