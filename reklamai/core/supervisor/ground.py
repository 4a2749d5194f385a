"""What must be true of the machine before anything starts; `doctor` asks the same."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psutil

from reklamai.core.starting import CannotStart

LEAST_FREE_BYTES = 500 * 2**20
PYTHONS = ((3, 11), (3, 12))
HERE = ("localhost", "127.0.0.1", "[::1]", "::1")


def check_python() -> str:
    """The version, if the pinned packages have wheels for it. Raises CannotStart."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] not in PYTHONS:
        raise CannotStart(f"Python {version} is unfit: the pinned packages exist for 3.11 and 3.12.")
    return version


def check_disk(home: Path) -> str:
    """The free space, if there is enough. Raises CannotStart."""
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < LEAST_FREE_BYTES:
        raise CannotStart(
            f"The disk of {existing} is full: {free // 2**20} MB are free, {LEAST_FREE_BYTES // 2**20} MB are needed. "
            "Free some, or set REKLAMAI_HOME to a folder on another disk."
        )
    return f"{free / 2**30:.1f} GB free"


def check_home(home: Path) -> str:
    """The data folder, if it can be written. Raises CannotStart."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return str(home)
    except OSError as error:
        raise CannotStart(f"{home} cannot be written ({error.strerror}): set REKLAMAI_HOME to one that can.") from error


def check_shared_memory() -> str:
    """That semaphores can be made, which every queue of the workers needs. Raises CannotStart."""
    folder = Path("/dev/shm")  # noqa: S108 - Linux's shared memory, not a temp folder
    if sys.platform == "linux" and not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise CannotStart(f"{folder} is missing or closed: the workers need it. In a container: mount a tmpfs there.")
    return "ok"


def listen(port: int, hosts: Sequence[str]) -> socket.socket:
    """A listening socket on `port`: of this machine only, unless ALLOWED_HOSTS names others. Raises CannotStart.

    Bound by the supervisor and inherited by the web server: no one takes the port while that starts again, and who
    comes meanwhile waits instead of being turned away.
    """
    address = "127.0.0.1" if all(host in HERE for host in hosts) else "0.0.0.0"  # noqa: S104 - asked for by name
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EACCES:
            raise CannotStart(f"Port {port} is for root only: set PORT to one above 1023.") from error
        if error.errno != errno.EADDRINUSE:
            raise
        raise CannotStart(f"Port {port} is taken{_by_whom(port)}: stop that, or set PORT to another.") from error
    return listener


def _by_whom(port: int) -> str:
    try:
        holders = [each.pid for each in psutil.net_connections("tcp") if each.laddr and each.laddr.port == port]
        names = [f"{psutil.Process(pid).name()}, process {pid}" for pid in holders if pid]
    except psutil.Error:  # not ours to see, or just gone
        return ""
    return f" by {names[0]}" if names else ""
