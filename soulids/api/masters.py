from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from soulids.api.souls import one
from soulids.selectors import souls as found
from soulids.selectors.masters import masters_of
from soulids.serializers.asks import AssetAskSerializer, MasterAskSerializer
from soulids.serializers.rows import SoulIDSerializer
from soulids.serializers.training import MasterSerializer
from soulids.services import masters
from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope

ORDER_ERRORS = (402, 404, 409, 413, 422)


class Masters(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("soul_ids_masters", responses=page_of(MasterSerializer))
    def get(self, request: Request, pk: UUID) -> Response:
        """Pictures of the person that models have made or are making, newest first; they fit on one page."""
        rows = masters_of(found.visible(user_of(request), pk))
        return page(MasterSerializer(rows, many=True).data, "")

    @operation(
        "soul_ids_masters_order",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=MasterAskSerializer,
        responses={202: MasterSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Have a model make the master image of a trained person; measured, it is taken if it is this person."""
        found.visible(user_of(request), pk)
        asked = MasterAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = masters.order_master(user_of(request), pk=pk, key=idempotency_key(request), **asked.validated_data)
        return Response(MasterSerializer(made).data, status=202)


class Master(Door):
    key_scope = Scope.ORDER

    @operation("soul_ids_master_choose", errors=(409,), request=AssetAskSerializer, responses=SoulIDSerializer)
    def put(self, request: Request, pk: UUID) -> Response:
        """Take a photo of this Soul ID, the portrait of its training, or a picture of `masters` as master image."""
        found.visible(user_of(request), pk)
        asked = AssetAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        masters.choose_master(user_of(request), pk=pk, asset=asked.validated_data["asset"])
        return one(request, pk)
