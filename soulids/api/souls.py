from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from soulids.selectors import souls as found
from soulids.selectors.use import used_by
from soulids.serializers.asks import (
    ConsentAskSerializer,
    SoulAskSerializer,
    SoulChangeSerializer,
    SoulListQuery,
    soul_query,
)
from soulids.serializers.rows import (
    ConsentAnswerSerializer,
    SoulIDRowSerializer,
    SoulIDSerializer,
    consent_answer,
)
from soulids.serializers.training import UseSerializer
from soulids.services import consent, forgetting, souls
from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope


class SoulIDs(Door):
    key_scope = Scope.ORDER

    @operation("soul_ids_list", parameters=[SoulListQuery], responses=page_of(SoulIDRowSerializer))
    def get(self, request: Request) -> Response:
        """Your Soul IDs, newest first."""
        given = SoulListQuery.of(request)
        rows = found.page(user_of(request), soul_query(given), cursor=given.get("cursor", ""), size=given["size"])
        return page(SoulIDRowSerializer(rows.items, many=True).data, rows.next_cursor)

    @operation(
        "soul_ids_create",
        errors=(409, 422),
        parameters=[IDEMPOTENCY_KEY],
        request=SoulAskSerializer,
        responses={201: SoulIDSerializer},
    )
    def post(self, request: Request) -> Response:
        """A person to be learned; photos and the consent come next."""
        asked = SoulAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = souls.create(user_of(request), key=idempotency_key(request), **asked.validated_data)
        return one(request, made.pk, status=201)


class OneSoulID(Door):
    @operation("soul_ids_read", responses=SoulIDSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """With its consent and the state of its album; read it again until `status` says what you wait for."""
        return one(request, pk)

    @operation("soul_ids_change", errors=(409,), request=SoulChangeSerializer, responses=SoulIDSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Another name, handle or description."""
        found.visible(user_of(request), pk)  # first: what is wrong with a body is only told to its owner
        given = SoulChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        souls.change(user_of(request), pk=pk, **given.validated_data)
        return one(request, pk)

    @operation("soul_ids_delete", responses={200: UseSerializer})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Erased at once and for good: photos, face data, master images, weights. Says what used it; that stays."""
        return Response(UseSerializer(forgetting.forget(user_of(request), pk)).data)


class UsedIn(Door):
    @operation("soul_ids_used_in", responses=UseSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """What used it, and what deleting it would do."""
        return Response(UseSerializer(used_by(user_of(request), pk)).data)


class ConsentOf(Door):
    key_scope = Scope.ORDER

    @operation("soul_ids_consent_read", responses=ConsentAnswerSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """What was agreed to; and the rights there are, with the words of each in your language."""
        return Response(consent_answer(found.visible(user_of(request), pk)))

    @operation("soul_ids_consent_give", errors=(409,), request=ConsentAskSerializer, responses=ConsentAnswerSerializer)
    def put(self, request: Request, pk: UUID) -> Response:
        """Say by what right this face is learned: without it nothing is trained."""
        soul = found.visible(user_of(request), pk)
        given = ConsentAskSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        consent.give(user_of(request), pk=pk, **given.validated_data)
        return Response(consent_answer(soul))


def one(request: Request, pk: UUID, *, status: int = 200) -> Response:
    return Response(SoulIDSerializer(found.visible(user_of(request), pk)).data, status=status)
