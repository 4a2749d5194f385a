from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door
from studio.api.paging import page
from studio.selectors import catalogue
from studio.serializers.models import ModelSerializer


class Models(Door):
    @extend_schema(operation_id="models_list", parameters=[OpenApiParameter("kind", str)], responses=ModelSerializer)
    def get(self, request: Request) -> Response:
        """Everything that can be ordered from."""
        kind = request.query_params.get("kind")
        offers = catalogue.offers([kind] if kind else None)
        return page(ModelSerializer(list(offers), many=True).data, "")


class OneModel(Door):
    @extend_schema(operation_id="models_read", responses=ModelSerializer)
    def get(self, request: Request, pk: str) -> Response:
        return Response(ModelSerializer(catalogue.offer(pk)).data)
