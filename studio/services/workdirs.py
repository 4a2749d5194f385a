"""Folders to work in, gone with the work; those of a process that was killed go with the next work on its machine."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Literal

import psutil

OURS = re.compile(r"reklamai-(?:job|upload)-(\d{1,9})-")


@contextmanager
def workdir(purpose: Literal["job", "upload"]) -> Iterator[Path]:
    """An empty folder, removed afterwards with all that is in it."""
    drop_leftovers()
    with TemporaryDirectory(prefix=f"reklamai-{purpose}-{os.getpid()}-") as folder:
        yield Path(folder)


def drop_leftovers() -> None:
    """Remove the folders whose process is no more: kill -9 leaves them, a long clip half made among them."""
    for folder in Path(gettempdir()).glob("reklamai-*"):
        named = OURS.match(folder.name)
        if named and not psutil.pid_exists(int(named[1])):
            shutil.rmtree(folder, ignore_errors=True)  # another process may be at it too
