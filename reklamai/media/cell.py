"""Files from outside, opened where they can do no harm: each in a process of its own, short of memory and time.

Decoders are large programs in C that read what a stranger wrote. In the web process a bomb would take the memory of
everybody's requests, and a crash would end them all. In a fork of a process that waits with the decoders loaded a small
picture takes 50 ms; a fresh interpreter takes 300 before it looks at one.
"""

from __future__ import annotations

import atexit
import errno
import json
import logging
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from reklamai.core.errors import Busy, MediaError
from reklamai.media.intake import Limits, Taken, admitted, refused
from reklamai.media.probe import MediaFacts
from reklamai.media.sniff import sniff

logger = logging.getLogger(__name__)

SECONDS = 60.0
"""For one file; a picture of 64 million pixels takes 2 to 7 on one core."""
MEMORY = 2 * 2**30
"""Bytes of addresses for one file beside the decoders' own; a WebP of 64 million pixels needs 1.9 GB of them."""
PEAKS_SECONDS = 20.0
"""For one drawing; half an hour of MP3, as long as an upload may be, takes 6 on a busy core."""
PEAKS_MEMORY = 2**30
SEATS = min(4, os.cpu_count() or 1)
"""Files opened at once by one web process; the others wait their turn."""
GRACE_S = 10.0
ANSWER_BYTES = 1 << 20
ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "IMAGEIO_FFMPEG_EXE", "SYSTEMROOT")
"""Of the environment; keys and passwords stay outside."""
_seats = BoundedSemaphore(SEATS)


def take(path: Path, *, into: Path, limits: dict[str, Limits], seconds: float = SECONDS, memory: int = MEMORY) -> Taken:
    """`intake.take`, with everything that decodes in a process of its own.

    into: a folder for this file alone; what a cell that was ended left behind there is its owner's to remove.
    Raises: MediaError as `intake.take` does, and with reason "too_hard" for a file that needs more time or memory than
    there is, or crashes its decoder; Busy if no seat is free within `seconds`; OSError if the disk is full.
    """
    found, limit = admitted(path, limits)
    asked = {
        "path": str(path),
        "into": str(into),
        "limits": {kind: asdict(each) for kind, each in limits.items()},
        "seconds": seconds,
        "memory": memory,
        # a JPEG is written anew at a high quality, and a clip gains an index
        "file_bytes": 2 * limit.bytes + 64 * 2**20,
    }
    told = asked_in_a_cell(asked, seconds=seconds)
    if told is None:
        logger.warning("a cell was ended", extra={"kind": found.kind, "bytes": path.stat().st_size})
        raise refused("too_hard")
    return understood(told, into=into)


def peaks(path: Path, columns: int, *, seconds: float = PEAKS_SECONDS, memory: int = PEAKS_MEMORY) -> list[list[float]]:
    """`mixing.waves.peaks` in a process of its own: sound that somebody has brought is decoded for it.

    Raises: MediaError if it cannot be read, or not in time; Busy if no seat is free within `seconds`.
    """
    asked = {"path": str(path), "columns": columns, "seconds": seconds, "memory": memory, "file_bytes": 0}
    told = asked_in_a_cell(asked, seconds=seconds)
    if told is None or "peaks" not in told:
        raise MediaError("The sound cannot be drawn.", **(told or {}).get("refused", {"reason": "too_hard"}))
    return [[float(low), float(high)] for low, high in told["peaks"]]


def asked_in_a_cell(asked: dict[str, Any], *, seconds: float) -> dict[str, Any] | None:
    """The answer of a new cell, None if it was ended. Raises Busy."""
    if not _seats.acquire(timeout=seconds):
        raise Busy("Too many files are being opened.")
    try:
        return _warden.ask(asked, patience=seconds + GRACE_S)
    finally:
        _seats.release()


def understood(told: dict[str, Any], *, into: Path) -> Taken:
    """The answer of a cell. Raises what it stands for."""
    if told.get("no_room"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if "taken" not in told:
        if "because" in told:
            logger.warning("a decoder failed in a new way", extra={"because": told["because"]})
        facts = dict(told["refused"])
        raise MediaError(f"The file is refused: {facts.get('reason')}.", **facts)
    taken = told["taken"]
    path, small = into / Path(taken["name"]).name, into / Path(taken["thumbnail"]).name
    kind = sniff(path)
    if kind is None:
        raise refused("broken")
    facts = taken["facts"] | {"fps": Fraction(taken["facts"]["fps"]) if taken["facts"]["fps"] else None}
    return Taken(path=path, type=kind, facts=MediaFacts(**facts), thumbnail=small)


class Warden:
    """The process that forks cells for this one: started by the first file, started again if it is gone."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._starter = 0

    def ask(self, asked: dict[str, Any], *, patience: float) -> dict[str, Any] | None:
        """The answer of a new cell, or None if it ended without one, or not within `patience` seconds."""
        with self._cell() as line:
            line.settimeout(patience)
            heard = bytearray()
            try:
                line.sendall(json.dumps(asked).encode() + b"\n")
                while (piece := line.recv(65536)) and len(heard) <= ANSWER_BYTES:
                    heard += piece
            except TimeoutError:
                self.end()  # the kernel did not end the cell in time: its warden takes it along
                return None
            except OSError:
                return None
        try:
            told: dict[str, Any] = json.loads(heard)
        except ValueError:
            return None
        return told

    def end(self) -> None:
        """End the process; its cells end with it. The next file starts another."""
        with self._lock:
            self._close()

    def _cell(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                socket.send_fds(self._started(), [b"."], [theirs.fileno()])
            except OSError:  # it was killed since it was last asked
                self._close()
                socket.send_fds(self._started(), [b"."], [theirs.fileno()])
        return ours

    def _started(self) -> socket.socket:
        # a queue's worker is a fork: what its main process started is not its child and may end any time
        if self._control is not None and self._process is not None and self._starter == os.getpid():
            if self._process.poll() is None:
                return self._control
            self._close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "reklamai.media.warden", str(theirs.fileno())],
                cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, pass_fds=(theirs.fileno(),),
            )  # fmt: skip
        self._control, self._starter = ours, os.getpid()
        return ours

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._starter == os.getpid():
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_S)
        self._control = self._process = None


def environment() -> dict[str, str]:
    """Of the warden. One thread for sums: a process with threads must not fork."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


_warden = Warden()
atexit.register(_warden.end)
