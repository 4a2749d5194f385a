from __future__ import annotations

from uuid import UUID

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import CURSOR, SIZE, page, project_in, size_of
from studio.models import Generation, Scope, Status
from studio.selectors import generations as found
from studio.selectors.generations import OUTPUTS, LibraryQuery
from studio.serializers.orders import EstimateSerializer, OrderSerializer
from studio.serializers.rows import GenerationSerializer
from studio.services import generations, orders

FILTERS = [
    OpenApiParameter("q", str, description="Words of the prompt, Russian or English."),
    OpenApiParameter("kind", str, enum=sorted(OUTPUTS)),
    OpenApiParameter("model", str),
    OpenApiParameter("status", str, enum=Status.values),
    OpenApiParameter("project", UUID),
    OpenApiParameter("favourite", bool),
    OpenApiParameter("bin", bool),
]
TRUE = ("1", "true")


class Generations(Door):
    key_scope = Scope.ORDER

    @extend_schema(operation_id="generations_list", parameters=[CURSOR, SIZE, *FILTERS], responses=GenerationSerializer)
    def get(self, request: Request) -> Response:
        """Your generations, newest first."""
        query, cursor = query_of(request), request.query_params.get("cursor", "")
        rows = found.library(user_of(request), query, cursor=cursor, size=size_of(request))
        return page(many(list(rows.items)), rows.next_cursor)

    @extend_schema(
        operation_id="generations_order",
        parameters=[IDEMPOTENCY_KEY],
        request=OrderSerializer,
        responses={202: GenerationSerializer(many=True)},
    )
    def post(self, request: Request) -> Response:
        """Order: the price is held at once, the work goes on by itself; read it again to follow it."""
        asked = OrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        key, quoted = idempotency_key(request), asked.validated_data["quoted"]
        rows = orders.order(owner=user_of(request), ask=asked.ask(), key=key, quoted=quoted)
        return Response(many(list(rows)), status=202)


class Estimates(Door):
    key_scope = Scope.READ

    @extend_schema(operation_id="estimates_make", request=OrderSerializer, responses=EstimateSerializer)
    def post(self, request: Request) -> Response:
        """What this order would cost and send. Changes nothing."""
        asked = OrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        estimate = orders.estimate(owner=user_of(request), ask=asked.ask())
        return Response(EstimateSerializer(estimate).data)


class OneGeneration(Door):
    @extend_schema(operation_id="generations_read", responses=GenerationSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return one(found.visible(user_of(request), pk))

    @extend_schema(operation_id="generations_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days; work that is not over is cancelled first."""
        generations.delete(found.visible(user_of(request), pk))
        return Response(status=204)


class Cancel(Door):
    key_scope = Scope.ORDER

    @extend_schema(operation_id="generations_cancel", request=None, responses=GenerationSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop it; its credits come back. 409 once it cannot be stopped."""
        generations.cancel(found.visible(user_of(request), pk))
        return one(found.visible(user_of(request), pk))


class Retry(Door):
    key_scope = Scope.ORDER

    @extend_schema(
        operation_id="generations_retry",
        parameters=[IDEMPOTENCY_KEY],
        request=None,
        responses={202: GenerationSerializer(many=True)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """The same ask again, as a new order."""
        generation = found.visible(user_of(request), pk)
        rows = generations.retry(generation=generation, key=idempotency_key(request))
        return Response(many(list(rows)), status=202)


class Restore(Door):
    @extend_schema(operation_id="generations_restore", request=None, responses=GenerationSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Back from the bin."""
        generations.restore(found.visible(user_of(request), pk))
        return one(found.visible(user_of(request), pk))


class Favourite(Door):
    @extend_schema(operation_id="generations_favourite", request=None, responses=GenerationSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        return self.set(request, pk, on=True)

    @extend_schema(operation_id="generations_unfavourite", responses=GenerationSerializer)
    def delete(self, request: Request, pk: UUID) -> Response:
        return self.set(request, pk, on=False)

    def set(self, request: Request, pk: UUID, *, on: bool) -> Response:
        generation = found.visible(user_of(request), pk)
        generations.set_favourite(generation, on=on)
        return one(generation)


def query_of(request: Request) -> LibraryQuery:
    given = request.query_params
    return LibraryQuery(
        words=given.get("q", ""),
        kind=given.get("kind", ""),
        model=given.get("model", ""),
        status=given.get("status", ""),
        project=project_in(request),
        favourite=given.get("favourite", "").lower() in TRUE,
        bin=given.get("bin", "").lower() in TRUE,
    )


def many(rows: list[Generation]) -> list[object]:
    """With assets and references read once for all of them."""
    prefetch_related_objects(rows, "assets", "references")
    return list(GenerationSerializer(rows, many=True).data)


def one(generation: Generation) -> Response:
    return Response(GenerationSerializer(generation).data)
