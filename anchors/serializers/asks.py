"""What anchors and sets of them can be asked for."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from anchors.models import SLOTS, Element
from anchors.selectors.anchors import AnchorQuery
from studio.serializers.queries import CreatedQuery, PageQuery

MOST_FACES = 63


def main_face(**options: Any) -> serializers.IntegerField:
    words = "Which of the found faces is the main one, counted from 0, the largest; leave it out for the largest."
    return serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=MOST_FACES, help_text=words, **options
    )


class AnchorAskSerializer(serializers.Serializer[Any]):
    """A new anchor."""

    asset = serializers.UUIDField(help_text="A picture of yours, uploaded or made; or a clip, with `at_s`.")
    at_s = serializers.FloatField(
        required=False, allow_null=True, default=None, min_value=0, max_value=86400,
        help_text="Of a clip: the seconds at which the frame is shown that is kept as a picture of its own.",
    )  # fmt: skip
    name = serializers.CharField(max_length=120, allow_blank=True, default="", help_text="Without one, the file's.")
    project = serializers.UUIDField(required=False, allow_null=True, default=None)
    main_face = main_face()


class AnchorChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    name = serializers.CharField(required=False, max_length=120)
    project = serializers.UUIDField(required=False, allow_null=True)
    locked_elements = serializers.ListField(
        required=False,
        child=serializers.ChoiceField(choices=Element.choices),
        max_length=len(Element.values),
        help_text="All that orders are to be held to; each must have been found.",
    )

    def changes(self) -> dict[str, Any]:
        """As `anchors.services.anchors.change` takes them. Call after `is_valid`."""
        given: dict[str, Any] = dict(self.validated_data)
        named = {"locked_elements": "locked"}
        return {named.get(name, name): value for name, value in given.items()} | {"to_project": "project" in given}


class ExtractSerializer(serializers.Serializer[Any]):
    main_face = main_face()


class AnchorListQuery(CreatedQuery):
    q = serializers.CharField(required=False, max_length=120, help_text="Part of the name.")
    element = serializers.ChoiceField(
        choices=Element.choices, required=False, help_text="Anchors in which this was found."
    )
    locked = serializers.ChoiceField(
        choices=Element.choices, required=False, help_text="Anchors that hold orders to this."
    )
    project = serializers.UUIDField(required=False)
    bin = serializers.BooleanField(required=False, default=False, help_text="`true`: what was deleted.")


def anchor_query(given: dict[str, Any]) -> AnchorQuery:
    """Typed filters as the selector reads them."""
    return AnchorQuery(
        words=given.get("q", ""),
        found=given.get("element", ""),
        locked=given.get("locked", ""),
        project=given.get("project"),
        bin=given["bin"],
        since=given["created_after"],
        until=given["created_before"],
    )


class MultiListQuery(PageQuery):
    q = serializers.CharField(required=False, max_length=120, help_text="Part of the name.")
    bin = serializers.BooleanField(required=False, default=False, help_text="`true`: what was deleted.")


def slot() -> serializers.UUIDField:
    return serializers.UUIDField(required=False, allow_null=True, help_text="An anchor's id; null empties the slot.")


class MultiChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    name = serializers.CharField(required=False, max_length=120)
    face = slot()
    clothing = slot()
    environment = slot()
    lighting = slot()

    def slots(self) -> dict[str, Any]:
        """The slots that were named. Call after `is_valid`."""
        return {str(name): self.validated_data[name] for name in SLOTS if name in self.validated_data}


class MultiAskSerializer(MultiChangeSerializer):
    """A new set; slots that are left out stay empty."""

    name = serializers.CharField(max_length=120)
