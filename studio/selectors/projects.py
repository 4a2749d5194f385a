"""Projects, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from studio.models import Project, User
from studio.selectors.generations import cursor_of, read_cursor

KEPT = timedelta(days=30)
"""For so long a deleted project can be restored."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A person's projects, newest first; each carries `works`, the number of its works outside the bin."""

    live: list[Project]
    binned: list[Project]


def live(user: User) -> QuerySet[Project]:
    return Project.objects.visible_to(user)


def page(user: User, *, cursor: str = "", size: int = 40) -> tuple[list[Project], str]:
    """(projects, newest first; the cursor of the next page or ""). One query. Raises BadFilter."""
    rows = live(user).order_by("-created_at", "-id")
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return found[:size], cursor_of(last.created_at, last.pk) if last else ""


def restorable(user: User) -> QuerySet[Project]:
    """Deleted, and not for too long."""
    return Project.objects.filter(owner=user, deleted_at__gte=timezone.now() - KEPT)


def shelf(user: User) -> Shelf:
    """Two queries, whatever the number of projects."""
    counted = Count("generations", filter=Q(generations__deleted_at=None))
    return Shelf(live=list(live(user).annotate(works=counted)), binned=list(restorable(user).order_by("-deleted_at")))
