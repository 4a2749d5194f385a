"""One long-running command of the set-up: started, watched, started again, stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from reklamai.core.supervisor.console import Console
from reklamai.core.supervisor.leftovers import Leftovers

ROOT = Path(__file__).resolve().parents[3]
GUARD = Path(__file__).with_name("guard.py")
# Everything heals within 30 s, a service that was killed again and again too.
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 0.5, 8.0
# A service that ran this long was healthy: the next start need not wait.
HEALTHY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to run."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to the supervisor's own."""
    descriptors: tuple[int, ...] = ()
    """Open files that the service inherits under the same numbers."""


class Service:
    """A running recipe. Not for several threads; the console's readers are its only ones."""

    def __init__(self, recipe: Recipe, console: Console, leftovers: Leftovers | None = None) -> None:
        self.recipe = recipe
        self._console = console
        self._leftovers = leftovers
        self._guard: subprocess.Popen[bytes] | None = None
        self._lifeline: socket.socket | None = None
        self._began = 0.0
        self._delay = 0.0
        self._not_before = 0.0

    @property
    def pid(self) -> int | None:
        """The guard's pid, which is the process group of all the service's processes; None while it is down."""
        return self._guard.pid if self._guard else None

    def start(self) -> None:
        """Start it, whatever it did before."""
        ours, theirs = socket.socketpair()
        handed_on = ",".join(map(str, self.recipe.descriptors))
        with theirs:
            self._guard = subprocess.Popen(
                [sys.executable, "-ISE", str(GUARD), str(theirs.fileno()), handed_on, *self.recipe.command],
                cwd=ROOT, env={**os.environ, **self.recipe.environment}, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                pass_fds=(theirs.fileno(), *self.recipe.descriptors),
            )  # fmt: skip
        self._lifeline = ours
        if self._leftovers:
            self._leftovers.note(self._guard.pid)
        self._began = time.monotonic()
        threading.Thread(target=self._show, args=(self._guard.stdout,), daemon=True).start()

    def tend(self) -> None:
        """Start it again if it is over and its pause is too. Call it about once a second."""
        if self._guard and self._guard.poll() is None:
            return
        now = time.monotonic()
        if self._guard:
            healthy = now - self._began > HEALTHY_SECONDS
            self._delay = FIRST_DELAY_SECONDS if healthy or not self._delay else self._delay * 2
            self._delay = min(self._delay, LONGEST_DELAY_SECONDS)
            self._not_before = now + self._delay
            self._console.say(f"{self.recipe.name} ended (code {self._code()}), starts again in {self._delay:g} s")
            self.kill()
        if now >= self._not_before:
            self.start()

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing; see whether it did by `is_over`."""
        if self._lifeline:
            with contextlib.suppress(OSError):  # it ended by itself a moment ago
                self._lifeline.send(b"t")

    def is_over(self) -> bool:
        """Whether its first process has ended, by itself or asked."""
        return self._guard is None or self._guard.poll() is not None

    def kill(self) -> None:
        """End every process of it at once."""
        if self._guard is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says so of a group of zombies
            os.killpg(self._guard.pid, signal.SIGKILL)
        self._guard.wait()
        if self._leftovers:
            self._leftovers.forget(self._guard.pid)
        self._guard = None
        if self._lifeline:
            self._lifeline.close()
            self._lifeline = None

    def _code(self) -> str:
        """The exit code of the service, which the guard sends before it goes."""
        if self._lifeline is None:
            return "unknown"
        self._lifeline.setblocking(False)
        with contextlib.suppress(OSError):
            return self._lifeline.recv(16).decode() or "killed"
        return "killed"

    def _show(self, lines: IO[bytes]) -> None:
        with lines:
            for line in lines:
                self._console.show(self.recipe.name, line)
