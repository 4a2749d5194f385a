"""Who a client is: an API key, a token of a sign-in, or the session of the pages; and what a key may do."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.tokens import Token

from studio.models import ApiKey, Scope, User
from studio.services import keys, tokens


class KeyNotValid(AuthenticationFailed):
    default_code = "key_not_valid"
    default_detail = gettext_lazy("This key opens nothing: it is unknown, revoked or has ended.")


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer rk_…`, `Authorization: Api-Key rk_…` or `X-Api-Key: rk_…`; never in an address."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        given = key_in(request)
        if given is None:
            return None
        key = keys.find(given)
        if key is None:  # unknown, revoked, expired and of somebody who left: one answer
            raise KeyNotValid
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def key_in(request: Request) -> str | None:
    """The key that a request carries, whatever it looks like; None where it carries none."""
    if "X-Api-Key" in request.headers:
        return str(request.headers["X-Api-Key"]).strip()
    kind, _space, text = str(request.headers.get("Authorization", "")).strip().partition(" ")
    is_key = kind.lower() == "api-key" or (kind.lower() == "bearer" and text.strip().startswith(keys.MARK))
    return text.strip() if is_key else None


class TokenAuthentication(JWTAuthentication):
    """`Authorization: Bearer <access token>`, as long as its sign-in was not ended."""

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]  # there, of any model of users
        user = cast("User", super().get_user(validated_token))
        if not tokens.is_alive(str(validated_token.get(tokens.FAMILY)), user):
            raise InvalidToken(_("This sign-in has ended."))
        return user


class KeyMay(BasePermission):
    """A key does what its scopes name; a person who is signed in may everything.

    Reading needs `read`, deleting `manage`; other methods what the door's `key_scope` names, `manage` without one.
    A door with `for_keys = False` opens to no key.
    """

    message = gettext_lazy("This key may not do that.")

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiKey):
            return True
        return getattr(view, "for_keys", True) and scope_for(str(request.method), view) in request.auth.scopes


def scope_for(method: str, view: Any) -> str:
    """The scope that a key needs for this method of this door."""
    if method in SAFE_METHODS:
        return Scope.READ
    if method == "DELETE":
        return Scope.MANAGE
    return str(getattr(view, "key_scope", Scope.MANAGE))


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    """How the OpenAPI document names keys."""

    target_class = "studio.api.auth.KeyAuthentication"
    name = ["apiKey", "apiKeyBearer"]

    def get_security_definition(self, _auto_schema: Any) -> list[dict[str, str]]:
        words = "A key of the settings page (`rk_…`), with the scopes `read`, `order`, `manage`."
        return [
            {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": words},
            {"type": "http", "scheme": "bearer", "bearerFormat": "rk_…", "description": words},
        ]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI document names tokens."""

    target_class = "studio.api.auth.TokenAuthentication"
    name = "jwtAuth"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, str]:
        words = "The access token of `POST /api/token`."
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": words}
