"""The OpenAPI document: what every operation has in common is said here once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import DefaultContentNegotiation

from studio.api.examples import REFUSALS

ERRORS = {
    400: "The body cannot be read, or names things that do not fit: see `facts.fields`.",
    401: "No token or key, or one that has ended.",
    402: "Too few credits: `facts.needed`. Nothing was ordered.",
    403: "This key may not do this.",
    404: "There is no such thing, or it is somebody else's.",
    406: "Answers are JSON.",
    409: "Things have moved on: the work is over, the model is off, the price has changed.",
    413: "The body or file is larger than `facts.limit` bytes.",
    415: "The body or file is of a type that is not taken.",
    416: "The file has no such range.",
    422: "A filter that nobody knows, a key that was used for another order, or an ask that was turned down.",
    429: "Too many requests: wait `Retry-After` seconds.",
    500: "A bug of ours; `facts.request_id` is what to tell us.",
    503: "The studio, its store of files or the model's maker is away for now, or the maker is not set up here.",
}
LEFT = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
Operation = dict[str, Any]


def operation(name: str, *, errors: tuple[int, ...] = (), **options: Any) -> Callable[..., Any]:
    """`extend_schema` with the operation's id and the errors that are its own."""
    found: Callable[..., Any] = extend_schema(operation_id=name, extensions={"x-errors": list(errors)}, **options)
    return found


class Schema(AutoSchema):
    """One operation: with its errors, headers and who may call it."""

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Cookies are our own pages' way in, and not for clients."""
        return [each for each in super().get_auth() if each and "cookieAuth" not in each]

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/").split("/")[0]]

    def get_operation(self, *arguments: Any, **options: Any) -> Operation | None:
        found: Operation | None = super().get_operation(*arguments, **options)
        if found is None:
            return None
        found.setdefault("security", [])
        for status in sorted(self.errors_of(found)):
            found["responses"].setdefault(str(status), error(status))
        for status, response in found["responses"].items():
            response.setdefault("headers", {}).update(headers(status))
        return found

    def errors_of(self, found: Operation) -> set[int]:
        names = {parameter["name"] for parameter in found.get("parameters", ())}
        statuses = {429, 500, 503, *found.pop("x-errors", ())}
        if self.view.content_negotiation_class is DefaultContentNegotiation:
            statuses.add(406)
        if found["security"]:
            statuses |= {401, 403}
        if "id" in names:
            statuses.add(404)
        if "size" in names:
            statuses.add(422)
        if "Idempotency-Key" in names:
            statuses.add(400)
        if "requestBody" in found:
            statuses |= {400, 413, 415}
        return statuses


def error(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Error"}
    content = {"schema": schema, "example": {"error": REFUSALS[status]}}
    return {"description": ERRORS[status], "content": {"application/json": content}}


def headers(status: str) -> dict[str, dict[str, str]]:
    names = ["X-Request-ID", *LEFT]
    names += {"429": ["Retry-After"], "503": ["Retry-After"], "401": ["WWW-Authenticate"]}.get(status, [])
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def number(words: str) -> dict[str, Any]:
    return {"description": words, "schema": {"type": "integer", "minimum": 0}}


def text(words: str) -> dict[str, Any]:
    return {"description": words, "schema": {"type": "string"}}


COMPONENTS: dict[str, dict[str, Any]] = {
    "headers": {
        "X-Request-ID": text("What our log calls this request."),
        "RateLimit-Limit": number("Requests a minute."),
        "RateLimit-Remaining": number("Requests left of this minute."),
        "RateLimit-Reset": number("Seconds until the next minute begins."),
        "Retry-After": number("Seconds to wait."),
        "WWW-Authenticate": text("How to sign in."),
    },
    "schemas": {
        "Error": {
            "type": "object",
            "description": "Every refusal has this shape.",
            "required": ["error"],
            "properties": {
                "error": {
                    "type": "object",
                    "required": ["code", "message", "facts"],
                    "properties": {
                        "code": {
                            "type": "string",
                            "description": "For programs; never changes.",
                            "examples": ["invalid"],
                        },
                        "message": {"type": "string", "description": "For people, in their language."},
                        "facts": {
                            "type": "object",
                            "description": "What can be acted on: `fields`, `items`, `needed`, `limit`, `retry_after`.",
                            "additionalProperties": True,
                        },
                    },
                }
            },
        }
    },
}


def finished(result: dict[str, Any], **_options: Any) -> dict[str, Any]:
    """The last hook: the shared components join what the views have brought."""
    result["components"]["securitySchemes"].pop("cookieAuth", None)
    for section, entries in COMPONENTS.items():
        result["components"].setdefault(section, {}).update(entries)
    return result
