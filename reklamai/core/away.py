"""What is answered while the database is away: who asks again in a moment is served, and nothing was lost."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from reklamai.core.htmx import toast

RETRY_AFTER_S = 5


def is_away(error: BaseException | None) -> bool:
    """Whether it says that the database cannot be reached or does not serve us just now."""
    return isinstance(error, OperationalError | InterfaceError)


def answer(request: HttpRequest) -> HttpResponse:
    """503 for whoever asks: JSON for the API, a toast for htmx, else a page that leans on no database."""
    words = _("The studio is away for a moment. Orders and credits are safe: try again soon.")
    response: HttpResponse
    if request.path.startswith("/api/"):
        facts = {"retry_after": RETRY_AFTER_S}
        response = JsonResponse({"error": {"code": "away", "message": words, "facts": facts}}, status=503)
    elif request.headers.get("HX-Request"):
        response = toast(HttpResponse(status=503), words, mood="bad")
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    response.headers["Cache-Control"] = "no-store"
    return response


def handler500(request: HttpRequest) -> HttpResponseBase:
    """Django's last resort. What failed before a view began, as the look for a session, comes here only."""
    if is_away(sys.exc_info()[1]):
        return answer(request)
    return server_error(request)
