"""The one terminal that all services write to."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import IO

NAME_WIDTH = 8


class Console:
    """Whole lines, each with the name of who wrote it. For any thread."""

    def __init__(self, out: IO[str] | None = None) -> None:
        self._out = out or sys.stdout
        self._turn = threading.Lock()

    def say(self, words: str) -> None:
        """Something of the supervisor's own."""
        self._write("studio", words)

    def show(self, name: str, line: bytes) -> None:
        """One line of a service."""
        self._write(name, line.decode(errors="replace").rstrip("\r\n"))

    def plain(self, words: str) -> None:
        """Lines without a name: the address and the login."""
        with self._turn, contextlib.suppress(OSError):  # a closed terminal must not keep us from stopping cleanly
            print(words, file=self._out, flush=True)

    def _write(self, name: str, text: str) -> None:
        self.plain(f"{name:<{NAME_WIDTH}}| {text}")
