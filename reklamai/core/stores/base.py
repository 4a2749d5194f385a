"""What the studio asks of any store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast

from django.core.files.storage import storages

PIECE = 1 << 18
"""Bytes that are read at once."""
TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a store."""

    name: str
    size: int
    modified: datetime
    sha256: str = ""
    """What the writer said its content was; only a bucket keeps it, and only `stat` tells it."""


class Store(Protocol):
    """Every method may raise StoreTrouble: away, full, or refused; then nothing has changed that would matter."""

    def put(self, name: str, path: Path, *, sha256: str) -> None:
        """Keep a copy of a local file under `name`, whole or not at all; an older one of that name is replaced."""

    def stat(self, name: str) -> Entry | None:
        """What lies under `name`; None if nothing does."""

    def read(self, name: str, *, first: int = 0, count: int | None = None) -> Iterator[bytes]:
        """The bytes from `first` on, at most `count`. Raises FileNotFoundError."""

    def local_path(self, name: str) -> Path | None:
        """The file itself, to be read only, where it lies on this machine."""

    def walk(self) -> Iterator[Entry]:
        """Every file, in the order of their names' code points."""

    def remove(self, name: str) -> None:
        """Nothing lies under `name` afterwards."""

    def drop_unfinished(self, before: datetime) -> int:
        """Remove what killed writers have left half written before that moment. Returns how many."""

    def link(self, name: str, *, content_type: str, disposition: str) -> str:
        """An address that gives anyone this file for a short while; "" where the store has none to give."""

    def check(self, *, write: bool = False) -> str:
        """A sentence for operators about a store that works; with `write`, a file is kept and removed for proof."""


def store(alias: str = "default") -> Store:
    """The store of that name in STORAGES. Raises InvalidStorageError for an unknown one."""
    return cast("Store", storages[alias])


def type_of(name: str) -> str:
    """The content type that goes with a stored name's ending."""
    return TYPES.get("." + name.rpartition(".")[2].lower(), "application/octet-stream")
