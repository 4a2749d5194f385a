"""What an engine tells of a photo, as JSON in the notes of its order, until the order's end empties them."""

from __future__ import annotations

from typing import Any

from soulids.media.encoding import as_text, from_text
from soulids.media.photo import PhotoFacts

UNREADABLE = "unreadable"


def told(facts: PhotoFacts) -> dict[str, Any]:
    """{"facts", "vector"}; the vector as `encoding.as_text`."""
    return {"facts": facts.as_json(), "vector": None if facts.vector is None else as_text(facts.vector)}


def heard(data: dict[str, Any]) -> PhotoFacts:
    """The inverse of `told`. Raises ValueError for what does not fit."""
    return PhotoFacts.from_json(data.get("facts"), vector=from_text(data["vector"]) if data.get("vector") else None)
