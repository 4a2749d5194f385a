"""The JSON Schema of an entry's parameters: what the API accepts is what the form offers."""

from __future__ import annotations

from typing import Any

from studio.catalogue.entry import Entry
from studio.catalogue.inputs import Input


def json_schema(entry: Entry) -> dict[str, Any]:
    """JSON Schema (2020-12) of `Ask.parameters` for this entry."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {item.role: property_of(item) for item in entry.settings},
        "required": [item.role for item in entry.parameters if item.required and item.default is None],
    }


def property_of(item: Input) -> dict[str, Any]:
    limits = {
        "minimum": item.minimum,
        "maximum": item.maximum,
        "multipleOf": item.step if item.type == "integer" else None,
        "maxLength": item.max_length,
        "minLength": item.min_length,
        "default": item.default,
    }
    found: dict[str, Any] = {name: value for name, value in limits.items() if value is not None}
    if item.fields:
        return list_of_objects(item)
    if item.type == "array":
        return {
            "type": "array",
            "items": choices(item, "string"),
            "maxItems": item.max_items or 10,
            "uniqueItems": True,
        }
    if item.special:
        return {"anyOf": [found | choices(item, item.type), {"enum": list(item.special)}]}
    return found | choices(item, item.type)


def list_of_objects(item: Input) -> dict[str, Any]:
    each = {
        "type": "object",
        "additionalProperties": False,
        "properties": {part.role: property_of(part) for part in item.fields},
        "required": [part.role for part in item.fields],
    }
    return {"type": "array", "items": each, "minItems": item.min_items or 1, "maxItems": item.most}


def choices(item: Input, kind: str) -> dict[str, Any]:
    return {"type": kind, "enum": list(item.enum)} if item.enum else {"type": kind}
