from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers


class Instant(serializers.DateTimeField):
    """A moment; without an offset it is UTC's, whatever clock the reader's browser has told us of."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=UTC, **options)

    def to_internal_value(self, value: Any) -> datetime:
        # In an address "+" is a space: "2026-01-01T00:00:00+03:00" arrives with one.
        return super().to_internal_value(value.replace(" ", "+") if isinstance(value, str) and "T" in value else value)
