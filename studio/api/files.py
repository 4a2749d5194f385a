"""Files for API clients: let in by the API's own door, sent by the one that pages use."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from reklamai.core.errors import NotFound
from studio import archives, serving
from studio.api.doors import Door
from studio.api.errors import body, handler
from studio.api.schema import operation
from studio.models import Asset, User
from studio.services.asks import project_of

RANGE = OpenApiParameter(
    "Range", str, OpenApiParameter.HEADER, description="`bytes=0-1048575`; a piece has at most 1 MiB."
)
SAVE = OpenApiParameter("download", bool, description="Present: named for saving.")
ELSEWHERE = OpenApiResponse(description="At a signed address, where the files are in a bucket.")
BYTES = OpenApiTypes.BINARY


class AnyType(BaseContentNegotiation):
    """Whoever asks for a picture is told of errors in JSON all the same."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class StreamDoor(Door, ABC):
    """Decides who is let in; then `stream` answers, which DRF's doors cannot do for it is asynchronous."""

    content_negotiation_class = AnyType
    scopes = {"GET": "file", "HEAD": "file"}

    def enter(self) -> Response:
        return Response(status=204)

    @abstractmethod
    async def stream(self, request: HttpRequest, pk: UUID, user: User) -> HttpResponseBase:
        """The answer to somebody who was let in. Raises NotFound for what this user cannot see."""

    @classmethod
    def as_stream(cls) -> Callable[..., Coroutine[Any, Any, HttpResponseBase]]:
        gate = sync_to_async(cls.as_view())

        async def opened(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            entered: HttpResponseBase = await gate(request, pk=pk)
            if entered.status_code != 204:
                return entered
            try:
                return await cls().stream(request, pk, cast("User", request.user))
            except Exception as error:  # noqa: BLE001 - the handler logs it: this is the API's boundary, like DRF's own
                answer = handler(error, {"request": request})
                return JsonResponse(answer.data, status=answer.status_code) if isinstance(answer, Response) else answer

        opened.cls, opened.initkwargs = cls, {}  # type: ignore[attr-defined]  # by these the schema finds it
        return csrf_exempt(opened)


async def own_file(request: HttpRequest, pk: UUID, user: User, door: Callable[..., Any]) -> HttpResponseBase:
    """The page's answer, for the owner alone: staff have no special rights here. Raises NotFound."""
    if not await Asset.objects.filter(pk=pk, owner=user).aexists():
        raise NotFound(_("There is no such file."))

    async def auser() -> User:
        return user

    request.auser = auser
    answer: HttpResponseBase = await door(request, pk)
    if answer.status_code != 416:
        return answer
    told = body("no_such_range", _("The file has no such range."))
    return JsonResponse(told, status=416, headers={"Content-Range": answer["Content-Range"]})


class AssetFile(StreamDoor):
    @operation(
        "assets_file",
        errors=(416,),
        parameters=[RANGE, SAVE],
        responses={(200, "*/*"): BYTES, (206, "*/*"): BYTES, 302: ELSEWHERE, 304: None},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """The file itself."""
        return self.enter()

    async def stream(self, request: HttpRequest, pk: UUID, user: User) -> HttpResponseBase:
        return await own_file(request, pk, user, serving.asset_file)


class AssetThumbnail(StreamDoor):
    @operation(
        "assets_thumbnail",
        errors=(416,),
        responses={(200, "image/webp"): BYTES, (206, "image/webp"): BYTES, 302: ELSEWHERE, 304: None},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """A small picture of it."""
        return self.enter()

    async def stream(self, request: HttpRequest, pk: UUID, user: User) -> HttpResponseBase:
        return await own_file(request, pk, user, serving.asset_thumbnail)


class ProjectArchive(StreamDoor):
    @operation("projects_download", responses={(200, "application/zip"): BYTES})
    def get(self, request: Request, pk: UUID) -> Response:
        """All results of a project as one ZIP, packed while you read it."""
        return self.enter()

    async def stream(self, request: HttpRequest, pk: UUID, user: User) -> HttpResponseBase:
        return await sync_to_async(packed)(user, pk)


def packed(user: User, pk: UUID) -> HttpResponseBase:
    return archives.of_project(user, project_of(user, pk))
