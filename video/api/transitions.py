from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.schema import operation
from studio.models import Scope
from studio.serializers.rows import GenerationSerializer
from video.serializers.transitions import TransitionSerializer
from video.services import transitions


class Transitions(Door):
    key_scope = Scope.ORDER

    @operation(
        "transitions_create",
        errors=(404, 409, 422),
        parameters=[IDEMPOTENCY_KEY],
        request=TransitionSerializer,
        responses={202: GenerationSerializer},
    )
    def post(self, request: Request) -> Response:
        """One clip of two of yours, free: the pictures between them are made, the sound is cross-faded.

        The order is followed as every other, at `GET /api/generations/{id}`.
        """
        given = TransitionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = transitions.order(user_of(request), **given.validated_data, key=idempotency_key(request))
        return Response(GenerationSerializer(made).data, status=202)
