from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope
from video.selectors import films as found
from video.selectors.boards import board_of
from video.serializers.film_asks import (
    FilmAskSerializer,
    FilmChangeSerializer,
    FilmQuery,
    OnlySerializer,
    RenderSerializer,
)
from video.serializers.films import FilmQuoteSerializer, FilmRowSerializer, FilmSerializer
from video.services import animatics, films, rendering

TONIC: dict[str, Any] = {
    "name": "Morning tonic",
    "aspect_ratio": "16:9",
    "resolution": "720p",
    "model": "draft-clip",
    "shots": [
        {"prompt": "A kitchen at dawn", "duration": 3, "join": {"style": "crossfade", "seconds": 0.5}},
        {"prompt": "A cup of tonic on the table", "duration": 4, "camera": {"movements": [{"name": "push-in"}]}},
        {"prompt": "A woman drinks", "duration": 4, "continues": True, "line": "Good morning."},
    ],
}
EXAMPLES = [OpenApiExample("Three shots", TONIC, request_only=True)]
RENDER_ERRORS = (402, 409, 422)


class Films(Door):
    key_scope = Scope.ORDER

    @operation("multi_shot_list", parameters=[FilmQuery], responses=page_of(FilmRowSerializer))
    def get(self, request: Request) -> Response:
        """Your storyboards, last changed first."""
        given = FilmQuery.of(request)
        rows = found.films_of(
            user_of(request),
            words=given.get("q", ""),
            project=given.get("project"),
            bin=given["bin"],
            cursor=given.get("cursor", ""),
            size=given["size"],
        )
        return page(FilmRowSerializer(rows.items, many=True).data, rows.next_cursor)

    @operation("multi_shot_create", request=FilmAskSerializer, examples=EXAMPLES, responses={201: FilmSerializer})
    def post(self, request: Request) -> Response:
        """A storyboard of two to six shots. Nothing is ordered yet."""
        film = films.create(user_of(request), request.data)
        return shown(request, film.pk, status=201)


class OneFilm(Door):
    key_scope = Scope.ORDER

    @operation("multi_shot_read", responses=FilmSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return shown(request, pk)

    @operation("multi_shot_change", errors=(409,), request=FilmChangeSerializer, responses=FilmSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Other settings; with `shots`, all shots in a new order. A locked shot stays as it is (409)."""
        content = request.data
        seen = content.get("revision") if isinstance(content, dict) else None
        films.edit(user_of(request), pk, content, revision=seen)
        return shown(request, pk)

    @operation("multi_shot_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days. What is being made is stopped; what was rendered stays among your works."""
        films.trash(user_of(request), pk)
        return Response(status=204)


class RestoreFilm(Door):
    @operation("multi_shot_restore", request=None, responses=FilmSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Back from the bin."""
        films.restore(user_of(request), pk)
        return shown(request, pk)


class FilmEstimate(Door):
    key_scope = Scope.READ
    scopes = {"POST": "estimate"}

    @operation("multi_shot_estimate", request=OnlySerializer, responses=FilmQuoteSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """What a render would make and cost now, shot by shot. Changes nothing."""
        film = found.film_for(user_of(request), pk)
        asked = OnlySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(FilmQuoteSerializer(rendering.quote(user_of(request), film, **asked.validated_data)).data)


class RenderFilm(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "multi_shot_render",
        errors=RENDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=RenderSerializer,
        responses={202: FilmSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Order every shot that has changed, all or none; the film is joined when all are there."""
        film = found.film_for(user_of(request), pk)
        asked = RenderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        rendering.render(user_of(request), film, key=idempotency_key(request), **asked.validated_data)
        return shown(request, pk, status=202)


class FilmAnimatic(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("multi_shot_animatic", errors=RENDER_ERRORS, request=None, responses={202: FilmSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Draw what the animatic lacks: free, and never twice. Ask for the storyboard until `animatic_is_current`."""
        film = found.film_for(user_of(request), pk)
        animatics.order_animatic(user_of(request), film)
        return shown(request, pk, status=202)


class CancelFilm(Door):
    key_scope = Scope.ORDER

    @operation("multi_shot_cancel", request=None, responses=FilmSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop what is being made; credits come back. What cannot be stopped is finished and shown."""
        rendering.cancel(found.film_for(user_of(request), pk))
        return shown(request, pk)


def shown(request: Request, pk: UUID, *, status: int = 200) -> Response:
    board = board_of(found.film_for(user_of(request), pk))
    return Response(FilmSerializer(board).data, status=status)
