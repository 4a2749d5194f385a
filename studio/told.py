"""What a client is told of an expected trouble."""

from __future__ import annotations

from typing import Any

from reklamai.core.errors import ReklamError

SHOWN_FACTS = frozenset(
    {
        "because", "blocked", "fields", "items", "limit", "needed", "reason", "retry_after", "revision", "shots",
        "waiting", "width", "height",
    }
)  # fmt: skip
"""Facts that a client may act on; the others are for our log alone."""


def told(error: ReklamError) -> dict[str, Any]:
    """{"code", "message", "facts"}, fit to leave the house."""
    facts = {name: value for name, value in error.facts.items() if name in SHOWN_FACTS}
    return {"code": error.code, "message": error.message, "facts": facts}
