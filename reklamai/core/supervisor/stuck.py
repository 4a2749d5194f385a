"""Finds a cluster that has stopped taking work.

kill -9 of an idle django-q worker (the kernel's memory killer does that) leaves the lock of its queue taken for ever:
the cluster looks alive and no task runs (django-q2 issue 23). So: work has waited, and no worker is at it.
"""

from __future__ import annotations

import psutil
import psycopg

PATIENCE_SECONDS = 20
# Between two tasks a worker is idle for a moment: only several looks in a row count.
LOOKS = 3
WAITED = """
SELECT EXISTS (
  SELECT FROM django_q_ormq
  WHERE key = %(cluster)s
    AND CASE WHEN lock > now() THEN lock - make_interval(secs => %(retry)s) ELSE lock END
        < now() - make_interval(secs => %(patience)s)
)"""
RELEASE = "UPDATE django_q_ormq SET lock = now() WHERE key = %s AND lock > now()"


class Cluster:
    """One qcluster, as its supervisor sees it."""

    def __init__(self, name: str, *, retry: int) -> None:
        self.name = name
        self._retry = retry
        self._looks = 0

    def is_stuck(self, connection: psycopg.Connection, group: int) -> bool:
        """Whether it has to be started again. `group` is the pid of its guard. Look every few seconds."""
        row = connection.execute(
            WAITED, {"cluster": self.name, "retry": self._retry, "patience": PATIENCE_SECONDS}
        ).fetchone()
        waited = bool(row and row[0])
        self._looks = self._looks + 1 if waited and not is_at_work(group) else 0
        return self._looks >= LOOKS

    def release(self, connection: psycopg.Connection) -> None:
        """Give what the last run had taken and not finished back to the queue: else it waits out the whole retry.

        An order is claimed by its own row, so one that is handed out twice is still made once.
        """
        connection.execute(RELEASE, [self.name])
        self._looks = 0


def is_at_work(group: int) -> bool:
    """Whether a worker under that guard runs a task: django-q writes it into the process title."""
    try:
        processes = psutil.Process(group).children(recursive=True)
    except psutil.NoSuchProcess:
        return False
    return any(" processing " in title for title in map(_title, processes))


def _title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
