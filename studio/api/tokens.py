"""Signing in for a token. Who guesses passwords has to wait."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenObtainPairView


class FailedSignIns(SimpleRateThrottle):
    """Counts the refused sign-ins of one address, whosever accounts they were for; those that worked cost nothing."""

    rate = "20/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return f"failed-sign-ins-{request.META['REMOTE_ADDR']}"

    def throttle_success(self) -> bool:
        return True

    def count(self, request: Request, view: APIView) -> None:
        """One more that was refused."""
        if self.allow_request(request, view):
            self.cache.set(self.key, [self.now, *self.history], 60)


class SignIn(TokenObtainPairView):
    """An access and a refresh token for an e-mail and its password."""

    throttle_classes = [FailedSignIns]

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, AuthenticationFailed):
            FailedSignIns().count(self.request, self)
        # django-axes has locked the account for this address: its own answer would be a page.
        if getattr(self.request, "axes_locked_out", False):
            exc = Throttled(detail=_("Too many wrong passwords. Wait a few minutes, then try again."))
        return super().handle_exception(exc)
