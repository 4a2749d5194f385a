from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from anchors.selectors import anchors as found
from anchors.serializers.asks import (
    AnchorAskSerializer,
    AnchorChangeSerializer,
    AnchorListQuery,
    ExtractSerializer,
    anchor_query,
)
from anchors.serializers.rows import AnchorRowSerializer, AnchorSerializer
from anchors.services import anchors, extracting
from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope
from studio.services.asks import project_of

ORDER_ERRORS = (404, 409, 413, 422)


class Anchors(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("anchors_list", errors=(404,), parameters=[AnchorListQuery], responses=page_of(AnchorRowSerializer))
    def get(self, request: Request) -> Response:
        """Your anchors, newest first."""
        given = AnchorListQuery.of(request)
        project_of(user_of(request), given.get("project"))
        rows = found.page(user_of(request), anchor_query(given), cursor=given.get("cursor", ""), size=given["size"])
        return page(AnchorRowSerializer(rows.items, many=True).data, rows.next_cursor)

    @operation(
        "anchors_create",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=AnchorAskSerializer,
        responses={201: AnchorSerializer},
    )
    def post(self, request: Request) -> Response:
        """An anchor of a picture, or of a frame of a clip; what it holds is found out in the background, free."""
        asked = AnchorAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = anchors.create(user_of(request), key=idempotency_key(request), **asked.validated_data)
        return one(request, made.pk, status=201, in_bin=True)  # a key may come again after a deletion


class OneAnchor(Door):
    @operation("anchors_read", responses=AnchorSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """With everything that was found; read it again until `status` is none of `queued` and `running`."""
        return one(request, pk)

    @operation("anchors_change", request=AnchorChangeSerializer, responses=AnchorSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Another name, another project, other locks."""
        found.visible(user_of(request), pk)  # first: what is wrong with a body is only told to its owner
        given = AnchorChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        anchors.change(user_of(request), pk=pk, **given.changes())
        return one(request, pk)

    @operation("anchors_delete", errors=(409,), responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days; orders that used it keep what they took."""
        anchors.delete(user_of(request), pk=pk)
        return Response(status=204)


class Extract(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "anchors_extract",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=ExtractSerializer,
        responses={202: AnchorSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Look at the picture anew, free; what was found before serves until that is done."""
        found.visible(user_of(request), pk)
        asked = ExtractSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        key = idempotency_key(request)
        extracting.extract(user_of(request), pk=pk, main_face=asked.validated_data["main_face"], key=key)
        return one(request, pk, status=202)


class Restore(Door):
    @operation("anchors_restore", request=None, responses=AnchorSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Back from the bin."""
        anchors.restore(user_of(request), pk=pk)
        return one(request, pk)


def one(request: Request, pk: UUID, *, status: int = 200, in_bin: bool = False) -> Response:
    return Response(AnchorSerializer(found.visible(user_of(request), pk, in_bin=in_bin)).data, status=status)
