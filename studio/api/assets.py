from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope
from studio.selectors import assets as found
from studio.serializers.queries import AssetQuery, columns
from studio.serializers.rows import AssetSerializer
from studio.services import assets
from studio.services.asks import project_of


class UploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="A picture, a clip or a sound.")
    project = serializers.UUIDField(required=False, allow_null=True)


class Assets(Door):
    parser_classes = [MultiPartParser]
    scopes = {"POST": "upload"}
    key_scope = Scope.ORDER

    @operation("assets_list", errors=(404,), parameters=[AssetQuery], responses=page_of(AssetSerializer))
    def get(self, request: Request) -> Response:
        """Your files, newest first."""
        given = AssetQuery.of(request)
        project_of(user_of(request), given.get("project"))
        wanted = columns(given, "kind", "origin", "project")
        rows = found.page(user_of(request), wanted=wanted, cursor=given.get("cursor", ""), size=given["size"])
        return page(AssetSerializer(rows.items, many=True).data, rows.next_cursor)

    @operation("assets_upload", errors=(404,), request=UploadSerializer, responses={201: AssetSerializer})
    def post(self, request: Request) -> Response:
        """Keep a file: judged by its content, turned upright, freed of its metadata."""
        asked = UploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["file"]
        project = project_of(user_of(request), asked.validated_data.get("project"))
        asset = assets.upload(owner=user_of(request), file=file, name=file.name, project=project)
        return Response(AssetSerializer(asset).data, status=201)


class OneAsset(Door):
    @operation("assets_read", responses=AssetSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(AssetSerializer(found.visible(user_of(request), pk)).data)

    @operation("assets_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the bin, for 30 days."""
        assets.delete(found.visible(user_of(request), pk))
        return Response(status=204)
