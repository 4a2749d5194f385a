"""Files in a folder of this machine."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

from reklamai.core.errors import StoreTrouble
from reklamai.core.stores.base import PIECE, Entry

UNFINISHED = ".part"
REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "refused",
    errno.EPERM: "refused",
}


class DiskStore(FileSystemStorage):
    """Django's folder of files, with writes that a kill or a full disk cannot leave half done."""

    def put(self, name: str, path: Path, *, sha256: str) -> None:  # noqa: ARG002 - a folder has no place for it
        """See `Store.put`. The copy is on the disk itself when this returns, and only then has its name."""
        target = Path(self.path(name))
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}{UNFINISHED}")
        with troubles():
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("rb") as source, part.open("xb") as copy:
                    part.chmod(0o600)
                    shutil.copyfileobj(source, copy, 1 << 20)
                    copy.flush()
                    os.fsync(copy.fileno())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    def stat(self, name: str) -> Entry | None:
        with troubles():
            try:
                return entry(name, Path(self.path(name)).stat())
            except (FileNotFoundError, NotADirectoryError):
                return None

    def read(self, name: str, *, first: int = 0, count: int | None = None) -> Iterator[bytes]:
        """See `Store.read`. A file that is not there is told at the first piece."""
        with troubles(), Path(self.path(name)).open("rb") as file:
            file.seek(first)
            left = count
            while piece := file.read(PIECE if left is None else min(PIECE, left)):
                left = None if left is None else left - len(piece)
                yield piece

    def local_path(self, name: str) -> Path | None:
        return Path(self.path(name))

    def walk(self) -> Iterator[Entry]:
        with troubles():
            yield from entries(Path(self.location), "")

    def remove(self, name: str) -> None:
        with troubles():
            Path(self.path(name)).unlink(missing_ok=True)

    def drop_unfinished(self, before: datetime) -> int:
        dropped = 0
        with troubles():
            for part in Path(self.location).rglob(f".*{UNFINISHED}"):
                if part.lstat().st_mtime < before.timestamp():
                    part.unlink(missing_ok=True)
                    dropped += 1
        return dropped

    def link(self, name: str, *, content_type: str, disposition: str) -> str:  # noqa: ARG002 - only a bucket signs
        return ""

    def check(self, *, write: bool = False) -> str:
        folder = Path(self.location)
        with troubles():
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, "not ours to read and write")
            if write:
                probe = folder / f".{secrets.token_hex(4)}{UNFINISHED}"
                try:
                    probe.write_bytes(bytes(PIECE))
                finally:
                    probe.unlink(missing_ok=True)
        return f"folder {folder}"


def entries(folder: Path, inside: str) -> Iterator[Entry]:
    """The files below `folder`. A folder is sorted with the slash that its files' names go on with."""
    try:
        found = [(f"{each.name}/" if each.is_dir() else each.name, each) for each in os.scandir(folder)]
    except FileNotFoundError:
        return
    for key, each in sorted(found, key=lambda pair: pair[0]):
        if key.endswith("/"):
            yield from entries(Path(each.path), inside + key)
        elif not key.startswith("."):
            try:
                yield entry(inside + key, each.stat())
            except FileNotFoundError:  # removed since the folder was read
                continue


def entry(name: str, facts: os.stat_result) -> Entry:
    return Entry(name=name, size=facts.st_size, modified=datetime.fromtimestamp(facts.st_mtime, UTC))


@contextmanager
def troubles() -> Iterator[None]:
    """The disk's errors as ours; a missing file stays one."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = REASONS.get(error.errno or 0, "away")
        raise StoreTrouble(_("Our file store has trouble right now. Try again soon."), reason=reason) from error
