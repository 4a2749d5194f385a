"""Sound mixes for programs: each door reads, calls one service or selector, answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope
from studio.serializers.queries import PageQuery
from video.selectors.mix_lists import mixes_of
from video.selectors.mixes import board_of_sound, mix_for
from video.serializers.mix_asks import LinesSerializer, MixAskSerializer, MixChangeSerializer, SpeakSerializer
from video.serializers.mixes import LinesQuoteSerializer, MixRowSerializer, MixSerializer
from video.services import mixes, mixing, speaking

QUIETER: dict[str, Any] = {"lanes": {"music": {"gain_db": -6}}, "duck_db": 12, "loudness": -16}
OF_CHANGE = [OpenApiExample("Music lower, for a podcast", QUIETER, request_only=True)]
ORDER_ERRORS = (402, 409, 422)


class Mixes(Door):
    key_scope = Scope.ORDER

    @operation("mixes_list", parameters=[PageQuery], responses=page_of(MixRowSerializer))
    def get(self, request: Request) -> Response:
        """Your sound mixes, last changed first."""
        given = PageQuery.of(request)
        rows = mixes_of(user_of(request), cursor=given.get("cursor", ""), size=given["size"])
        return page(MixRowSerializer(rows.items, many=True).data, rows.next_cursor)

    @operation(
        "mixes_open", errors=(404,), request=MixAskSerializer, responses={200: MixSerializer, 201: MixSerializer}
    )
    def post(self, request: Request) -> Response:
        """The mix of a storyboard or of a clip; made if there is none yet (201). It costs nothing."""
        asked = MixAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        film, clip = asked.validated_data.get("film"), asked.validated_data.get("clip")
        of = mixes.for_film if film else mixes.for_clip
        mix, fresh = of(user_of(request), film or clip)
        return shown(request, mix.pk, status=201 if fresh else 200)


class OneMix(Door):
    key_scope = Scope.ORDER

    @operation("mixes_read", responses=MixSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return shown(request, pk)

    @operation("mixes_change", errors=(409,), request=MixChangeSerializer, examples=OF_CHANGE, responses=MixSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Other lanes, loudness, ducking, voice or captions; what is left out stays."""
        content = request.data
        mixes.edit(user_of(request), pk, content, revision=seen_in(content))
        return shown(request, pk)


class MixEstimate(Door):
    key_scope = Scope.READ
    scopes = {"POST": "estimate"}

    @operation("mixes_estimate", request=LinesSerializer, responses=LinesQuoteSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """What it would cost to speak the board's lines now, line by line. Changes nothing."""
        mix = mix_for(user_of(request), pk)
        asked = LinesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(LinesQuoteSerializer(speaking.quote(user_of(request), mix, **asked.validated_data)).data)


class SpeakMix(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "mixes_speak",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=SpeakSerializer,
        responses={202: MixSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Order every line of the board that is not spoken as it stands, all or none."""
        mix = mix_for(user_of(request), pk)
        asked = SpeakSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        speaking.speak(user_of(request), mix, key=idempotency_key(request), **asked.validated_data)
        return shown(request, pk, status=202)


class PreviewMix(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("mixes_preview", errors=ORDER_ERRORS, request=None, responses={202: MixSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Lay the sound under the board's animatic: free, and never twice. Ask until `preview_is_current`."""
        mixing.order_preview(user_of(request), mix_for(user_of(request), pk))
        return shown(request, pk, status=202)


class MakeMix(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("mixes_mix", errors=ORDER_ERRORS, request=None, responses={202: MixSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Lay the sound under the film or the clip, with the lanes apart as files: free, and never twice."""
        mixing.order_mix(user_of(request), mix_for(user_of(request), pk))
        return shown(request, pk, status=202)


class CancelMix(Door):
    key_scope = Scope.ORDER

    @operation("mixes_cancel", request=None, responses=MixSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop what is being made of it; credits come back. What cannot be stopped is finished and heard."""
        mixing.cancel(mix_for(user_of(request), pk))
        return shown(request, pk)


def seen_in(content: Any) -> Any:
    """The revision that a body names."""
    return content.get("revision") if isinstance(content, dict) else None


def shown(request: Request, pk: UUID, *, status: int = 200) -> Response:
    board = board_of_sound(mix_for(user_of(request), pk))
    return Response(MixSerializer(board).data, status=status)
