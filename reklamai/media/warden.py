"""The process that waits with the decoders loaded and forks a cell for each file: `python -m reklamai.media.warden FD`.

It is started by `cell`, holds no secret and no connection, and ends when the process that started it does. A cell is a
child with little memory, a deadline that the kernel keeps, and one socket on which it answers in JSON. Whatever a
decoder does there, to hang, to eat memory or to crash, is the end of the cell and of nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media.fence import NO_ROOM, die_with_parent
from reklamai.media.intake import Limits, Taken, take
from reklamai.media.mixing.waves import peaks

FFMPEG_SAYS = "No space left on device"


def main() -> None:
    """Fork a cell for each socket that comes, until nobody holds the other end."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for our parent; we end with it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the cells
    Image.init()  # its plug-ins are loaded once here, not in every cell
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, 1, 1)
        if not message:
            return
        for descriptor in descriptors:
            if os.fork() == 0:
                control.close()
                serve(socket.socket(fileno=descriptor))
            os.close(descriptor)


def serve(line: socket.socket) -> None:
    """The whole life of a cell. Never returns."""
    with line, line.makefile("rb") as asked:
        given = json.loads(asked.readline())
        confine(seconds=given["seconds"], memory=given["memory"], file_bytes=given["file_bytes"])
        line.sendall(json.dumps(answer(given), default=str).encode())
        # the kernel gives memory back before it closes the socket: once the line ends, this seat is truly free
        os._exit(0)


def confine(*, seconds: float, memory: int, file_bytes: int) -> None:
    """Bound this process and what it starts. memory: bytes beside those that the loaded decoders take."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ffmpeg's exit code is asked for
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the kernel's own end: C code that never returns sees no handler
    signal.setitimer(signal.ITIMER_REAL, seconds)
    die_with_parent()
    address_space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + memory
    for kind, most in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(kind, (most, most))
    cv2.setNumThreads(1)


def answer(given: dict[str, Any]) -> dict[str, Any]:
    """What `cell` reads: {"taken": …}, {"peaks": …}, {"refused": facts} or {"no_room": true}."""
    try:
        if "columns" in given:
            return {"peaks": peaks(Path(given["path"]), given["columns"])}
        limits = {kind: Limits(**limit) for kind, limit in given["limits"].items()}
        return {"taken": told(take(Path(given["path"]), into=Path(given["into"]), limits=limits))}
    except MemoryError:
        return {"refused": {"reason": "too_hard"}}
    except Exception as error:  # noqa: BLE001 - the end of the process: decoders raise anything over a hostile file
        if has_no_room(error):
            return {"no_room": True}
        if any(isinstance(each, MemoryError) for each in chain(error)):
            return {"refused": {"reason": "too_hard"}}
        if isinstance(error, MediaError):
            return {"refused": error.facts}
        return {"refused": {"reason": "broken"}, "because": traceback.format_exc()[-2000:]}


def told(taken: Taken) -> dict[str, Any]:
    return {"name": taken.path.name, "thumbnail": taken.thumbnail.name, "facts": asdict(taken.facts)}


def has_no_room(error: BaseException) -> bool:
    """Whether the disk is full, and not the file at fault."""
    return any(
        (isinstance(each, OSError) and each.errno in NO_ROOM)
        or (isinstance(each, MediaError) and FFMPEG_SAYS in str(each.facts.get("ffmpeg", "")))
        for each in chain(error)
    )


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


if __name__ == "__main__":
    main()
