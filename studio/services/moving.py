"""All files from one store to another, while the site is up. Can be killed and begun again anywhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from reklamai.core.stores import Entry, Store

BY_CONTENT = re.compile(r"(?:.*/)?([0-9a-f]{64})\.[a-z0-9]+$")


@dataclass(slots=True)
class Progress:
    """Counts so far."""

    files: int = 0
    bytes: int = 0
    already: int = 0
    copied: int = 0
    copied_bytes: int = 0
    gone: int = 0
    """Removed at the source while we came to them."""
    damaged: list[str] = field(default_factory=list)
    """Whose content is not what their name says, here or after the copy: left where they are."""
    removed: int = 0


def move(
    source: Store, target: Store, *, dry: bool, remove: bool, recheck: bool, tell: Callable[[Progress], None]
) -> Progress:
    """Copy every file that the target has not whole yet, and read each copy back. Raises StoreTrouble.

    dry: only count. remove: take a file from the source once its copy was read back. recheck: read back those too that
    an earlier run has copied.
    """
    done = Progress()
    with TemporaryDirectory(prefix="reklamai-move-") as folder:
        for entry in source.walk():
            done.files += 1
            done.bytes += entry.size
            if not is_there(entry, target, recheck=recheck or remove):
                if dry:
                    done.copied, done.copied_bytes = done.copied + 1, done.copied_bytes + entry.size
                    tell(done)
                    continue
                if not copied(entry, source, target, Path(folder) / "file", done):
                    continue
            else:
                done.already += 1
            if remove and not dry:
                source.remove(entry.name)
                done.removed += 1
            tell(done)
    return done


def is_there(entry: Entry, target: Store, *, recheck: bool) -> bool:
    """A store has a name only once the file is whole; so its size tells all but decay, for which it is read."""
    found = target.stat(entry.name)
    if found is None or found.size != entry.size:
        return False
    named = BY_CONTENT.match(entry.name)
    return not recheck or named is None or read_back(target, entry.name) == named[1]


def copied(entry: Entry, source: Store, target: Store, path: Path, done: Progress) -> bool:
    """Whether the target now has the file, proved by reading it back."""
    try:
        with path.open("wb") as copy:
            for piece in source.read(entry.name):
                copy.write(piece)
    except FileNotFoundError:
        done.gone += 1
        return False
    with path.open("rb") as copy:
        digest = hashlib.file_digest(copy, "sha256").hexdigest()
    named = BY_CONTENT.match(entry.name)
    if named and named[1] != digest:
        done.damaged.append(entry.name)
        return False
    target.put(entry.name, path, sha256=digest)
    if read_back(target, entry.name) != digest:
        target.remove(entry.name)
        done.damaged.append(entry.name)
        return False
    done.copied += 1
    done.copied_bytes += entry.size
    return True


def read_back(store: Store, name: str) -> str:
    """SHA-256 of what the store gives."""
    digest = hashlib.sha256()
    for piece in store.read(name):
        digest.update(piece)
    return digest.hexdigest()
