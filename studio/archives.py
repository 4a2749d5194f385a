"""Files packed while they are sent: nothing is kept on disk, and in memory no more than a piece."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from typing_extensions import Buffer

from studio.models import Asset, Generation, Project, User
from studio.serving import pieces

logger = logging.getLogger(__name__)

NAME_LENGTH = 60
CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeezijklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name there, in our storage, and its bytes."""

    name: str
    stored: str
    size: int


class Outlet(io.RawIOBase):
    """A file that can only be written to: what was written is taken out with `take`."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer) -> int:
        taken = bytes(piece)
        self._written.append(taken)
        return len(taken)

    def take(self) -> bytes:
        taken = b"".join(self._written)
        self._written.clear()
        return taken


def latin(words: str) -> str:
    """ "Белые кроссовки" as "belye-krossovki": fit for a file's name anywhere."""
    return slugify(words.lower().translate(CYRILLIC))[:NAME_LENGTH].strip("-")


def friendly_name(generation: Generation, asset: Asset) -> str:
    """ "white-sneakers-on-a-street-1a2b3c4d.png": its words in Latin letters, part of its id, its type."""
    place = f"-{asset.position + 1}" if asset.position else ""
    return f"{latin(generation.prompt) or 'reklamai'}-{str(generation.pk)[:8]}{place}.{asset.extension}"


def members(user: User, wanted: dict[str, Any]) -> list[Member]:
    """This user's results that are not in the bin, as names alone: 200 bytes each, and no row is read later.

    A slow client may take an hour: no connection to the database is kept for it.
    """
    rows = Asset.objects.visible_to(user).filter(generation__deleted_at=None, generation__shown=True, **wanted)
    rows = rows.select_related("generation").only("position", "file", "size_bytes", "generation__prompt")
    found = [
        Member(name=friendly_name(asset.generation, asset), stored=asset.stored_name, size=asset.size_bytes)
        for asset in rows.order_by("generation", "position").iterator(chunk_size=500)
        if asset.generation
    ]
    if not connection.in_atomic_block:
        connection.close()
    return found


async def zipped(files: list[Member]) -> AsyncIterator[bytes]:
    """A ZIP archive of the files, piece by piece; pictures and clips are packed already, so they are only stored."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for member in files:
            async for piece in packed(archive, member, outlet):
                yield piece
    yield outlet.take()


async def packed(archive: zipfile.ZipFile, member: Member, outlet: Outlet) -> AsyncIterator[bytes]:
    """One file's pieces; one that is gone from the store is left out, for the others are still wanted."""
    source = pieces(member.stored, first=0, count=member.size)
    try:
        piece = await anext(source, b"")
    except FileNotFoundError:
        logger.warning("a file is not in the store", extra={"file": member.stored})
        return
    with archive.open(member.name, "w", force_zip64=True) as target:
        while piece:
            target.write(piece)
            yield outlet.take()
            piece = await anext(source, b"")


def answer(files: list[Member], *, name: str) -> StreamingHttpResponse:
    """The archive as a download called `name`.zip, packed while it is read."""
    header = content_disposition_header(as_attachment=True, filename=f"{name}.zip")
    return StreamingHttpResponse(
        zipped(files), content_type="application/zip", headers={"Content-Disposition": header or "attachment"}
    )


def of_works(user: User, wanted: dict[str, Any], *, on: date) -> StreamingHttpResponse:
    """The files of some works, `wanted` being a filter of assets."""
    return answer(members(user, wanted), name=f"reklamai-{on:%Y-%m-%d}")


def of_project(user: User, project: Project) -> StreamingHttpResponse:
    """The files of all works of a project."""
    name = f"{latin(project.name) or 'project'}-{timezone.localdate():%Y-%m-%d}"
    return answer(members(user, {"generation__project": project}), name=name)
