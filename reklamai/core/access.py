"""One log line and one count for each request, and a name for it that all its other lines carry."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from reklamai.core import logs, metrics
from reklamai.core.proxies import came_through

logger = logging.getLogger(__name__)
GIVEN_NAME = re.compile(r"[A-Za-z0-9_-]{8,64}")
HEADER = "X-Request-ID"


class AccessLog(MiddlewareMixin):
    """Stands before all others: it measures them too.

    A request's name is taken from a trusted proxy's header, else made here; the answer carries it.
    """

    def process_request(self, request: HttpRequest) -> None:
        logs.forget()
        request.META["reklamai.request"] = name_of(request)
        request.META["reklamai.began"] = time.perf_counter()
        logs.note(request_id=request.META["reklamai.request"])

    def process_view(self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        if (pk := user_of(request)) is not None:
            logs.note(user=pk)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        seconds = time.perf_counter() - request.META["reklamai.began"]
        route, status = route_of(request), response.status_code
        metrics.answered(method=str(request.method), route=route, status=status, seconds=seconds)
        if (pk := user_of(request)) is not None:
            logs.note(user=pk)  # the API finds out whose key it was only inside its view
        facts = {"method": request.method, "path": request.path, "route": route, "status": status}
        logger.log(logs.quiet_if_routine(request.path), "answered", extra={**facts, "ms": round(seconds * 1000)})
        response.headers[HEADER] = request.META["reklamai.request"]
        return response


def name_of(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    believed = came_through(request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES)
    return given if believed and GIVEN_NAME.fullmatch(given) else uuid.uuid4().hex


def user_of(request: HttpRequest) -> int | None:
    """Who was found to ask. Never looks into the session itself: the database may be what is away."""
    user = getattr(request, "user", None)
    if isinstance(user, SimpleLazyObject):
        user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)


def route_of(request: HttpRequest) -> str:
    """ "generations/<uuid:pk>"; "-" where no page answers: an address in a label would be a new series each."""
    match = request.resolver_match
    return (match.route or "/") if match else "-"
