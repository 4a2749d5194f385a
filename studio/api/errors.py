"""One shape for every error: {"error": {"code", "message", "facts"}}."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from reklamai.core.errors import ReklamError

SHOWN_FACTS = frozenset({"fields", "needed", "limit", "reason", "width", "height", "retry_after"})
"""Facts that a client may act on; the others are for our log alone."""


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's hook. What is not ours and not DRF's stays an error for the log and Django's 500."""
    if isinstance(error, ReklamError):
        set_rollback()
        facts = {name: value for name, value in error.facts.items() if name in SHOWN_FACTS}
        return Response(body(error.code, error.message, facts), status=error.status)
    if isinstance(error, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        facts = {"limit": limit}
        return Response(body("too_large", _("The body is larger than %(n)d bytes.") % {"n": limit}, facts), status=413)
    response = exception_handler(error, context)
    if response is not None:
        response.data = body_of(error, response.data)
    return response


def body(code: str, message: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "facts": facts or {}}}


def body_of(error: Exception, data: Any) -> dict[str, Any]:
    """DRF's own errors in our shape."""
    if isinstance(error, exceptions.ValidationError):
        fields = flat(data)
        return body("invalid", " ".join(dict.fromkeys(fields.values())), {"fields": fields})
    if isinstance(error, Http404 | exceptions.NotFound):
        return body("not_found", _("There is nothing here."))
    code = getattr(error, "default_code", "error")
    detail = data.get("detail", "") if isinstance(data, dict) else data
    return body(str(code), str(detail))


def flat(data: Any, prefix: str = "") -> dict[str, str]:
    """Nested field errors as {"parameters.seed": "sentence"}."""
    if isinstance(data, dict):
        found: dict[str, str] = {}
        for name, value in data.items():
            found |= flat(value, f"{prefix}.{name}" if prefix else str(name))
        return found
    if isinstance(data, list):
        return {prefix or "body": " ".join(str(each) for each in data if not isinstance(each, dict))}
    return {prefix or "body": str(data)}
