"""Files for API clients: the same door as for pages, opened by a token too, with the API's errors."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from reklamai.core.errors import ReklamError
from studio.api.auth import KeyAuthentication, TokenAuthentication
from studio.api.errors import body
from studio.models import ApiKey, Scope, User
from studio.serving import asset_file as file_door
from studio.serving import asset_thumbnail as thumbnail_door

Door = Callable[[HttpRequest, UUID], Coroutine[Any, Any, HttpResponseBase]]


def for_clients(door: Door) -> Door:
    """The door with a token's user, 401 for nobody, and JSON errors."""

    @wraps(door)
    async def opened(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            answer = body("method_not_allowed", _("A file can only be read here."))
            return JsonResponse(answer, status=405, headers={"Allow": "GET, HEAD"})
        user = await sync_to_async(user_of_token)(request) or await request.auser()
        if not user.is_authenticated:
            return JsonResponse(body("not_authenticated", _("Sign in first.")), status=401)

        async def auser() -> User:
            return user

        request.auser = auser
        if "Accept-Language" not in request.headers:
            translation.activate(user.language)
        try:
            return await door(request, pk)
        except ReklamError as error:
            return JsonResponse(body(error.code, error.message), status=error.status)

    return csrf_exempt(opened)


def user_of_token(request: HttpRequest) -> User | None:
    """Whose key that may read, or whose token, the request carries; None for anything else."""
    given = cast("Request", request)
    try:
        found = KeyAuthentication().authenticate(given) or TokenAuthentication().authenticate(given)
    except APIException:  # a token that has expired or never was one is nobody's
        return None
    if not found or (isinstance(found[1], ApiKey) and Scope.READ not in found[1].scopes):
        return None
    return cast("User", found[0])


asset_file = for_clients(file_door)
asset_thumbnail = for_clients(thumbnail_door)
