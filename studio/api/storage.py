from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.selectors.storage import usage
from studio.services import bin

USAGE: Any = inline_serializer(
    "Storage",
    {
        "used": serializers.IntegerField(help_text="Bytes of your files, those in the bin included."),
        "in_bin": serializers.IntegerField(help_text="Bytes that emptying the bin would free."),
        "limit": serializers.IntegerField(allow_null=True, help_text="Bytes; null where there is no limit."),
    },
)


class Storage(Door):
    @extend_schema(operation_id="storage_read", responses=USAGE)
    def get(self, request: Request) -> Response:
        """How much you keep with us, and how much you may."""
        found = usage(user_of(request))
        return Response({"used": found.used, "in_bin": found.in_bin, "limit": found.limit or None})


class Bin(Door):
    @extend_schema(operation_id="storage_empty_bin", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Erase what is in the bin now, for good."""
        bin.empty(user_of(request))
        return Response(status=204)
