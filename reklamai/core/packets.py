"""The queue between the processes of one django-q cluster, safe against the kill of any of them.

A multiprocessing queue guards its pipe with a lock that the reader holds while it waits: kill -9 of an idle worker, or
of the monitor, leaves it taken for ever and the cluster looks alive while no task runs (django-q2 issue 23). Here the
kernel hands each message to exactly one reader, whole, and there is nothing to leave locked.
"""

from __future__ import annotations

import os
import pickle
import select
import socket
import sys
import tempfile
import time
from typing import Any

# Linux keeps the borders of messages in a connected socket; elsewhere datagrams do.
KIND = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM
LARGEST_BYTES = 1500
"""macOS takes 2,048. A longer message goes through an unlinked file, whose descriptor the packet carries."""
LOOK_EVERY_S = 0.01
STOP = "STOP"
"""django-q's word to a reader; it waits for no room, or a cluster with no worker left could not be stopped."""


class PacketQueue:
    """What django-q uses of `multiprocessing.Queue`. Made before the processes that use it are forked."""

    def __init__(self, maxsize: int = 0) -> None:
        self._bounded = bool(maxsize)
        self._out, self._in = socket.socketpair(socket.AF_UNIX, KIND)

    def put(self, message: Any) -> None:
        """Send it; in a bounded queue once the message before it has been taken, whatever the bound."""
        while self._bounded and message != STOP and not self.empty():
            time.sleep(LOOK_EVERY_S)
        data = pickle.dumps(message)
        if len(data) <= LARGEST_BYTES:
            self._out.send(data)
            return
        with tempfile.TemporaryFile() as file:
            file.write(data)
            file.flush()
            socket.send_fds(self._out, [b"\0"], [file.fileno()])

    def get(self) -> Any:
        """The next message, waited for."""
        data, descriptors, _flags, _address = socket.recv_fds(self._in, LARGEST_BYTES, 1)
        if descriptors:
            with os.fdopen(descriptors[0], "rb") as file:
                file.seek(0)
                data = file.read()
        return pickle.loads(data)  # noqa: S301 - from our own processes, through a socket without a name

    def empty(self) -> bool:
        """Whether no message waits."""
        return not select.select([self._in], [], [], 0)[0]

    def qsize(self) -> int:
        """0, or 1 for any number of messages: the kernel does not count them."""
        return int(not self.empty())

    def close(self) -> None:
        """Nothing to do: what was sent stays readable while any process has the queue."""

    def join_thread(self) -> None:
        """Nothing to wait for: `put` has handed its message to the kernel when it returns."""
