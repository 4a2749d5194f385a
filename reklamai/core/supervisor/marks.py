"""Which steps of the set-up are done, so that a later start skips them without asking Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import psycopg


class Marks:
    """One small file per step, holding what it was done for; two processes may write different ones at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, step: str) -> str:
        """The mark of `step`, "" if there is none."""
        try:
            return (self._folder / step).read_text()
        except FileNotFoundError:
            return ""

    def set(self, step: str, mark: str) -> None:
        """Write `step` down as done for `mark`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / step).write_text(mark)


def digest(files: Iterable[Path], *more: str) -> str:
    """A fingerprint of the files' paths and contents, in whatever order they come, and of `more`."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(files):
        total.update(f"{path}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def database_state(connection: psycopg.Connection) -> str:
    """What the database itself knows of its migrations: another or an emptied database never looks like this one."""
    found = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    if found is None or found[0] is None:
        return "empty"
    row = connection.execute(
        "SELECT count(*), min(applied)::text, max(applied)::text FROM django_migrations"
    ).fetchone()
    return " ".join(map(str, row or ()))
