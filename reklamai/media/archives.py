"""A sequence of pictures, or the stems of a mix, in one ZIP: what it holds, and the first of it."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reklamai.core.errors import MediaError
from reklamai.media import thumbnails
from reklamai.media.probe import MediaFacts, probe

PICTURES = (".png", ".tif", ".tiff")
SOUNDS = (".wav",)


def facts_of(path: Path) -> MediaFacts:
    """What an archive of ours holds: kind "archive", the type and size of its first member, how many there are.

    One member is opened, whatever the length. Raises MediaError for what is no archive, is cut off, or holds none.
    """
    names = members(path)
    with first_of(path) as member:
        return replace(probe(member), kind="archive", container="zip", frames=len(names))


def archive_thumbnail(path: Path, out: Path) -> None:
    """Write a small WebP of the first picture or sound. Raises MediaError."""
    with first_of(path) as member:
        thumbnails.thumbnail(member, "sound" if member.suffix in SOUNDS else "picture", out)


def members(path: Path) -> tuple[str, ...]:
    """Names of the pictures, or else of the sounds as they lie there. Raises MediaError where there is neither."""
    try:
        with zipfile.ZipFile(path) as archive:
            pictures = tuple(sorted(name for name in archive.namelist() if name.lower().endswith(PICTURES)))
            names = pictures or tuple(name for name in archive.namelist() if name.lower().endswith(SOUNDS))
    except (zipfile.BadZipFile, OSError) as error:
        raise MediaError("The archive could not be read.", file=path.name) from error
    if not names:
        raise MediaError("The archive holds neither picture nor sound.", file=path.name)
    return names


@contextmanager
def first_of(path: Path) -> Iterator[Path]:
    """The first picture or sound as a file of its own, as long as the block lasts."""
    name = members(path)[0]
    with tempfile.TemporaryDirectory(prefix="sequence-", dir=path.parent) as folder:
        member = Path(folder) / f"first{Path(name).suffix.lower()}"
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as source, member.open("wb") as target:
                shutil.copyfileobj(source, target)  # checks the sum of what it reads
        except (zipfile.BadZipFile, EOFError) as error:
            raise MediaError("The archive could not be read.", file=path.name) from error
        yield member
