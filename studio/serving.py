"""Private files, sent: the owner is checked first, then the file goes out in pieces. Pages and API share it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reklamai.core.errors import NotFound
from studio import storage
from studio.models import Asset, User
from studio.selectors import cases

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")
LARGEST_RANGE = 1 << 20
"""Daphne keeps what a slow client has not taken yet: an answer to a range is never longer than this."""


@require_safe
async def asset_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file itself; `?download=1` names it for saving."""
    asset = await asset_for(request, pk)
    disposition = content_disposition_header("download" in request.GET, file_name(asset)) or "inline"
    file = Sent(asset.stored_name, content_type=asset.content_type, disposition=disposition)
    return mark(await sent(request, file), asset)


def file_name(asset: Asset) -> str:
    """What a browser saves it as: one line, with its ending."""
    words = " ".join("".join(each if each.isprintable() else " " for each in asset.name).split()) or "reklamai"
    return words if words.endswith(f".{asset.extension}") else f"{words}.{asset.extension}"


@require_safe
async def asset_thumbnail(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    asset = await asset_for(request, pk)
    if not asset.thumbnail:
        raise NotFound(_("There is no such file."))
    return mark(await sent(request, Sent(str(asset.thumbnail), content_type="image/webp", disposition="inline")), asset)


@dataclass(frozen=True, slots=True)
class Sent:
    """A stored file and the headers it goes out with."""

    name: str
    content_type: str
    disposition: str


async def sent(request: HttpRequest, file: Sent) -> HttpResponseBase:
    """The way to the store for a while (302), where it has one of its own; else the bytes through us.

    Raises NotFound for a file that is gone: an answer that has begun cannot say so any more. HEAD is answered here: a
    signature is good for one method.
    """
    try:
        if request.method == "GET" and (address := await asyncio.to_thread(link, file)):
            return HttpResponseRedirect(address)
        size = await asyncio.to_thread(storage.size_of, file.name)
    except FileNotFoundError as error:
        raise NotFound(_("There is no such file.")) from error
    answer = await ranged(request, name=file.name, size=size, content_type=file.content_type)
    answer["Content-Disposition"] = file.disposition
    return answer


def link(file: Sent) -> str:
    return storage.link(file.name, content_type=file.content_type, disposition=file.disposition)


async def asset_for(request: HttpRequest, pk: UUID) -> Asset:
    """The owner's asset, from the bin too: a deleted card still shows its picture. Staff see it if `cases` says so.

    Raises NotFound.
    """
    user = await request.auser()
    asset = await Asset.objects.filter(pk=pk).afirst()
    if asset is None or not isinstance(user, User):
        raise NotFound(_("There is no such file."))
    if asset.owner_id != user.pk and not await sync_to_async(cases.may_open)(user, asset):
        raise NotFound(_("There is no such file."))
    return asset


def mark(answer: HttpResponseBase, asset: Asset) -> HttpResponseBase:
    """A file is named by its content and never changes: a browser may keep it, nobody in between may.

    The way to it works for a short while only, and is kept for half of that.
    """
    lasts = settings.S3_LINK_SECONDS // 2 if answer.status_code == 302 else 31_536_000
    answer["Cache-Control"] = f"private, max-age={lasts}" + ("" if answer.status_code == 302 else ", immutable")
    answer["Last-Modified"] = http_date(asset.created_at.timestamp())
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


async def ranged(request: HttpRequest, *, name: str, size: int, content_type: str) -> HttpResponseBase:
    """The whole file (200), a piece of it (206) or 416, read as it is sent."""
    if (since := parse_http_date_safe(request.headers.get("If-Modified-Since", ""))) and since:
        return HttpResponse(status=304)
    first, last, status = wanted(request.headers.get("Range", ""), size)
    if status == 416:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Length": str(last - first + 1), "Accept-Ranges": "bytes"}
    if status == 206:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    wanted_bytes = last - first + 1 if request.method == "GET" else 0
    body = pieces(name, first=first, count=wanted_bytes)
    return StreamingHttpResponse(body, status=status, headers=headers, content_type=content_type)


def wanted(header: str, size: int) -> tuple[int, int, int]:
    """(first byte, last byte, HTTP status) for a Range header; RFC 9110: one that is not understood is left out."""
    match = RANGE.match(header)
    if match is None or not (match[1] or match[2]):
        return 0, size - 1, 200
    if match[1]:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
    else:
        first, last = max(0, size - int(match[2])), size - 1
    if first > last:
        return 0, 0, 416
    return first, min(last, first + LARGEST_RANGE - 1), 206


async def pieces(name: str, *, first: int, count: int) -> AsyncIterator[bytes]:
    """The bytes, each piece read from the store when the one before was taken."""
    if count <= 0:
        return
    read = storage.read(name, first=first, count=count)
    try:
        while piece := await asyncio.to_thread(next, read, b""):
            yield piece
    finally:
        await asyncio.to_thread(close, read)


def close(read: Iterator[bytes]) -> None:
    """End a read that its reader left: the connection to the store goes back."""
    if isinstance(read, Generator):
        read.close()
