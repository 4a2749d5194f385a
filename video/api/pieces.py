"""Sounds on the lanes of a mix, for programs; and what can be read of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.files import AnyType
from studio.api.schema import operation
from studio.models import Scope
from video.api.mixes import ORDER_ERRORS, seen_in, shown
from video.selectors.mixes import board_of_sound, mix_for
from video.serializers.mix_asks import (
    MakeSerializer,
    MixCaptionsQuery,
    PeaksQuery,
    RemakeSerializer,
    SoundAskSerializer,
    SoundChangeSerializer,
)
from video.serializers.mixes import MixSerializer, PeaksSerializer
from video.services import making, peaks, sounds
from video.sound_files import TYPES, captions_file

RAIN: dict[str, Any] = {
    "lane": "ambience", "loop": True, "kind": "sound_effect", "model": "sounds-draft",
    "prompt": "rain on a tin roof, distant traffic",
}  # fmt: skip
OF_MAKE = [OpenApiExample("Rain under all of it", RAIN, request_only=True)]


class Pieces(Door):
    key_scope = Scope.ORDER

    @operation("mixes_add", errors=(409,), request=SoundAskSerializer, responses={201: MixSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Put a sound of your library on a lane, or a clip's own sound. Its lane follows from what it is."""
        mix, content = mix_for(user_of(request), pk), request.data
        sounds.add(user_of(request), mix, content, revision=seen_in(content))
        return shown(request, pk, status=201)


class OnePiece(Door):
    key_scope = Scope.ORDER

    @operation("mixes_change_sound", errors=(409,), request=SoundChangeSerializer, responses=MixSerializer)
    def patch(self, request: Request, pk: UUID, piece: UUID) -> Response:
        """Move, trim, fade, loop or mute one sound. Words, lane and shot of a line are the board's."""
        mix, content = mix_for(user_of(request), pk), request.data
        sounds.change(user_of(request), mix, piece, content, revision=seen_in(content))
        return shown(request, pk)

    @operation("mixes_remove_sound", responses={204: None})
    def delete(self, request: Request, pk: UUID, piece: UUID) -> Response:
        """Off its lane. Its file stays in the library, and `restore` puts it back for 30 days."""
        sounds.remove(user_of(request), mix_for(user_of(request), pk), piece)
        return Response(status=204)


class RestorePiece(Door):
    key_scope = Scope.ORDER

    @operation("mixes_restore_sound", errors=(409,), request=None, responses=MixSerializer)
    def post(self, request: Request, pk: UUID, piece: UUID) -> Response:
        """A removed sound on its lane again."""
        sounds.put_back(user_of(request), mix_for(user_of(request), pk), piece)
        return shown(request, pk)


class RemakePiece(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "mixes_remake_sound",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=RemakeSerializer,
        responses={202: MixSerializer},
    )
    def post(self, request: Request, pk: UUID, piece: UUID) -> Response:
        """Order the same sound once more, with another seed; what there is stays until the new one is there.

        The line of a shot is spoken by the words and the voice that the board has now: `estimate` tells its price.
        """
        row = sounds.sound_for(mix_for(user_of(request), pk), piece)
        asked = RemakeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        making.remake(user_of(request), row, key=idempotency_key(request), **asked.validated_data)
        return shown(request, pk, status=202)


class MakeSound(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "mixes_make",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=MakeSerializer,
        examples=OF_MAKE,
        responses={202: MixSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Order speech, an effect or music, which lands on a lane when it is there. Price it at `/api/estimates`."""
        mix = mix_for(user_of(request), pk)
        asked = MakeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        place, quoted = sounds.place_for(mix, asked.place), asked.validated_data["quoted"]
        making.make(user_of(request), mix, ask=asked.ask(), key=idempotency_key(request), quoted=quoted, **place)
        return shown(request, pk, status=202)


class MixCaptions(Door):
    key_scope = Scope.READ
    content_negotiation_class = AnyType
    scopes = {"GET": "estimate"}

    @operation(
        "mixes_captions",
        errors=(422,),
        parameters=[MixCaptionsQuery],
        responses={(200, kind): str for kind in TYPES.values()},
    )
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """What is said, as captions by the times of the words: SubRip or WebVTT."""
        mix = mix_for(user_of(request), pk)
        given = MixCaptionsQuery.of(request)
        told = captions_file(board_of_sound(mix), given["format"], of=given.get("under", ""))
        return HttpResponse(told, content_type=f"{TYPES[given['format']]}; charset=utf-8")


class PiecePeaks(Door):
    key_scope = Scope.READ
    scopes = {"GET": "file"}

    @operation("mixes_sound_peaks", errors=(422,), parameters=[PeaksQuery], responses=PeaksSerializer)
    def get(self, request: Request, pk: UUID, piece: UUID) -> Response:
        """The wave of one sound, to draw."""
        asset = peaks.file_of(mix_for(user_of(request), pk), piece)
        return Response({"peaks": peaks.peaks(asset, PeaksQuery.of(request)["columns"])})
