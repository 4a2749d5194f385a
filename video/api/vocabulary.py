from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door
from studio.api.paging import page, page_of
from studio.api.schema import operation
from video.models import TermKind
from video.selectors.vocabulary import vocabulary
from video.serializers.presets import TermQuery, TermSerializer, told


class CameraTerms(Door):
    @operation("camera_terms_list", errors=(422,), parameters=[TermQuery], responses=page_of(TermSerializer))
    def get(self, request: Request) -> Response:
        """The words of the camera that are offered, in their order and in your language. All at once."""
        asked, known = TermQuery.of(request).get("kind"), vocabulary()
        kinds = [asked] if asked else TermKind.values
        return page([told(term) for kind in kinds for term in known.offered(kind)], "")
