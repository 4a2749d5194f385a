"""Cursor pages: {"results": [...], "next": "<cursor>" or null}."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from reklamai.core.errors import BadInput

CURSOR = OpenApiParameter("cursor", str, description="`next` of the page before; leave out for the first page.")
SIZE = OpenApiParameter("size", int, description="Rows a page, 1 to 100; 40 if left out.")


def size_of(request: Request) -> int:
    given = request.query_params.get("size", "40")
    if not given.isdecimal() or not 1 <= int(given) <= 100:
        raise BadInput(_("`size` is a number from 1 to 100."))
    return int(given)


def page(results: Iterable[Any], next_cursor: str) -> Response:
    return Response({"results": list(results), "next": next_cursor or None})
