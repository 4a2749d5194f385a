"""What a killed supervisor may have left working, and its end at the next start.

Guards end their groups when the supervisor goes. Only where a guard was killed too, a moment before, its cluster's
workers go on without anybody: so every group is written down when it starts.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[3]
LOCK = "alive"
SAME_MOMENT_S = 2.0
"""Linux tells a start to 0.01 s, and the wall clock under it may be set a little meanwhile."""


class Leftovers:
    """The process groups of one supervisor, as small files in a folder that it keeps locked for as long as it lives.

    `<group>` holds when the group's leader began. Other supervisors of the same home have folders beside it.
    """

    def __init__(self, folder: Path) -> None:
        self._all = folder
        self._own = folder / str(os.getpid())
        self._own.mkdir(parents=True, exist_ok=True)
        self._alive = (self._own / LOCK).open("a")
        fcntl.flock(self._alive, fcntl.LOCK_EX)

    def note(self, group: int) -> None:
        """Write down a group that has just been started."""
        # It may be gone again; and on a full disk a start matters more than a note of it.
        with contextlib.suppress(psutil.NoSuchProcess, OSError):
            (self._own / str(group)).write_text(f"{psutil.Process(group).create_time():.2f}")

    def forget(self, group: int) -> None:
        """It was ended by us."""
        with contextlib.suppress(OSError):
            (self._own / str(group)).unlink(missing_ok=True)

    def close(self) -> None:
        """All groups were ended by us."""
        self._alive.close()
        shutil.rmtree(self._own, ignore_errors=True)

    def end_others(self) -> int:
        """Kill what supervisors that are no more have left; how many processes that were."""
        ended = 0
        for folder in self._all.iterdir():
            if folder != self._own and _is_dead(folder):
                ended += sum(map(_end_group, folder.glob("[0-9]*")))
                shutil.rmtree(folder, ignore_errors=True)
        return ended


def _is_dead(folder: Path) -> bool:
    """Whether no supervisor holds that folder."""
    try:
        with (folder / LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held; or another start has just removed it
        return False
    return True


def _end_group(file: Path) -> int:
    ended = 0
    for process in members(int(file.name), began=_number(file)):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
            ended += 1
    return ended


def members(group: int, *, began: float) -> list[psutil.Process]:
    """The living processes of that group of ours; none if its number went to somebody else meanwhile."""
    if psutil.pid_exists(group) and abs(_began(group) - began) > SAME_MOMENT_S:
        return []
    return [each for each in psutil.process_iter() if _is_ours(each, group)]


def _is_ours(process: psutil.Process, group: int) -> bool:
    """A process of ours works in our folder, whatever its title says."""
    try:
        return os.getpgid(process.pid) == group and Path(process.cwd()) == ROOT
    except (ProcessLookupError, PermissionError, psutil.Error):
        return False


def _began(pid: int) -> float:
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return 0.0


def _number(file: Path) -> float:
    try:
        return float(file.read_text())
    except (OSError, ValueError):
        return 0.0
