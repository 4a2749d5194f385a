"""What sound mixes can be asked for, for the schema: the values themselves are read by `sound_content` and
`piece_content`, which pages go through too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from reklamai.media.captions.model import PLACES, SIZES, STYLES
from studio.ask import Ask
from studio.serializers.orders import OrderSerializer
from studio.serializers.queries import Query
from video.caption_content import BY_SLUG
from video.models import MOST_SHOTS, Lane, Loudness
from video.models.sound import LONGEST_S
from video.piece_content import LONGEST_FADE_S, LONGEST_TEXT
from video.serializers.film_asks import VoiceSerializer
from video.services.peaks import COLUMNS, MOST_COLUMNS
from video.services.revisions import MOST_REVISIONS
from video.sound_content import LOUDEST_DB, MOST_DUCK_DB, QUIETEST_DB
from video.sound_files import PARTS, TYPES


def gain(**options: Any) -> serializers.FloatField:
    return serializers.FloatField(required=False, min_value=QUIETEST_DB, max_value=LOUDEST_DB, **options)


def moment(words: str = "", **options: Any) -> serializers.FloatField:
    return serializers.FloatField(required=False, min_value=0, max_value=LONGEST_S, help_text=words, **options)


def revision(words: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_REVISIONS,
        help_text=f"The one that you have seen: if the {words} has been changed since, nothing is (409).",
    )  # fmt: skip


class MixAskSerializer(serializers.Serializer[Any]):
    """Of what: one of the two."""

    film = serializers.UUIDField(required=False, allow_null=True, help_text="A storyboard of yours.")
    clip = serializers.UUIDField(required=False, allow_null=True, help_text="A clip of yours, by its asset's id.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("film")) == bool(attrs.get("clip")):
            raise serializers.ValidationError({"film": [_("Name a storyboard or a clip.")]})
        return attrs


class LaneSerializer(serializers.Serializer[Any]):
    """How a whole lane is heard. Where any lane is solo, the others and the clip's own sound are not heard."""

    gain_db = gain()
    mute = serializers.BooleanField(required=False)
    solo = serializers.BooleanField(required=False)


class LanesSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is; null puts a lane back to how it comes."""

    dialogue = LaneSerializer(required=False, allow_null=True)
    effects = LaneSerializer(required=False, allow_null=True)
    ambience = LaneSerializer(required=False, allow_null=True)
    music = LaneSerializer(required=False, allow_null=True)


class CaptionsSerializer(serializers.Serializer[Any]):
    """How captions are seen."""

    preset = serializers.ChoiceField(
        choices=tuple(BY_SLUG), required=False, allow_null=True,
        help_text="A look that fits a purpose: it sets the four below, and what is named beside it goes over it.",
    )  # fmt: skip
    style = serializers.ChoiceField(  # type: ignore[assignment]  # hides Field.style, which no nested serializer needs
        choices=STYLES, required=False
    )
    place = serializers.ChoiceField(choices=PLACES, required=False)
    size = serializers.ChoiceField(choices=SIZES, required=False)
    burn = serializers.BooleanField(required=False, help_text="Into the picture, not only beside it.")


class MixChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    lanes = LanesSerializer(required=False)
    own_gain_db = gain(help_text="The clip's own sound.")
    own_mute = serializers.BooleanField(required=False, help_text="Without the clip's own sound.")
    duck_db = serializers.FloatField(
        required=False, min_value=0, max_value=MOST_DUCK_DB,
        help_text="How far music, ambience and the clip's own sound go down under speech; 0: not at all.",
    )  # fmt: skip
    loudness = serializers.ChoiceField(
        choices=Loudness.values, required=False, help_text="LUFS of the whole; its true peak is -1 dBTP at most."
    )
    voice = VoiceSerializer(
        required=False, allow_null=True, help_text="Of every line that names none of its own; null: our usual voice."
    )
    captions = CaptionsSerializer(required=False, allow_null=True)
    revision = revision("mix")


class SoundChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    lane = serializers.ChoiceField(choices=Lane.values, required=False)
    shot = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="It moves with this shot of the board, and `starts_s` counts from it.",
    )
    starts_s = moment("From the beginning of its shot, else of the picture.")
    from_s = moment("Which part of the file is heard.")
    to_s = moment("null: to the file's end.", allow_null=True)
    fade_in_s = serializers.FloatField(required=False, min_value=0, max_value=LONGEST_FADE_S)
    fade_out_s = serializers.FloatField(required=False, min_value=0, max_value=LONGEST_FADE_S)
    gain_db = gain()
    loop = serializers.BooleanField(required=False, help_text="It repeats to the end of the picture.")
    mute = serializers.BooleanField(required=False)
    text = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, max_length=LONGEST_TEXT, trim_whitespace=False,
        help_text="What is said in it; of a shot's line the board's own.",
    )  # fmt: skip
    revision = revision("mix")


class SoundAskSerializer(SoundChangeSerializer):
    """A sound of your library, or a clip's own sound, on a lane."""

    asset = serializers.UUIDField(help_text="A sound of yours, or a clip that has sound.")


class LinesSerializer(serializers.Serializer[Any]):
    """Which lines."""

    only = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=MOST_SHOTS,
        help_text="Ids of shots; empty: all whose line is not spoken as it stands.",
    )  # fmt: skip


class SpeakSerializer(LinesSerializer):
    quoted = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0,
        help_text="The `total` of your estimate: where the price is higher by now, nothing is ordered (409).",
    )  # fmt: skip


class MakeSerializer(OrderSerializer):
    """An order of one sound, and the place where it will be heard."""

    lane = serializers.ChoiceField(choices=Lane.values)
    shot = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="It moves with this shot.")
    starts_s = moment("From the beginning of its shot, else of the picture.", default=0.0)
    loop = serializers.BooleanField(required=False, default=False, help_text="To the end of the picture.")

    def ask(self) -> Ask:
        """What is wanted, its place aside. Call after `is_valid`."""
        given = {name: value for name, value in self.validated_data.items() if name not in self.place}
        return self.ask_of(given)

    @property
    def place(self) -> dict[str, Any]:
        return {name: self.validated_data[name] for name in ("lane", "shot", "starts_s", "loop")}


class RemakeSerializer(serializers.Serializer[Any]):
    """The same sound once more, with another seed."""

    quoted = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0,
        help_text="The price that you were told: where it is higher by now, nothing is ordered (409).",
    )  # fmt: skip


class MixCaptionsQuery(Query):
    format = serializers.ChoiceField(choices=tuple(TYPES), default="srt", help_text="Of the file.")
    under = serializers.ChoiceField(
        choices=tuple(PARTS), required=False, help_text="Whose times; without it of what there is, the film first."
    )


class PeaksQuery(Query):
    columns = serializers.IntegerField(required=False, default=COLUMNS, min_value=1, max_value=MOST_COLUMNS)
