"""Numbers and neighbours for pages that have a budget of queries: one query each."""

from __future__ import annotations

from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Subquery

from studio.models import Generation, User
from studio.models.status import OPEN
from studio.selectors.generations import COUNT_CAP, Count, Counts


class NumberOf(Subquery):
    """How many rows a query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counts(user: User, project: UUID | None = None) -> Counts:
    """Four bounded counts in one query: its time does not grow with the library."""
    every = Generation.objects.filter(owner=user).works()
    if project:
        every = every.filter(project=project)
    shown = every.standing().filter(deleted_at=None)
    numbers = User.objects.filter(pk=user.pk).values_list(
        bounded(shown),
        bounded(shown.filter(status__in=OPEN)),
        bounded(shown.filter(favourite=True)),
        bounded(every.standing_in_bin().filter(deleted_at__isnull=False)),
    )
    return Counts(*(Count(number=min(number, COUNT_CAP), capped=number > COUNT_CAP) for number in numbers[0]))


def bounded(rows: QuerySet[Generation]) -> NumberOf:
    return NumberOf(rows.order_by().values("pk")[: COUNT_CAP + 1])


def neighbours(user: User, generation: Generation) -> tuple[UUID | None, UUID | None]:
    """(newer, older) of the same library; None at its ends."""
    rows = Generation.objects.visible_to(user).works().standing()
    at, pk = generation.created_at, generation.pk
    newer = rows.filter(Q(created_at__gt=at) | Q(created_at=at, id__gt=pk), created_at__gte=at)
    older = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk), created_at__lte=at)
    found = User.objects.filter(pk=user.pk).values_list(
        Subquery(newer.order_by("created_at", "id").values("pk")[:1]),
        Subquery(older.order_by("-created_at", "-id").values("pk")[:1]),
    )
    nearest: tuple[UUID | None, UUID | None] = found[0]
    return nearest
