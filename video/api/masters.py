from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.schema import operation
from studio.references import asset_of
from studio.selectors import catalogue
from video.mastering import offers_for, offers_for_asset
from video.serializers.masters import MasterQuery, MastersSerializer


class Masters(Door):
    @operation("masters_list", errors=(404, 422), parameters=[MasterQuery], responses=MastersSerializer)
    def get(self, request: Request) -> Response:
        """Which masters a file can become, or a model's result have beside it, how large, and why not the others.

        Order one of a file by `POST /api/generations` with model `export-master`: `parameters` take `master_format` and
        `resolution`, `references` the file as `source_image` or `source_video`. Order one beside a new result by the
        order's `master`.
        """
        given = MasterQuery.of(request)
        if "asset" in given:
            found = offers_for_asset(asset_of(user_of(request), given["asset"]))
        else:
            found = offers_for(catalogue.offer(given["model"]).entry)
        return Response(MastersSerializer({"formats": found}).data)
