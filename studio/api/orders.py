"""Prices asked for, and many orders at once."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.examples import OF_BULK, OF_ORDER, OF_QUOTE
from studio.api.generations import ORDER_ERRORS, many
from studio.api.schema import operation
from studio.models import Generation, Scope
from studio.serializers.bulk import BulkOrderSerializer, BulkTakenSerializer, ManyAsksSerializer, QuoteSerializer
from studio.serializers.orders import EstimateSerializer, OrderSerializer
from studio.services import bulk, orders


class Estimates(Door):
    key_scope = Scope.READ
    scopes = {"POST": "estimate"}

    @operation(
        "estimates_make",
        errors=(404, 409, 422),
        request=OrderSerializer,
        responses=EstimateSerializer,
        examples=OF_ORDER,
    )
    def post(self, request: Request) -> Response:
        """What this order would cost and send. Changes nothing."""
        asked = OrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        estimate = orders.estimate(owner=user_of(request), ask=asked.ask())
        return Response(EstimateSerializer(estimate).data)


class BulkEstimates(Door):
    key_scope = Scope.READ
    scopes = {"POST": "estimate"}

    @operation("estimates_bulk", request=ManyAsksSerializer, responses=QuoteSerializer, examples=OF_QUOTE)
    def post(self, request: Request) -> Response:
        """What many orders would cost together, each with its price or with why it cannot be taken."""
        asked = ManyAsksSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        quote = bulk.estimate(owner=user_of(request), asks=[wanted.ask for wanted in asked.wanted()])
        return Response(QuoteSerializer(quote).data)


class BulkOrders(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "generations_order_bulk",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=BulkOrderSerializer,
        examples=OF_BULK,
        responses={202: BulkTakenSerializer},
    )
    def post(self, request: Request) -> Response:
        """Order many things at once, all of them or none; with `mode` "each", those that can be taken."""
        asked = BulkOrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        outcomes = bulk.order(
            owner=user_of(request),
            wanted=asked.wanted(),
            key=idempotency_key(request),
            each=given["mode"] == "each",
            quoted=given["quoted"],
        )
        return Response(taken(outcomes), status=202)


def taken(outcomes: tuple[bulk.Outcome, ...]) -> dict[str, object]:
    """The answer; generations of all outcomes are read with their parts once."""
    rows: list[Generation] = [generation for outcome in outcomes for generation in outcome.generations]
    shown = iter(many(rows))
    results = [
        {"index": index, "generations": [next(shown) for _each in outcome.generations], "error": outcome.error}
        for index, outcome in enumerate(outcomes)
    ]
    held = sum(take.price for row in rows for take in row.all_takes or [row])
    return {"total": held, "results": results}
