"""Cursor pages: {"results": [...], "next": "<cursor>" or null}."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.response import Response


def page(results: Iterable[Any], next_cursor: str) -> Response:
    return Response({"results": list(results), "next": next_cursor or None})


def page_of(row: type[serializers.BaseSerializer[Any]]) -> Any:
    """The schema of such a page."""
    name = row.__name__.removesuffix("Serializer")
    cursor = serializers.CharField(allow_null=True, help_text="The `cursor` of the next page; null at the end.")
    return inline_serializer(f"{name}Page", {"results": row(many=True), "next": cursor})
