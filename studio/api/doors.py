"""What every door of the API needs: the user, their language, keys."""

from __future__ import annotations

from typing import NoReturn, cast
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reklamai.core.errors import BadInput
from studio.models import User

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    UUID,
    OpenApiParameter.HEADER,
    description=(
        "A UUID of your choice, one for each thing that you want. The same key with the same body is the same order, "
        "whenever it comes: keys do not expire. With another body it is a 422."
    ),
)


class Door(APIView):
    """A door for clients: speaks their account's language unless they ask for another."""

    def perform_authentication(self, request: Request) -> None:
        """Who is refused is counted too, by address: guessing keys is no cheaper than using one."""
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise
        if request.user.is_authenticated and "Accept-Language" not in request.headers:
            translation.activate(user_of(request).language)

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> NoReturn:
        if not request.user.is_authenticated:
            self.check_throttles(request)
        super().permission_denied(request, message, code)


@extend_schema(exclude=True)
class Nothing(Door):
    """What no door of the API answers to."""

    permission_classes = [AllowAny]

    def get(self, request: Request, rest: str = "") -> Response:
        raise NotFound

    post = put = patch = delete = get


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
