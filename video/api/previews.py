from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.schema import operation
from video.models import PlateStatus
from video.selectors import presets as found
from video.services import plates, previews

AGAIN_AFTER_S = 1
EXAMPLES = [
    OpenApiExample(
        "A picture of yours", {"picture": "7c1c2f1e-0c1f-4e0c-9d0e-3f1b8a6f2a10", "width": 1280}, request_only=True
    )
]


class PreviewAskSerializer(serializers.Serializer[dict[str, Any]]):
    """What to look at."""

    picture = serializers.UUIDField(help_text="An asset of yours: a picture.")
    width = serializers.ChoiceField(choices=previews.WIDTHS, default=previews.WIDTHS[-1])


class ReadingSerializer(serializers.Serializer[dict[str, Any]]):
    status = serializers.ChoiceField(choices=["reading", "failed"], help_text="Of the picture's depth.")


class PresetPreview(Door):
    @operation(
        "camera_presets_preview",
        request=PreviewAskSerializer,
        examples=EXAMPLES,
        responses={(200, "image/webp"): OpenApiTypes.BINARY, 202: ReadingSerializer},
    )
    def post(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Your picture through this camera, as WebP. 202 while its depth is read: ask again after a second."""
        preset = found.preset_for(user_of(request), pk)
        asked = PreviewAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        plate = plates.plate_for(user_of(request), asked.validated_data["picture"])
        if plate.status != PlateStatus.READY:
            return Response({"status": plate.status}, status=202, headers={"Retry-After": str(AGAIN_AFTER_S)})
        camerawork = previews.camerawork_of(found.camera_of(preset))
        made = previews.preview(plate, camerawork, width=asked.validated_data["width"])
        return HttpResponse(made.content, content_type="image/webp")
