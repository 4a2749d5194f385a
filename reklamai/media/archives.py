"""A sequence of pictures in one ZIP: what it holds, and its first picture."""

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


def facts_of(path: Path) -> MediaFacts:
    """What an archive of ours holds: kind "archive", the type and size of its first picture, how many there are.

    One picture is opened, whatever the length. Raises MediaError for what is no archive, is cut off, or holds none.
    """
    names = members(path)
    with first_picture(path) as picture:
        return replace(probe(picture), kind="archive", container="zip", frames=len(names))


def archive_thumbnail(path: Path, out: Path) -> None:
    """Write a small WebP of the first picture. Raises MediaError."""
    with first_picture(path) as picture:
        thumbnails.picture_thumbnail(picture, out)


def members(path: Path) -> tuple[str, ...]:
    """Names of the pictures, in their order. Raises MediaError where there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = tuple(sorted(name for name in archive.namelist() if name.lower().endswith(PICTURES)))
    except (zipfile.BadZipFile, OSError) as error:
        raise MediaError("The archive could not be read.", file=path.name) from error
    if not names:
        raise MediaError("The archive holds no picture.", file=path.name)
    return names


@contextmanager
def first_picture(path: Path) -> Iterator[Path]:
    """The first picture as a file of its own, as long as the block lasts."""
    name = members(path)[0]
    with tempfile.TemporaryDirectory(prefix="sequence-", dir=path.parent) as folder:
        picture = Path(folder) / f"first{Path(name).suffix.lower()}"
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as source, picture.open("wb") as target:
                shutil.copyfileobj(source, target)  # checks the sum of what it reads
        except (zipfile.BadZipFile, EOFError) as error:
            raise MediaError("The archive could not be read.", file=path.name) from error
        yield picture
