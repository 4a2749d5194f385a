"""The live view's door: one picture through the camera as it stands."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from reklamai.core.errors import BadInput, ReklamError
from studio.selectors.plain import is_plain_json
from studio.views import PageRequest
from video.marks import ratio_of
from video.models import PlateStatus
from video.services import plates, previews
from video.shown_numbers import numbers_in, numbers_of, said_of

AGAIN_AFTER_MS = 700


@login_required
@require_POST
def preview(request: PageRequest) -> HttpResponse:
    """WebP with the camera's numbers in `X-Camera` (JSON, percent-encoded); 202 while the picture is still read.

    Fields: picture (an asset's id, or empty for the numbers alone), camera (JSON), width, format (of the order, "16:9",
    where the camera has none). What is wrong is said in JSON with the status of the error.
    """
    try:
        camerawork = previews.camerawork_of(camera_in(request), ratio=ratio_of(request.POST.get("format", "")))
        picture = request.POST.get("picture", "")
        if not picture:
            return JsonResponse({"numbers": said_of(numbers_of(camerawork))})
        plate = plates.plate_for(request.user, picture)
        if plate.status != PlateStatus.READY:
            return JsonResponse({"again": AGAIN_AFTER_MS, "failed": plate.status == PlateStatus.FAILED}, status=202)
        made = previews.preview(plate, camerawork, width=width_in(request))
    except ReklamError as error:
        return JsonResponse({"message": error.message, **error.facts}, status=error.status)
    response = HttpResponse(made.content, content_type="image/webp")
    response["X-Camera"] = quote(json.dumps(said_of(numbers_in(made.facts, camerawork))))
    response["Cache-Control"] = "no-store"
    return response


def camera_in(request: PageRequest) -> dict[str, Any]:
    """Raises BadInput for what is no JSON object, or none that can be told of or kept."""
    try:
        camera = json.loads(request.POST.get("camera") or "{}")
    except (ValueError, RecursionError) as error:
        raise BadInput("The camera cannot be read.") from error
    if not isinstance(camera, dict) or not is_plain_json(camera):
        raise BadInput("The camera cannot be read.")
    return camera


def width_in(request: PageRequest) -> int:
    asked = request.POST.get("width", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 5 else previews.WIDTHS[0]
    return next((width for width in previews.WIDTHS if width >= wanted), previews.WIDTHS[-1])
