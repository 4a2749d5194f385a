"""Files in and out of our store. Names are made of the content, so that a file never changes once it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reklamai.core.errors import StoreTrouble
from reklamai.core.stores import Entry, Store, store

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in our store."""

    name: str
    sha256: str
    size_bytes: int


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path, *, folder: str) -> Kept:
    """Copy a local file to `<folder>/<sha256>.<ext>`. Repeating it changes nothing: same content, same name.

    Afterwards it is there and young: no sweep takes it before its row is written. Raises StoreTrouble.
    """
    digest = sha256_of(path)
    name = f"{folder}/{digest}{path.suffix.lower()}"
    return ensure(Kept(name=name, sha256=digest, size_bytes=path.stat().st_size), path)


def ensure(kept: Kept, path: Path) -> Kept:
    """Put it there again if it has gone, came short or grew old. Raises StoreTrouble."""
    if not is_young(there(kept.name), size=kept.size_bytes):
        store().put(kept.name, path, sha256=kept.sha256)
    return kept


def there(name: str) -> Entry | None:
    """What lies in the store that new files go to."""
    return store().stat(name)


def is_young(entry: Entry | None, *, size: int) -> bool:
    """Whether a whole file lies there that no sweep will look at for half its grace."""
    half = timedelta(seconds=settings.STORE_GRACE_S / 2)
    return entry is not None and entry.size == size and entry.modified > timezone.now() - half


def lock(names: Iterable[str]) -> None:
    """Until the transaction ends, nobody else writes a row for these names or removes their files."""
    with connection.cursor() as cursor:
        for name in sorted(set(names)):  # one order for all, so that no two wait for one another
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def stores() -> tuple[Store, ...]:
    """Where files may lie: first where new ones go, then where those are that a move has not reached."""
    also = settings.FILES_ALSO_IN
    return (store(), store(also)) if also else (store(),)


def holder(name: str) -> Store:
    """The store that has this file. Raises FileNotFoundError."""
    for each in stores():
        if each.stat(name) is not None:
            return each
    raise FileNotFoundError(name)


def size_of(name: str) -> int:
    """Bytes. Raises FileNotFoundError, StoreTrouble."""
    for each in stores():
        if (entry := each.stat(name)) is not None:
            return entry.size
    raise FileNotFoundError(name)


def read(name: str, *, first: int = 0, count: int | None = None) -> Iterator[bytes]:
    """The file's bytes from `first` on, at most `count`, in pieces. Raises FileNotFoundError, StoreTrouble."""
    places = stores()
    # A request for nothing but the question where it lies is made only while files move.
    source = places[0] if len(places) == 1 else holder(name)
    return source.read(name, first=first, count=count)


def link(name: str, *, content_type: str, disposition: str) -> str:
    """A short-lived address for a browser; "" where the file has to go through us. Raises FileNotFoundError."""
    if settings.FILES_PROXIED:
        return ""
    places = stores()
    source = places[0] if len(places) == 1 else holder(name)
    return source.link(name, content_type=content_type, disposition=disposition)


def local_copy(name: str, *, into: Path) -> Path:
    """The stored file as a local path to read from: the file itself where the store is a disk, else a whole copy.

    Raises FileNotFoundError, and StoreTrouble for one that came short.
    """
    source = holder(name)
    if (path := source.local_path(name)) is not None:
        return path
    target = into / name.rpartition("/")[2]
    with target.open("wb") as copy:
        for piece in source.read(name):
            copy.write(piece)
    entry = source.stat(name)
    if entry is None or target.stat().st_size != entry.size:
        raise StoreTrouble("The file came short from the store.", reason="short")
    return target


def forget(name: str) -> None:
    """Remove a stored file from wherever it lies; it may be gone already."""
    if name:
        for each in stores():
            each.remove(name)
