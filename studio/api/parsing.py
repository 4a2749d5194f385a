"""JSON from outside: as large and as deep as an order can be, in characters that the database keeps."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from reklamai.core.errors import TooLarge
from studio.selectors.plain import is_plain

DEEPEST = 16
"""Levels of a body. An order has four; Python's own limit ends in a RecursionError, not in an answer."""


class PlainJSON(JSONParser):
    """Bodies of the API. Raises TooLarge, ParseError."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise TooLarge(_("The body is larger than %(n)d bytes.") % {"n": limit}, limit=limit)
        try:
            given = super().parse(io.BytesIO(content), media_type, parser_context)
        except RecursionError as error:
            raise too_deep() from error
        check(given)
        return given


def check(given: Any) -> None:
    """Raises ParseError for what is nested too deep or holds characters that no database keeps."""
    level = [given]
    for _depth in range(DEEPEST):
        if not all(is_plain(each) for each in level if isinstance(each, str)):
            raise ParseError(_("The text holds characters that cannot be kept."))
        level = [part for each in level for part in parts(each)]
        if not level:
            return
    raise too_deep()


def parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def too_deep() -> ParseError:
    return ParseError(_("The body is nested too deep."))
