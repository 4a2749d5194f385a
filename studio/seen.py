"""When and where from each session was used last."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

ONCE_IN_S = 60


class SeenSessions(MiddlewareMixin):
    """Keeps the list of sign-ins, the admin's too. (allauth's own writes at every request, this each minute.)"""

    def process_request(self, request: HttpRequest) -> None:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"seen.{key}", 1, ONCE_IN_S):
            UserSession.objects.create_from_request(request)
