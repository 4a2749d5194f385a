from __future__ import annotations

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from reklamai.core.errors import BadFilter
from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.examples import OF_ORDER
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Generation, Scope, User
from studio.selectors import catalogue
from studio.selectors import generations as found
from studio.serializers.orders import OrderSerializer
from studio.serializers.queries import GenerationQuery, library_query
from studio.serializers.rows import GenerationSerializer
from studio.services import generations, orders
from studio.services.asks import project_of

ORDER_ERRORS = (402, 404, 409, 413, 422)
TAKEN = {202: GenerationSerializer(many=True)}


class Generations(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("generations_list", errors=(404,), parameters=[GenerationQuery], responses=page_of(GenerationSerializer))
    def get(self, request: Request) -> Response:
        """Your generations, newest first."""
        given = GenerationQuery.of(request)
        check_named(user_of(request), given)
        rows = found.library(user_of(request), library_query(given), cursor=given.get("cursor", ""), size=given["size"])
        return page(many(list(rows.items)), rows.next_cursor)

    @operation(
        "generations_order",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=OrderSerializer,
        examples=OF_ORDER,
        responses=TAKEN,
    )
    def post(self, request: Request) -> Response:
        """Order: the price is held at once, the work goes on by itself; read it again to follow it."""
        asked = OrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        key, quoted = idempotency_key(request), asked.validated_data["quoted"]
        rows = orders.order(owner=user_of(request), ask=asked.ask(), key=key, quoted=quoted)
        return Response(many(list(rows)), status=202)


class OneGeneration(Door):
    @operation("generations_read", responses=GenerationSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return one(found.visible(user_of(request), pk))

    @operation("generations_delete", errors=(409,), responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days; work that is not over is cancelled first."""
        generations.delete(found.visible(user_of(request), pk))
        return Response(status=204)


class Cancel(Door):
    key_scope = Scope.ORDER

    @operation("generations_cancel", errors=(409,), request=None, responses=GenerationSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop it; its credits come back. 409 once it cannot be stopped."""
        generations.cancel(found.visible(user_of(request), pk))
        return one(found.visible(user_of(request), pk))


class Retry(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "generations_retry", errors=(400, *ORDER_ERRORS), parameters=[IDEMPOTENCY_KEY], request=None, responses=TAKEN
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """The same ask again, as a new order."""
        generation = found.visible(user_of(request), pk)
        rows = generations.retry(generation=generation, key=idempotency_key(request))
        return Response(many(list(rows)), status=202)


class Restore(Door):
    @operation("generations_restore", request=None, responses=GenerationSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Back from the bin."""
        generations.restore(found.visible(user_of(request), pk))
        return one(found.visible(user_of(request), pk))


class Favourite(Door):
    @operation("generations_favourite", request=None, responses=GenerationSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        return self.set(request, pk, on=True)

    @operation("generations_unfavourite", responses={200: GenerationSerializer})
    def delete(self, request: Request, pk: UUID) -> Response:
        return self.set(request, pk, on=False)

    def set(self, request: Request, pk: UUID, *, on: bool) -> Response:
        generation = found.visible(user_of(request), pk)
        generations.set_favourite(generation, on=on)
        return one(generation)


def check_named(user: User, given: dict[str, object]) -> None:
    """Raises BadFilter for a kind or model that nobody knows, NotFound for a project that is not the user's."""
    project = given.get("project")
    if isinstance(project, UUID):
        project_of(user, project)
    named = {name: str(given[name]) for name in ("kind", "model") if name in given}
    for name, value in named.items():
        # What has left the catalogue stays in the library, and can be asked for.
        if value not in catalogue.names()[name] and not found.has_any(user, {name: value}):
            words = _("There is nothing of that name.")
            raise BadFilter(f"{name}: {words}", fields={name: words})


def many(rows: list[Generation]) -> list[object]:
    """With assets and references read once for all of them."""
    prefetch_related_objects(rows, "assets", "references", "first_take__takes")
    return list(GenerationSerializer(rows, many=True).data)


def one(generation: Generation) -> Response:
    return Response(GenerationSerializer(generation).data)
