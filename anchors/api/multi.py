from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from anchors.selectors import multi as found
from anchors.serializers.asks import MultiAskSerializer, MultiChangeSerializer, MultiListQuery
from anchors.serializers.rows import MultiReferenceSerializer
from anchors.services import multi
from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation

EXAMPLES = [OpenApiExample("To be filled later", {"name": "Autumn, Marina"}, request_only=True)]


class MultiReferences(Door):
    @operation("multi_references_list", parameters=[MultiListQuery], responses=page_of(MultiReferenceSerializer))
    def get(self, request: Request) -> Response:
        """Your multi-references, newest first."""
        given = MultiListQuery.of(request)
        rows = found.page(
            user_of(request),
            words=given.get("q", ""),
            bin=given["bin"],
            cursor=given.get("cursor", ""),
            size=given["size"],
        )
        return page(MultiReferenceSerializer(rows.items, many=True).data, rows.next_cursor)

    @operation(
        "multi_references_create",
        errors=(404,),
        request=MultiAskSerializer,
        examples=EXAMPLES,
        responses={201: MultiReferenceSerializer},
    )
    def post(self, request: Request) -> Response:
        """Up to four anchors together; `conflicts` says what of it cannot be, and which rule decides."""
        asked = MultiAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = multi.create(user_of(request), name=asked.validated_data["name"], slots=asked.slots())
        return one(request, made.pk, status=201)


class OneMultiReference(Door):
    @operation("multi_references_read", responses=MultiReferenceSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return one(request, pk)

    @operation("multi_references_change", request=MultiChangeSerializer, responses=MultiReferenceSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Another name; other anchors in the slots that are named, null for none."""
        found.visible(user_of(request), pk)
        given = MultiChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        multi.change(user_of(request), pk=pk, name=given.validated_data.get("name"), slots=given.slots())
        return one(request, pk)

    @operation("multi_references_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days; its anchors stay."""
        multi.delete(user_of(request), pk=pk)
        return Response(status=204)


class RestoreMultiReference(Door):
    @operation("multi_references_restore", request=None, responses=MultiReferenceSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Back from the bin."""
        multi.restore(user_of(request), pk=pk)
        return one(request, pk)


def one(request: Request, pk: UUID, *, status: int = 200) -> Response:
    return Response(MultiReferenceSerializer(found.visible(user_of(request), pk)).data, status=status)
