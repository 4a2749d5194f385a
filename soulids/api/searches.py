from __future__ import annotations

from uuid import UUID

from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from soulids.models import SoulSearch
from soulids.selectors import search as found
from soulids.serializers.asks import AssetAskSerializer, PictureFileSerializer
from soulids.serializers.searches import SoulSearchSerializer
from soulids.services import searching
from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.parsing import PlainJSON
from studio.api.schema import operation
from studio.models import Scope

EITHER = {"application/json": AssetAskSerializer, "multipart/form-data": PictureFileSerializer}


class Searches(Door):
    parser_classes = [PlainJSON, MultiPartParser]
    scopes = {"POST": "upload"}
    key_scope = Scope.ORDER

    @operation(
        "soul_ids_search",
        errors=(404, 409, 422),
        parameters=[IDEMPOTENCY_KEY],
        request=EITHER,
        responses={202: SoulSearchSerializer},
    )
    def post(self, request: Request) -> Response:
        """Who of your trained Soul IDs is in this picture? Free; a picture that is sent is deleted with the answer."""
        return Response(SoulSearchSerializer(asked(request)).data, status=202)


class OneSearch(Door):
    @operation("soul_ids_search_read", responses=SoulSearchSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The answer; read it again until `status` is none of `queued` and `running`."""
        return Response(SoulSearchSerializer(found.visible(user_of(request), pk)).data)


def asked(request: Request) -> SoulSearch:
    """The search for the file of a form, or for the picture that a JSON body names."""
    owner, key = user_of(request), idempotency_key(request)
    if str(request.content_type).startswith("multipart/"):
        sent = PictureFileSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return searching.by_file(owner, file=sent.validated_data["file"], key=key)
    named = AssetAskSerializer(data=request.data)
    named.is_valid(raise_exception=True)
    return searching.by_asset(owner, asset=named.validated_data["asset"], key=key)
