"""What a data folder says about its running server, and whether that is true."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

import psutil

# Lines of postmaster.pid, see PostgreSQL's src/include/utils/pidfile.h.
PID_LINE, STATUS_LINE = 0, 7
# Above the largest pid that Linux (4194304) or macOS (99998) ever gives.
NOBODYS_PID = 4194999


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The claim of `postmaster.pid`."""

    pid: int
    ready: bool


def claimed(data: Path) -> Postmaster | None:
    """What `postmaster.pid` in `data` claims; None if there is none or it is still being written."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[PID_LINE].strip().isdigit():
        return None
    status = lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else ""
    return Postmaster(pid=int(lines[PID_LINE]), ready=status == "ready")


def is_alive(postmaster: Postmaster, data: Path) -> bool:
    """Whether that pid is a living PostgreSQL on `data`: not a zombie, not another program that got its number."""
    try:
        process = psutil.Process(postmaster.pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(data) in process.cmdline()
    except psutil.NoSuchProcess:
        return False


def answers(data: Path, sockets: Path) -> bool:
    """Whether a living server on `data` says that it is ready and its socket accepts."""
    postmaster = claimed(data)
    if postmaster is None or not postmaster.ready or not is_alive(postmaster, data):
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(sockets / ".s.PGSQL.5432"))
        except OSError:
            return False
    return True


def disown_stale(data: Path, sockets: Path) -> None:
    """Make PostgreSQL see that the server which `postmaster.pid` names is gone.

    It looks only whether the pid exists, so a zombie, or a stranger that got the number after a reboot, fools it. The
    file itself stays: its other lines let PostgreSQL refuse to start beside leftover children of the old server.
    """
    postmaster = claimed(data)
    if postmaster is None or is_alive(postmaster, data):
        return
    path = data / "postmaster.pid"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([f"{NOBODYS_PID}\n", *lines[1:]]))
    (sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
