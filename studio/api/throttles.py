"""Who asks how often, told in headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from studio.services import allowances

if TYPE_CHECKING:
    from rest_framework.views import APIView  # whose class body imports this module

READS = ("GET", "HEAD", "OPTIONS")


class Allowance(BaseThrottle):
    """So many requests a minute for each account and scope, and for each address that is not signed in.

    A door names the scope of its methods in `scopes`; else reading is "read" and the rest is "write".
    """

    _left = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count this one; the answer's headers say what is left."""
        scope, who = scope_of(request, view), str(request.user.pk)
        if not request.user.is_authenticated:
            scope, who = "anonymous", str(request.META.get("REMOTE_ADDR", ""))
        limit = settings.API_RATES[scope]
        used, self._left = allowances.use(f"{scope}:{who}"[:120])
        left = {"RateLimit-Limit": limit, "RateLimit-Remaining": max(0, limit - used), "RateLimit-Reset": self._left}
        request._request.allowance = left  # type: ignore[attr-defined]  # the middleware writes it
        return used <= limit

    def wait(self) -> float:
        return self._left


def scope_of(request: Request, view: APIView) -> str:
    method = request.method or "GET"
    return str(getattr(view, "scopes", {}).get(method, "read" if method in READS else "write"))
