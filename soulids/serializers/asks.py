"""What Soul IDs can be asked for."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers

from soulids.models import Right, SoulStatus
from soulids.selectors.souls import SoulQuery
from soulids.services.souls import LONGEST_DESCRIPTION, LONGEST_NAME
from studio.serializers.queries import PageQuery, Query

MOST_FILES: Final = 10
"""Of one request: each is opened and written anew before the answer, in about a tenth of a second."""
LONGEST_HANDLE: Final = 40


def handle_field(**options: Any) -> serializers.CharField:
    words = "How prompts name it, after an `@`: lower-case letters of any script, digits and `_`."
    return serializers.CharField(max_length=LONGEST_HANDLE, help_text=words, **options)


class SoulChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    name = serializers.CharField(required=False, max_length=LONGEST_NAME)
    handle = handle_field(required=False)
    description = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_DESCRIPTION)


class SoulAskSerializer(SoulChangeSerializer):
    """A new Soul ID, without photos yet."""

    name = serializers.CharField(max_length=LONGEST_NAME, help_text="Who it is.")
    handle = handle_field(default="", allow_blank=True)
    description = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_DESCRIPTION)


class SoulListQuery(PageQuery):
    q = serializers.CharField(required=False, max_length=120, help_text="Part of the name or of the handle.")
    status = serializers.ChoiceField(choices=SoulStatus.values, required=False)
    ready = serializers.BooleanField(required=False, default=False, help_text="`true`: those that orders can use.")


def soul_query(given: dict[str, Any]) -> SoulQuery:
    """Typed filters as the selector reads them."""
    return SoulQuery(words=given.get("q", ""), status=given.get("status", ""), ready=given["ready"])


class PhotoFilesSerializer(serializers.Serializer[Any]):
    """Photos from a computer: `file` once or several times."""

    file = serializers.ListField(
        child=serializers.FileField(), min_length=1, max_length=MOST_FILES, help_text="JPEG, PNG, WebP or AVIF."
    )


class AssetAskSerializer(serializers.Serializer[Any]):
    """A picture of your library."""

    asset = serializers.UUIDField(help_text="A picture of yours, uploaded or made.")


class PictureFileSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="JPEG, PNG, WebP or AVIF; it is kept until the answer is there.")


class ConsentAskSerializer(serializers.Serializer[Any]):
    """Whose face it is, and by what right it may be learned."""

    right = serializers.ChoiceField(choices=Right.choices)
    person = serializers.CharField(max_length=120, help_text="Whose face it is.")
    words = serializers.CharField(
        max_length=2000, help_text="The words of this right, as `GET` gives them: sending them is agreeing to them."
    )


class TrainOptionsSerializer(serializers.Serializer[Any]):
    """What a training is to make beside learning the face, which is free."""

    master = serializers.CharField(
        default="", allow_blank=True, max_length=120,
        help_text="A model of `masters` that makes the picture of the person; without one we make it, free.",
    )  # fmt: skip
    lora = serializers.BooleanField(default=False, help_text="Also weights of its own, trained at a vendor.")


class TrainAskSerializer(TrainOptionsSerializer):
    quoted = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0,
        help_text="The price that you were told: where it has grown since, nothing is ordered.",
    )  # fmt: skip


class MasterAskSerializer(serializers.Serializer[Any]):
    model = serializers.CharField(max_length=120, help_text="A model of `masters`.")
    quoted = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=0)


class VersionQuery(Query):
    version = serializers.IntegerField(
        required=False, min_value=1, max_value=32767, help_text="Its number; without one that in use."
    )
