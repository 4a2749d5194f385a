"""Files packed while they are sent: nothing is kept on disk, and in memory no more than a piece."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.utils.text import slugify
from typing_extensions import Buffer

from studio.models import Asset, Generation, User
from studio.serving import pieces

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


def friendly_name(generation: Generation, asset: Asset) -> str:
    """ "white-sneakers-on-a-street-1a2b3c4d.png": its words in Latin letters, part of its id, its type."""
    words = slugify(generation.prompt.lower().translate(CYRILLIC))[:NAME_LENGTH].strip("-")
    place = f"-{asset.position + 1}" if asset.position else ""
    return f"{words or 'reklamai'}-{str(generation.pk)[:8]}{place}.{asset.extension}"


def files_of(user: User, wanted: dict[str, Any]) -> Iterator[Asset]:
    """This user's results that are not in the bin, read from the database in pieces."""
    rows = Asset.objects.visible_to(user).filter(generation__deleted_at=None, generation__isnull=False, **wanted)
    return rows.select_related("generation").order_by("generation", "position").iterator(chunk_size=100)


async def zipped(assets: Iterator[Asset]) -> AsyncIterator[bytes]:
    """A ZIP archive of the assets, piece by piece; pictures and clips are packed already, so they are only stored."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        while (asset := await sync_to_async(following)(assets)) is not None:
            async for piece in packed(archive, asset, outlet):
                yield piece
    yield outlet.take()


def following(assets: Iterator[Asset]) -> Asset | None:
    return next(assets, None)


async def packed(archive: zipfile.ZipFile, asset: Asset, outlet: Outlet) -> AsyncIterator[bytes]:
    generation = asset.generation
    name = friendly_name(generation, asset) if generation else asset.name
    with archive.open(name, "w", force_zip64=True) as target:
        async for piece in pieces(asset.stored_name, first=0, count=asset.size_bytes):
            target.write(piece)
            yield outlet.take()
