"""What every door of the API needs: the user, ids, keys."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid4

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.views import APIView

from reklamai.core.errors import BadInput
from studio.api.errors import body
from studio.models import User

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="A UUID of your choice. The same key with the same body is the same order; another body is a 409.",
)


class Door(APIView):
    """A door for clients: speaks their account's language unless they ask for another."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if "Accept-Language" not in request.headers:
            translation.activate(user_of(request).language)


@csrf_exempt
def nothing(_request: HttpRequest, rest: str) -> JsonResponse:
    """What no door of the API answers to."""
    return JsonResponse(body("not_found", _("There is nothing here."), {"path": rest[:200]}), status=404)


def user_of(request: Request) -> User:
    """The signed-in user; every door of the API asks for one."""
    return cast("User", request.user)


def idempotency_key(request: Request) -> UUID:
    """The header's key, or a fresh one where the client sent none. Raises BadInput for what is not a UUID."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return uuid4()
    try:
        return UUID(given)
    except ValueError as error:
        raise BadInput(_("Idempotency-Key is a UUID.")) from error
