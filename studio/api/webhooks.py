"""Webhooks by API: docs/webhooks.md is their guide."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.selectors import webhooks as found
from studio.serializers.queries import PageQuery
from studio.serializers.webhooks import (
    DeliveryQuery,
    MadeWebhookSerializer,
    WebhookChangeSerializer,
    WebhookDeliverySerializer,
    WebhookSerializer,
)
from studio.services import outbox, webhooks

DELIVERY = OpenApiParameter("delivery", UUID, OpenApiParameter.PATH)


def told_once(made: webhooks.Made, *, status: int) -> Response:
    answer = {**WebhookSerializer(made.row).data, "secret": made.secret}
    return Response(answer, status=status, headers={"Cache-Control": "no-store"})


class Webhooks(Door):
    scopes = {"POST": "hook"}

    @operation("webhooks_list", parameters=[PageQuery], responses=page_of(WebhookSerializer))
    def get(self, request: Request) -> Response:
        """Your webhooks, newest first."""
        given = PageQuery.of(request)
        rows, next_cursor = found.page(user_of(request), cursor=given.get("cursor", ""), size=given["size"])
        return page(WebhookSerializer(rows, many=True).data, next_cursor)

    @operation("webhooks_make", errors=(409,), request=WebhookSerializer, responses={201: MadeWebhookSerializer})
    def post(self, request: Request) -> Response:
        """A new webhook. Keep its secret now: it cannot be read again."""
        given = WebhookSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        return told_once(webhooks.make(user_of(request), url=wanted["url"], events=wanted["events"]), status=201)


class OneWebhook(Door):
    scopes = {"PATCH": "hook"}

    @operation("webhooks_read", responses=WebhookSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(WebhookSerializer(found.endpoint(user_of(request), pk)).data)

    @operation("webhooks_change", request=WebhookChangeSerializer, responses=WebhookSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Another address, other events; pause it, switch it on again."""
        given = WebhookChangeSerializer(data=request.data)
        found.endpoint(user_of(request), pk)  # first: what is wrong with a body is only told to its owner
        given.is_valid(raise_exception=True)
        return Response(WebhookSerializer(webhooks.change(user_of(request), pk=pk, **given.validated_data)).data)

    @operation("webhooks_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Forget it and its log."""
        webhooks.remove(user_of(request), pk=pk)
        return Response(status=204)


class Rotate(Door):
    @operation("webhooks_rotate", request=None, responses=MadeWebhookSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """A new secret; for 24 hours the old one signs too. Keep it now: it cannot be read again."""
        return told_once(webhooks.rotate(user_of(request), pk=pk), status=200)


class Test(Door):
    scopes = {"POST": "hook"}

    @operation("webhooks_test", errors=(409,), request=None, responses={202: WebhookDeliverySerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Send a `webhook.test`, once."""
        return Response(WebhookDeliverySerializer(outbox.test(user_of(request), pk=pk)).data, status=202)


class Deliveries(Door):
    @operation("webhooks_deliveries", parameters=[DeliveryQuery], responses=page_of(WebhookDeliverySerializer))
    def get(self, request: Request, pk: UUID) -> Response:
        """What was sent there and how it went, newest first, for 30 days."""
        endpoint = found.endpoint(user_of(request), pk)
        given = DeliveryQuery.of(request)
        rows, next_cursor = found.deliveries(
            endpoint, status=given.get("status", ""), cursor=given.get("cursor", ""), size=given["size"]
        )
        return page(WebhookDeliverySerializer(rows, many=True).data, next_cursor)


class Replay(Door):
    scopes = {"POST": "hook"}

    @operation(
        "webhooks_replay",
        errors=(409,),
        parameters=[DELIVERY],
        request=None,
        responses={202: WebhookDeliverySerializer},
    )
    def post(self, request: Request, pk: UUID, delivery: UUID) -> Response:
        """Send it again, to the byte, and try for 24 hours."""
        row = outbox.replay(user_of(request), pk=pk, delivery=delivery)
        return Response(WebhookDeliverySerializer(row).data, status=202)
