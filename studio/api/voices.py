from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.selectors.voices import voices_of_model
from studio.serializers.voices import VoiceQuery, VoiceSerializer


class Voices(Door):
    @operation("voices_list", errors=(404, 422), parameters=[VoiceQuery], responses=page_of(VoiceSerializer))
    def get(self, request: Request) -> Response:
        """Every voice of a model, in one page."""
        model = VoiceQuery.of(request)["model"]
        return page(VoiceSerializer(voices_of_model(model), many=True).data, "")
