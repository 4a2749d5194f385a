"""A transition in the API's words."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reklamai.media.film.model import JOIN_STYLES, LONGEST, SHORTEST

STYLES = tuple(style for style in JOIN_STYLES if style != "cut")


class TransitionSerializer(serializers.Serializer[Any]):
    """Two clips and how the one becomes the other."""

    first = serializers.UUIDField(help_text="A clip of yours.")
    second = serializers.UUIDField(help_text="The clip after it.")
    style = serializers.ChoiceField(  # type: ignore[assignment]  # hides Field.style, which has no use here
        choices=STYLES, default="auto", help_text="`auto`: whatever the two frames allow."
    )
    seconds = serializers.FloatField(
        default=0.5, min_value=SHORTEST, max_value=LONGEST, help_text="At most half of the shorter clip."
    )
    project = serializers.UUIDField(default=None, allow_null=True)
