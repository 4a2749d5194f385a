"""Finds a cluster that has stopped taking work: its pusher hangs on a dead connection, its first process was frozen.

The signs: a task has lain in the table for seconds, taken by nobody; or one of django-q's own helpers is gone and the
process that should have started it again, within half a second, has not: it waits for a lock that the dead one held.
And no worker is at anything. A task that somebody has taken says nothing: it may run on another machine.
"""

from __future__ import annotations

import time

import psutil
import psycopg

PATIENCE_SECONDS = 8
# Between two tasks a worker is idle for a moment: only several looks in a row count.
LOOKS = 3
# A cluster takes its first task 2 to 4 s after its start, on a busy machine 10: it must not be killed for that.
BOOT_SECONDS = 20
HELPERS = (" pusher", " monitor")
WAITED = """
SELECT EXISTS (
  SELECT FROM django_q_ormq
  WHERE key = %s AND lock < now() - make_interval(secs => %s)
)"""
RELEASE = "UPDATE django_q_ormq SET lock = now() WHERE key = %s AND lock > now()"


class Cluster:
    """One qcluster, as its supervisor sees it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._looks = 0

    def is_stuck(self, connection: psycopg.Connection, group: int) -> bool:
        """Whether it has to be started again. `group` is the pid of its guard. Look every few seconds."""
        row = connection.execute(WAITED, [self.name, PATIENCE_SECONDS]).fetchone()
        ails = bool(row and row[0]) or is_short(group)
        self._looks = self._looks + 1 if ails and has_booted(group) and not is_at_work(group) else 0
        return self._looks >= LOOKS

    def release(self, connection: psycopg.Connection) -> None:
        """Give what the last run had taken and not finished back to the queue: else it waits out the whole retry.

        An order is claimed by its own row, so one that is handed out twice is still made once.
        """
        connection.execute(RELEASE, [self.name])
        self._looks = 0


def has_booted(group: int) -> bool:
    """Whether the cluster under that guard has had the time to take its first task."""
    try:
        return time.time() - psutil.Process(group).create_time() > BOOT_SECONDS
    except psutil.NoSuchProcess:
        return False


def is_at_work(group: int) -> bool:
    """Whether a worker under that guard runs a task: django-q writes it into the process title."""
    return any(" processing " in title for title in _titles(group))


def is_short(group: int) -> bool:
    """Whether the cluster under that guard lacks the helper that hands out work, or the one that takes the results."""
    titles = _titles(group)
    return any(not any(title.endswith(helper) for title in titles) for helper in HELPERS)


def _titles(group: int) -> list[str]:
    """What the processes under that guard call themselves; none if it is gone."""
    try:
        return [_title(each).rstrip() for each in psutil.Process(group).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
