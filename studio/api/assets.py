from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from reklamai.core.errors import BadInput
from studio.api.doors import Door, user_of
from studio.api.paging import CURSOR, SIZE, page, project_in, size_of
from studio.models import AssetKind, AssetOrigin, Scope
from studio.selectors import assets as found
from studio.serializers.rows import AssetSerializer
from studio.services import assets
from studio.services.asks import project_of

FILTERS = [
    OpenApiParameter("kind", str, enum=AssetKind.values),
    OpenApiParameter("origin", str, enum=AssetOrigin.values),
    OpenApiParameter("project", UUID),
]


class UploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="A picture, a clip or a sound.")
    project = serializers.UUIDField(required=False, allow_null=True)


class Assets(Door):
    key_scope = Scope.ORDER
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="assets_list", parameters=[CURSOR, SIZE, *FILTERS], responses=AssetSerializer)
    def get(self, request: Request) -> Response:
        """Your files, newest first."""
        given = request.query_params
        rows = found.page(
            user_of(request),
            kind=given.get("kind", ""),
            origin=given.get("origin", ""),
            project=project_in(request),
            cursor=given.get("cursor", ""),
            size=size_of(request),
        )
        return page(AssetSerializer(rows.items, many=True).data, rows.next_cursor)

    @extend_schema(operation_id="assets_upload", request=UploadSerializer, responses={201: AssetSerializer})
    def post(self, request: Request) -> Response:
        """Keep a file: judged by its content, turned upright, freed of its metadata."""
        asked = UploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["file"]
        if file is None:
            raise BadInput(_("Send a file."))
        project = project_of(user_of(request), asked.validated_data.get("project"))
        asset = assets.upload(owner=user_of(request), file=file, name=file.name, project=project)
        return Response(AssetSerializer(asset).data, status=201)


class OneAsset(Door):
    @extend_schema(operation_id="assets_read", responses=AssetSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(AssetSerializer(found.visible(user_of(request), pk)).data)

    @extend_schema(operation_id="assets_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days."""
        assets.delete(found.visible(user_of(request), pk))
        return Response(status=204)
