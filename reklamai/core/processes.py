"""What a process calls itself where it speaks with PostgreSQL, so that `pg_stat_activity` tells who lives and where.

No table of beats: a worker that asks the database for work has shown that it lives, and a dead one's connection ends.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Sequence

LONGEST = 63
"""PostgreSQL cuts an application's name there."""
NAME = re.compile(r"reklamai (?P<role>[a-z_]+) (?P<where>\S+)")


def own_name(arguments: Sequence[str], *, cluster: str | None) -> str:
    """ "reklamai heavy host:77" for the process that was started with these arguments. Its forks keep the name."""
    words = " ".join(arguments[:2])
    if "qcluster" in words:
        role = cluster or "light"
    elif "watch" in words:
        role = "watch"
    else:
        role = "web" if any(server in words for server in ("paced", "daphne", "uvicorn", "gunicorn")) else "command"
    pid = f":{os.getpid()}"
    room = LONGEST - len(f"reklamai {role} {pid}")
    return f"reklamai {role} {socket.gethostname()[:room]}{pid}"


def read_name(name: str) -> tuple[str, str]:
    """(role, "host:pid") of a name of ours; ("", "") of another."""
    found = NAME.fullmatch(name)
    return (found["role"], found["where"]) if found else ("", "")
