"""Who works here: the queues and the processes that look into them, as the database sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reklamai.core.processes import read_name

SILENT_AFTER_S = 10
"""A cluster asks for work ten times a second, the watch once: so long without a word is a death."""
PROCESSES = """
SELECT application_name, coalesce(host(client_addr), ''), min(backend_start), max(state_change),
       bool_or(state = 'active' AND pid <> pg_backend_pid())
  FROM pg_stat_activity
 WHERE application_name LIKE 'reklamai %%' AND datname = current_database()
 GROUP BY 1, 2"""
# django-q pushes a task's lock into the future while a worker has it.
QUEUES = """
SELECT key, count(*), count(*) FILTER (WHERE lock > now()), min(lock) FILTER (WHERE lock <= now())
  FROM django_q_ormq GROUP BY key"""


@dataclass(frozen=True, slots=True)
class Process:
    """One running process of ours, on any machine."""

    role: str
    """ "light" or "heavy" for a cluster, "watch"."""
    where: str
    """ "host:pid"."""
    began: datetime
    beat: datetime
    busy: bool

    @property
    def silent_s(self) -> float:
        return max(0.0, (timezone.now() - self.beat).total_seconds())

    @property
    def alive(self) -> bool:
        return self.busy or self.silent_s < SILENT_AFTER_S


@dataclass(frozen=True, slots=True)
class Queue:
    """One cluster's tasks."""

    name: str
    tasks: int
    taken: int
    oldest: datetime | None
    """Since when the first of those that wait has waited."""
    clusters: int
    """Living ones that take from it."""

    @property
    def waiting(self) -> int:
        return self.tasks - self.taken

    @property
    def oldest_s(self) -> float:
        return (timezone.now() - self.oldest).total_seconds() if self.oldest else 0.0


def processes() -> list[Process]:
    """Every worker cluster and watch with a connection now, by role. One query of the server's own table."""
    with connection.cursor() as cursor:
        cursor.execute(PROCESSES)
        rows = cursor.fetchall()
    found = []
    for name, address, began, beat, busy in rows:
        role, where = read_name(name)
        if role in roles():
            found.append(Process(role=role, where=where or address, began=began, beat=beat or began, busy=bool(busy)))
    return sorted(found, key=lambda each: (roles().index(each.role), each.where))


def roles() -> list[str]:
    """Those without which orders do not move."""
    return [*cluster_names(), "watch"]


def cluster_names() -> list[str]:
    return [settings.Q_CLUSTER["cluster_name"], *settings.Q_CLUSTER["ALT_CLUSTERS"]]


def missing(found: list[Process]) -> list[str]:
    """Roles that nobody alive fills."""
    filled = {process.role for process in found if process.alive}
    return [role for role in roles() if role not in filled]


def queues(found: list[Process]) -> list[Queue]:
    """Every cluster's queue, the empty ones too. One query."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUES)
        rows = {key: (tasks, taken, oldest) for key, tasks, taken, oldest in cursor.fetchall()}
    listed = []
    for name in cluster_names():
        tasks, taken, oldest = rows.get(name, (0, 0, None))
        alive = sum(process.alive and process.role == name for process in found)
        listed.append(Queue(name=name, tasks=tasks, taken=taken, oldest=oldest, clusters=alive))
    return listed
