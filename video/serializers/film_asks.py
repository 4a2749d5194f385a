"""What storyboards can be asked for, for the schema: the values themselves are read by `film_content` and
`shot_content`, which pages go through too."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reklamai.media.film.model import JOIN_STYLES, LONGEST
from studio.serializers.orders import ReferenceSerializer
from studio.serializers.queries import PageQuery
from video.content_references import MOST as MOST_REFERENCES
from video.film_content import FORMATS, LONGEST_NAME, RESOLUTIONS
from video.models.film import LEAST_SHOTS, MOST_SHOTS, SEEDS
from video.serializers.presets import CameraSerializer
from video.services.revisions import MOST_REVISIONS
from video.shot_content import LONGEST_LINE, LONGEST_PROMPT, LONGEST_S, SHORTEST_S


class JoinSerializer(serializers.Serializer[Any]):
    """How a shot becomes the next one."""

    style = serializers.ChoiceField(  # type: ignore[assignment]  # hides Field.style, which no nested serializer needs
        choices=JOIN_STYLES, required=False, help_text="`auto` chooses by the two frames."
    )
    seconds = serializers.FloatField(
        required=False, min_value=0, max_value=LONGEST,
        help_text="0.2 to 2, and at most half of the shorter of the two shots; of a cut it says nothing.",
    )  # fmt: skip


class ShotCameraSerializer(CameraSerializer):
    """A virtual camera, by the fields of a camera preset."""

    preset = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=50,
        help_text="Id of a preset, or slug of one of ours. It is written out here in full; what you say goes over it.",
    )  # fmt: skip


class VoiceSerializer(serializers.Serializer[Any]):
    """Who speaks."""

    model = serializers.CharField(max_length=120, help_text="One of the kind `text_to_speech`.")
    parameters = serializers.DictField(
        child=serializers.JSONField(), required=False, help_text="Its settings by role, such as `voice`."
    )


def picture(words: str) -> serializers.UUIDField:
    return serializers.UUIDField(required=False, allow_null=True, help_text=words)


class ShotAskSerializer(serializers.Serializer[Any]):
    """One shot; what is left out stays as it is, of a new one as it is by itself."""

    id = serializers.UUIDField(required=False, help_text="Of a shot that is there; without it, a new one.")
    prompt = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_PROMPT, trim_whitespace=False)
    duration = serializers.IntegerField(
        required=False, min_value=SHORTEST_S, max_value=LONGEST_S,
        help_text="Seconds; a model that cannot make exactly so many makes the next longer length that it can.",
    )  # fmt: skip
    camera = ShotCameraSerializer(required=False, allow_null=True)
    references = serializers.ListField(child=ReferenceSerializer(), required=False, max_length=MOST_REFERENCES)
    start_frame = picture("A picture of yours that it begins with.")
    end_frame = picture("A picture of yours that it ends with.")
    picture = picture("A sketch or a picture for the animatic; no model gets it.")
    continues = serializers.BooleanField(required=False, help_text="It starts on the last frame of the shot before it.")
    line = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_LINE, trim_whitespace=False,
        help_text="What is said in it: spoken under it, and its caption.",
    )  # fmt: skip
    voice = VoiceSerializer(required=False, allow_null=True, help_text="Who says its line; null: the board's voice.")
    fits_line = serializers.BooleanField(required=False, help_text="Its length follows the line that is spoken in it.")
    model = serializers.CharField(
        required=False, allow_blank=True, max_length=120, help_text="One of its own; empty: the board's."
    )
    parameters = serializers.DictField(
        child=serializers.JSONField(), required=False, help_text="Settings of its own model, by role."
    )
    seed = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=SEEDS - 1, help_text="null: another take."
    )
    locked = serializers.BooleanField(
        required=False, help_text="Neither changed nor rendered again until it is unlocked."
    )
    join = JoinSerializer(required=False)


class FilmChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    name = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_NAME)
    project = serializers.UUIDField(required=False, allow_null=True)
    aspect_ratio = serializers.ChoiceField(required=False, choices=FORMATS)
    resolution = serializers.ChoiceField(required=False, choices=RESOLUTIONS)
    model = serializers.CharField(required=False, max_length=120, help_text="Of all shots that name none.")
    parameters = serializers.DictField(
        child=serializers.JSONField(), required=False,
        help_text="Settings of that model by role, beside `aspect_ratio`, `resolution`, `duration` and `seed`.",
    )  # fmt: skip
    native = serializers.BooleanField(
        required=False, help_text="All shots as one order, at a model that takes a list of shots."
    )
    shots = serializers.ListField(
        child=ShotAskSerializer(), required=False, min_length=LEAST_SHOTS, max_length=MOST_SHOTS,
        help_text="All shots in their order: those with an `id` are kept, the others are new, those left out go.",
    )  # fmt: skip
    revision = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_REVISIONS,
        help_text="The one that you have seen: if the board has been changed since, nothing is (409).",
    )  # fmt: skip


class FilmAskSerializer(FilmChangeSerializer):
    """A new storyboard; without `shots` it has two empty ones."""


class OnlySerializer(serializers.Serializer[Any]):
    """Which shots."""

    only = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=MOST_SHOTS,
        help_text="Ids of shots, with those before them that they continue; empty: all that have changed.",
    )  # fmt: skip


class RenderSerializer(OnlySerializer):
    quoted = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0,
        help_text="The `total` of your estimate: where the price is higher by now, nothing is ordered (409).",
    )  # fmt: skip


class FilmQuery(PageQuery):
    q = serializers.CharField(required=False, max_length=120, help_text="Part of the name.")
    project = serializers.UUIDField(required=False)
    bin = serializers.BooleanField(required=False, default=False, help_text="`true`: what was deleted.")
