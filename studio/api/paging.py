"""Cursor pages: {"results": [...], "next": "<cursor>" or null}."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from reklamai.core.errors import BadInput
from studio.serializers.orders import as_uuid

CURSOR = OpenApiParameter("cursor", str, description="`next` of the page before; leave out for the first page.")
SIZE = OpenApiParameter("size", int, description="Rows a page, 1 to 100; 40 if left out.")


def size_of(request: Request) -> int:
    given = request.query_params.get("size", "40")
    if not given.isdecimal() or len(given) > 3 or not 1 <= int(given) <= 100:
        raise BadInput(_("`size` is a number from 1 to 100."))
    return int(given)


def project_in(request: Request) -> UUID | None:
    """The id in `project`, or None where there is none. Raises BadInput for what is no id."""
    given = request.query_params.get("project", "")
    found = as_uuid(given)
    if given and found is None:
        raise BadInput(_("`project` is the id of a project."))
    return found


def page(results: Iterable[Any], next_cursor: str) -> Response:
    return Response({"results": list(results), "next": next_cursor or None})
