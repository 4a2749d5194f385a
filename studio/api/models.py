from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.selectors import catalogue
from studio.serializers.models import ModelSerializer, OneModelSerializer
from studio.serializers.queries import ModelQuery


class Models(Door):
    @operation("models_list", parameters=[ModelQuery], responses=page_of(ModelSerializer))
    def get(self, request: Request) -> Response:
        """Everything that can be ordered from."""
        given = ModelQuery.of(request)
        rows, next_cursor = catalogue.page(given.get("kind", ""), cursor=given.get("cursor", ""), size=given["size"])
        return page(ModelSerializer(rows, many=True).data, next_cursor)


class OneModel(Door):
    @operation("models_read", responses=OneModelSerializer)
    def get(self, request: Request, pk: str) -> Response:
        """One model, switched on or off."""
        return Response(OneModelSerializer(catalogue.offer(pk)).data)
