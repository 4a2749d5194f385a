from __future__ import annotations

from uuid import UUID

from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from soulids.selectors import souls as found
from soulids.selectors.album import album_of
from soulids.serializers.asks import AssetAskSerializer, PhotoFilesSerializer
from soulids.serializers.photos import PhotoSerializer
from soulids.serializers.uploads import PhotosTakenSerializer
from soulids.services import adding, photos
from soulids.services.adding import Outcome
from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.parsing import PlainJSON
from studio.api.schema import operation
from studio.models import Scope

EITHER = {"application/json": AssetAskSerializer, "multipart/form-data": PhotoFilesSerializer}


class Photos(Door):
    parser_classes = [PlainJSON, MultiPartParser]
    scopes = {"POST": "upload"}
    key_scope = Scope.ORDER

    @operation("soul_ids_photos_list", responses=page_of(PhotoSerializer))
    def get(self, request: Request, pk: UUID) -> Response:
        """All of them with their verdicts, in the order in which they were added; they fit on one page."""
        album = album_of(found.visible(user_of(request), pk))
        return page(PhotoSerializer(album.photos, many=True, context={"album": album}).data, "")

    @operation("soul_ids_photos_add", request=EITHER, responses={201: PhotosTakenSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Photos from a computer, up to ten at once, or a picture of the library; each is looked at in the background.

        A photo that is there already is the same photo. Several files are taken each for itself; where none could be,
        the answer is the error of the first.
        """
        soul = found.visible(user_of(request), pk)
        outcomes = taken(request, soul.pk)
        answer = PhotosTakenSerializer({"results": outcomes}, context={"album": album_of(soul)})
        return Response(answer.data, status=201)


class OnePhoto(Door):
    @operation("soul_ids_photos_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID, photo: UUID) -> Response:
        """At once and for good, with what was read of the face; a training that goes on with it is stopped."""
        found.visible(user_of(request), pk)
        photos.remove(user_of(request), pk=pk, photo=photo)
        return Response(status=204)


def taken(request: Request, pk: UUID) -> tuple[Outcome, ...]:
    """Files of a form, or the picture that a JSON body names."""
    owner = user_of(request)
    if str(request.content_type).startswith("multipart/"):
        files = PhotoFilesSerializer(data=request.data)
        files.is_valid(raise_exception=True)
        return adding.add_many(owner, pk=pk, files=files.validated_data["file"])
    asked = AssetAskSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    photo = photos.add_from_library(owner, pk=pk, asset=asked.validated_data["asset"])
    return (Outcome(photo.asset.name, photo=photo),)
