"""What a maker's OpenAPI document says of a model's inputs, in the words of our entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WORDS = {"minimum": "min", "maximum": "max", "maxLength": "max_length", "maxItems": "max_items"}
DEEPEST = 8
"""References within references: a document that refers to itself ends here."""


def inputs_of(document: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The properties of `input` by name: type, enum, limits, required. {} for a document that has none."""
    schema = resolved(document or {}, body_of(document or {}))
    fields = resolved(document or {}, (schema.get("properties") or {}).get("input") or {})
    required = fields.get("required") or ()
    return {
        str(name).strip(): described(resolved(document or {}, item)) | ({"required": True} if name in required else {})
        for name, item in (fields.get("properties") or {}).items()
    }


def body_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON schema of the first POST's body."""
    for path in (document.get("paths") or {}).values():
        content = ((path.get("post") or {}).get("requestBody") or {}).get("content") or {}
        if found := (content.get("application/json") or {}).get("schema"):
            return dict(found)
    return {}


def resolved(document: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """The schema that a chain of `$ref` leads to; component names may hold blanks and encoded signs."""
    for _depth in range(DEEPEST):
        if not isinstance(schema, dict) or "$ref" not in schema:
            break
        found: Any = document
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            key = part.replace("%20", " ").replace("~1", "/")
            found = found.get(key, {}) if isinstance(found, dict) else {}
        schema = found
    return schema if isinstance(schema, dict) and "$ref" not in schema else {}


def described(item: Mapping[str, Any]) -> dict[str, Any]:
    found = {ours: item[theirs] for theirs, ours in WORDS.items() if theirs in item}
    return found | {name: item[name] for name in ("type", "enum") if name in item}
