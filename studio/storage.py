"""Files in and out of our store. Names are made of the content, so that a file never changes once it is there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in our store."""

    name: str
    sha256: str
    size_bytes: int


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def keep(path: Path, *, folder: str) -> Kept:
    """Copy a local file to `<folder>/<sha256>.<ext>`. Repeating it changes nothing: same content, same name.

    A file of that name which a killed process has left half written is written anew.
    """
    digest = sha256_of(path)
    name = f"{folder}/{digest}{path.suffix.lower()}"
    if not is_whole(name, size=path.stat().st_size):
        default_storage.delete(name)
        with path.open("rb") as file:
            name = default_storage.save(name, File(file))
    return Kept(name=name, sha256=digest, size_bytes=path.stat().st_size)


def is_whole(name: str, *, size: int) -> bool:
    try:
        return default_storage.size(name) == size
    except OSError:  # it is not there, or the store says so in its own way
        return False


def names(folder: str = "") -> Iterator[str]:
    """Every file of our store."""
    folders, files = default_storage.listdir(folder)
    inside = f"{folder}/" if folder else ""
    yield from (inside + file for file in files)
    for each in folders:
        yield from names(inside + each)


def local_copy(name: str, *, into: Path) -> Path:
    """The stored file as a local path to read from: the file itself where the store is a disk, else a copy."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        target = into / name.rpartition("/")[2]
        with default_storage.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, CHUNK)
        return target


def forget(name: str) -> None:
    """Remove a stored file; it may be gone already."""
    if name:
        default_storage.delete(name)
