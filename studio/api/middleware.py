"""What every answer under /api/ carries, whoever gave it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from studio.api.errors import body, request_id_of

CODES = {400: "bad_request", 403: "permission_denied", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class ApiAnswers(MiddlewareMixin):
    """What is left of an allowance as headers; a page that tells of an error becomes JSON.

    Such pages come from what stands before the doors: a host that is not ours, a bug in another middleware.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not is_ours(request):
            return response
        if response.status_code >= 400 and response.get("Content-Type", "").startswith("text/html"):
            response = in_json(request, response)
        for name, value in getattr(request, "allowance", {}).items():
            response[name] = str(value)
        return response


def is_ours(request: HttpRequest) -> bool:
    return request.path_info == "/api" or request.path_info.startswith("/api/")


def in_json(request: HttpRequest, page: HttpResponseBase) -> JsonResponse:
    """The page's status in the shape of all errors."""
    with translation.override(getattr(request, "LANGUAGE_CODE", None) or translation.get_language()):
        bug = page.status_code >= 500
        message = _("Something went wrong on our side.") if bug else _("This request cannot be answered.")
        code = "internal" if bug else CODES.get(page.status_code, "bad_request")
        facts = {"request_id": request_id_of(request)} if bug else {}
        return JsonResponse(body(code, message, facts), status=page.status_code)
