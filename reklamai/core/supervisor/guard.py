"""The parent of one service: nothing of the service outlives it, whoever is killed.

A script of its own, standard library only. It leads a session and a process group of its own, in which the service
and all that it starts live. Called as: guard.py <lifeline> <descriptors to hand on, by commas> <command...>

The lifeline is a socket to the supervisor. A byte on it asks the service to stop; its end means that the supervisor is
gone. The service is asked by SIGTERM to its first process only: django-q hangs when its whole group gets one. When
that process is over, the rest of the group is killed: the workers of a killed qcluster would go on, unseen.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1


def main(lifeline: str, descriptors: str, *command: str) -> None:
    """Run the service; ends with the death of the whole group, the guard's included."""
    supervisor = socket.socket(fileno=int(lifeline))
    handed_on = [int(each) for each in descriptors.split(",") if each]
    service = subprocess.Popen(command, pass_fds=handed_on, preexec_fn=follow_parent)  # noqa: PLW1509 - one thread yet
    for each in handed_on:
        os.close(each)
    threading.Thread(target=obey, args=(supervisor, service), daemon=True).start()
    code = service.wait()
    try:
        supervisor.send(f"{code}".encode())
    finally:
        os.killpg(0, signal.SIGKILL)


def follow_parent() -> None:
    """On Linux: the service is killed with its guard. Elsewhere the supervisor sees to the group."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def obey(supervisor: socket.socket, service: subprocess.Popen[bytes]) -> None:
    """Pass requests to stop on, until the supervisor is gone: then everything here ends at once."""
    while supervisor.recv(1):
        service.terminate()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
