from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from studio.serializers.orders import EstimateSerializer, OrderSerializer
from studio.serializers.rows import Facts, GenerationSerializer
from studio.services.bulk import Quote, Wanted
from studio.services.orders import Estimate


class RefusalSerializer(serializers.Serializer[Any]):
    """Why one of many cannot be taken."""

    code = serializers.CharField()
    message = serializers.CharField()
    facts = Facts()


class ManyAsksSerializer(serializers.Serializer[Any]):
    orders: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=OrderSerializer(), allow_empty=False, max_length=settings.BULK_ASKS
    )

    def wanted(self) -> list[Wanted]:
        """What is wanted, in order. Call after `is_valid`."""
        return [
            Wanted(ask=OrderSerializer.ask_of(given), quoted=given["quoted"]) for given in self.validated_data["orders"]
        ]


class BulkOrderSerializer(ManyAsksSerializer):
    mode = serializers.ChoiceField(
        choices=["all", "each"],
        default="all",
        help_text="`all`: one that cannot be taken stops all. `each`: it is left out, and its result says why.",
    )
    quoted = serializers.IntegerField(
        allow_null=True,
        default=None,
        min_value=0,
        help_text="The `total` of your estimate: where the price is higher by now, nothing is ordered (409).",
    )


class BulkResultSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="Its place in `orders`, from 0.")
    generations = GenerationSerializer(many=True)
    error = RefusalSerializer(allow_null=True)


class BulkTakenSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField(help_text="Whole credits that were held for all of it.")
    results = BulkResultSerializer(many=True)


class QuotedSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="Its place in `orders`, from 0.")
    estimate = EstimateSerializer(allow_null=True)
    error = RefusalSerializer(allow_null=True)


class QuoteSerializer(serializers.Serializer[Quote]):
    """The price of many orders; nothing has moved."""

    total = serializers.IntegerField(help_text="Of all that can be taken.")
    balance = serializers.IntegerField()
    affordable = serializers.BooleanField()
    results = serializers.SerializerMethodField()

    @extend_schema_field(QuotedSerializer(many=True))
    def get_results(self, quote: Quote) -> list[dict[str, Any]]:
        return [quoted(index, item) for index, item in enumerate(quote.items)]


def quoted(index: int, item: Estimate | dict[str, Any]) -> dict[str, Any]:
    if isinstance(item, Estimate):
        return {"index": index, "estimate": dict(EstimateSerializer(item).data), "error": None}
    return {"index": index, "estimate": None, "error": item}
