"""The parent of one PostgreSQL: keeps it while anybody holds the users' lock, then stops it.

A script of its own, standard library only, so that it starts in a few hundredths of a second. It leaves the process
that asked for it at once, so that this has no child to wait for.

Called as: keeper.py <users' lock> <log> <account or ""> <postgres> <arguments...>
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import pwd
import signal
import subprocess
import sys
from types import FrameType

PR_SET_PDEATHSIG = 1
# Who starts anew meanwhile waits for it; a server that is killed instead loses nothing, and recovers in a second.
STOP_SECONDS = 15


class ServerGone(Exception):
    """PostgreSQL ended by itself."""


def main(users: str, log: str, account: str, *command: str) -> None:
    """Start the server and stay with it, as a process without a parent."""
    if os.fork():
        os._exit(0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with open(log, "ab") as words, open(users, "a") as lock:  # noqa: PTH123 - pathlib doubles the start time
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, cwd="/", start_new_session=True,
            preexec_fn=follow_parent,  # noqa: PLW1509
            user=account or None, group=group_of(account), extra_groups=[] if account else None,
        )  # fmt: skip
        with contextlib.suppress(ServerGone):
            signal.signal(signal.SIGCHLD, _tell)
            if server.poll() is not None:
                return
            fcntl.flock(lock, fcntl.LOCK_EX)  # granted when the last user has gone, however it went
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            stop(server)


def group_of(account: str) -> int | None:
    """The main group of `account`; None if it is empty, which keeps our own."""
    return pwd.getpwnam(account).pw_gid if account else None


def follow_parent() -> None:
    """On Linux: a fast shutdown if this keeper is killed. Runs after the change of account, which would undo it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: sessions are ended, data is written. Killed only if it hangs; the next start then recovers."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _tell(_signal: int, _frame: FrameType | None) -> None:
    raise ServerGone


if __name__ == "__main__":
    main(*sys.argv[1:])
