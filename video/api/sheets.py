from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from studio.api.doors import Door, user_of
from studio.api.files import AnyType
from studio.api.schema import operation
from studio.models import Scope
from studio.serializers.queries import Query
from video.film_shown import page_of
from video.selectors.films import film_for
from video.sheets import TYPES, sheet_of


class SheetQuery(Query):
    format = serializers.ChoiceField(choices=tuple(TYPES), default="pdf", help_text="Of the file.")


class FilmSheet(Door):
    key_scope = Scope.READ
    content_negotiation_class = AnyType
    scopes = {"GET": "estimate"}

    @operation(
        "multi_shot_sheet",
        errors=(422,),
        parameters=[SheetQuery],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, (200, "image/png"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """The board on paper: a frame, the words, camera, cast and line of each shot, on A4. Free, and made at once."""
        film = film_for(user_of(request), pk)
        form = SheetQuery.of(request)["format"]
        return HttpResponse(sheet_of(page_of(user_of(request), film), form), content_type=TYPES[form])
