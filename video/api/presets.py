from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.catalogue.validate import AskInvalid
from video.selectors import presets as found
from video.serializers.presets import PresetAskSerializer, PresetChangeSerializer, PresetQuery, PresetSerializer
from video.services import presets

STREET: dict[str, Any] = {
    "name": "Wet street",
    "sensor": "alexa-35",
    "lens": "anamorphic-2x",
    "focal_length": 50,
    "aperture": 2.8,
    "aspect_ratio": "2.39:1",
    "color_profile": "film-500t",
    "movements": [{"name": "push-in", "strength": 45}],
    "speed_ramp": {"name": "hero"},
    "lighting": "neon",
}
EXAMPLES = [OpenApiExample("Anamorphic by night", STREET, request_only=True)]
READ_ONLY = {"id", "slug", "system", "created_at", "updated_at"}
"""Fields of an answer that come back with it when a program changes some and sends all."""


class CameraPresets(Door):
    @operation("camera_presets_list", errors=(422,), parameters=[PresetQuery], responses=page_of(PresetSerializer))
    def get(self, request: Request) -> Response:
        """Your presets, newest first, then ours. All at once: there are at most 200 of yours."""
        rows = found.listed(user_of(request), owner=PresetQuery.of(request).get("owner", ""))
        return page(PresetSerializer(rows, many=True).data, "")

    @operation(
        "camera_presets_create", request=PresetAskSerializer, examples=EXAMPLES, responses={201: PresetSerializer}
    )
    def post(self, request: Request) -> Response:
        """Keep a camera under a name. An order takes it as {"source": "camera", "id", "role": "camera"}."""
        given = said(request, PresetAskSerializer)
        with flat():
            made = presets.create(user_of(request), **given)
        return Response(PresetSerializer(made).data, status=201)


class OneCameraPreset(Door):
    @operation("camera_presets_read", responses=PresetSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(PresetSerializer(found.preset_for(user_of(request), pk)).data)

    @operation("camera_presets_change", request=PresetChangeSerializer, responses=PresetSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Other settings of one of yours; what is left out stays, null empties. One of ours is a 403."""
        presets.check_own(user_of(request), pk)
        given = said(request, PresetChangeSerializer)
        with flat():
            row = presets.change(user_of(request), pk, **given)
        return Response(PresetSerializer(row).data)

    @operation("camera_presets_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """For good. Orders keep their own copy of the camera."""
        presets.delete(user_of(request), pk)
        return Response(status=204)


def said(request: Request, body: type[PresetChangeSerializer]) -> dict[str, Any]:
    """`name`, `about` and `camera` as the services take them; a setting that nobody knows is for them to refuse."""
    asked = body(data=request.data)
    asked.is_valid(raise_exception=True)  # an object, then
    given = dict(asked.validated_data)
    words = {name: given.pop(name) for name in ("name", "about") if name in given}
    unknown = {
        str(name): value for name, value in dict(request.data).items() if name not in {*asked.fields, *READ_ONLY}
    }
    return {**words, "camera": {**given, **unknown}}


@contextmanager
def flat() -> Iterator[None]:
    """Faults under the names of this body: here a setting is "lens", in an order it is "camera.lens"."""
    try:
        yield
    except AskInvalid as refused:
        raise AskInvalid({name.removeprefix("camera."): words for name, words in refused.errors.items()}) from refused
