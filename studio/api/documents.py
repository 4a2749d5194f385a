"""The API's document, for people to read and to try out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerView
from rest_framework.request import Request
from rest_framework.response import Response


class Swagger(SpectacularSwaggerView):
    """The library's page, without the looser opener policy that a sign-in in a second window would need."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *arguments: Any, **options: Any) -> Response:
        response: Response = super().get(request, *arguments, **options)  # type: ignore[no-untyped-call]  # nor has it types
        del response.headers["Cross-Origin-Opener-Policy"]
        return response
