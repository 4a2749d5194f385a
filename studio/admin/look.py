"""What unfold's pages are told about their look."""

from __future__ import annotations

from django.http import HttpRequest


def without_inline(_request: HttpRequest) -> dict[str, None]:
    """unfold's callback: no colours, for it would write them into the page; they are in staff-colours.css."""
    return {"colors": None}
