"""One shape for every error: {"error": {"code", "message", "facts"}}."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

from reklamai.core import away
from reklamai.core.errors import ReklamError
from studio.told import told

logger = logging.getLogger(__name__)


def handler(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """DRF's hook: the API's own process boundary, where a bug becomes a 500 with the id that our log has it under."""
    if away.is_away(error):
        return away.answer(context["request"])
    if isinstance(error, ReklamError):
        set_rollback()
        return Response({"error": told(error)}, status=error.status)
    if away.is_away(error):
        raise error  # the middleware answers it, for the API and for pages
    if isinstance(error, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        facts = {"limit": limit}
        return Response(body("too_large", _("The body is larger than %(n)d bytes.") % {"n": limit}, facts), status=413)
    if isinstance(error, SuspiciousOperation):  # too many fields or files, or a session that was tampered with
        return Response(body("invalid", _("The request is not one that is understood.")), status=400)
    response = exception_handler(error, context)
    if response is None:
        return bug(error, context)
    response.data = body_of(error, response.data)
    return response


def bug(error: Exception, context: dict[str, Any]) -> Response:
    """What nobody expected, for our log with its traceback, once, and for the client with nothing but its id."""
    set_rollback()
    logger.error("api bug", exc_info=error)
    facts = {"request_id": request_id_of(context["request"])}
    response = Response(body("internal", _("Something went wrong on our side."), facts), status=500)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would log each 500 again
    return response


def request_id_of(request: Request | HttpRequest) -> str:
    """What every line of our log about this request carries."""
    return str(request.META.get("reklamai.request", ""))


def body(code: str, message: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "facts": facts or {}}}


def body_of(error: Exception, data: Any) -> dict[str, Any]:
    """DRF's own errors in our shape."""
    if isinstance(error, exceptions.ValidationError):
        fields = flat(data)
        return body("invalid", " ".join(dict.fromkeys(fields.values())), {"fields": fields})
    if isinstance(error, Http404 | exceptions.NotFound):
        return body("not_found", _("There is nothing here."))
    if isinstance(error, exceptions.Throttled) and (wait := getattr(error, "wait", None)):
        words = _("You ask too often. Wait %(n)d seconds, then try again.") % {"n": wait}
        return body("throttled", words, {"retry_after": int(wait)})
    code = getattr(error, "default_code", "error")
    detail = data.get("detail", "") if isinstance(data, dict) else data
    return body(str(code), str(detail))


def flat(data: Any, prefix: str = "") -> dict[str, str]:
    """Nested field errors as {"parameters.seed": "sentence"}; a place in a list is a part of the name."""
    if isinstance(data, dict):
        found: dict[str, str] = {}
        for name, value in data.items():
            own = [prefix] if name == api_settings.NON_FIELD_ERRORS_KEY else [prefix, str(name)]
            found |= flat(value, ".".join(filter(None, own)))
        return found
    if isinstance(data, list):
        nested = {str(place): each for place, each in enumerate(data) if isinstance(each, dict)}
        if nested:
            return flat(nested, prefix)
        return {prefix or "body": " ".join(str(each) for each in data)}
    return {prefix or "body": str(data)}
