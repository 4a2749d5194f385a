"""Signing in for a token. Who guesses passwords has to wait."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.serializers import TokenObtainSerializer

from studio.api.schema import operation
from studio.models import User
from studio.services import tokens


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


class NotVerified(AuthenticationFailed):
    default_code = "email_not_verified"
    default_detail = gettext_lazy("Answer the letter that we sent to this address first.")


class SignInSerializer(TokenObtainSerializer):
    """E-mail and password; `user` is whose they are."""


class RefreshSerializer(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=4000)


class PairSerializer(serializers.Serializer[Any]):
    access = serializers.CharField(help_text="Opens the doors for 15 minutes.")
    refresh = serializers.CharField(help_text="Good for one refresh, within 14 days.")


class SignIn(APIView):
    """An access and a refresh token for an e-mail and its password."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes = [FailedSignIns]

    @operation("token_create", errors=(401,), request=SignInSerializer, responses=PairSerializer, auth=[])
    def post(self, request: Request) -> Response:
        given = SignInSerializer(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        user = cast("User", given.user)
        if not tokens.may_sign_in(user):
            raise NotVerified
        agent = request.headers.get("User-Agent", "")
        return answer(tokens.issue(user, ip=request.META["REMOTE_ADDR"], user_agent=agent))

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, AuthenticationFailed):
            FailedSignIns().count(self.request, self)
        # django-axes has locked the account for this address: its own answer would be a page.
        if getattr(self.request, "axes_locked_out", False):
            exc = Throttled(detail=_("Too many wrong passwords. Wait a few minutes, then try again."))
        return super().handle_exception(exc)

    def get_authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'  # without it DRF would answer 403 for a wrong password


class Refresh(APIView):
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    @operation("token_refresh_create", errors=(401,), request=RefreshSerializer, responses=PairSerializer, auth=[])
    def post(self, request: Request) -> Response:
        """The next pair. A refresh token is good once: one that comes again ends the whole sign-in."""
        return answer(tokens.refresh(refresh_in(request)))


class SignOut(APIView):
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    @operation("token_revoke", errors=(401,), request=RefreshSerializer, responses={204: None}, auth=[])
    def post(self, request: Request) -> Response:
        """End the sign-in of this refresh token, with all its tokens. May be repeated."""
        tokens.sign_out(refresh_in(request))
        return Response(status=204)


def refresh_in(request: Request) -> str:
    given = RefreshSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    return str(given.validated_data["refresh"])


def answer(pair: tokens.Pair) -> Response:
    return Response({"access": pair.access, "refresh": pair.refresh}, headers={"Cache-Control": "no-store"})
