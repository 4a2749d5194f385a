"""The port of rooms that keep things for people: what they hold is exported, purged and erased with all else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol, cast, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from studio.engines.tables import loaded
from studio.models import User


class Belongings(Protocol):
    """What one room keeps for people; one line of BELONGINGS each."""

    def tables(self, user: User) -> Iterator[tuple[str, Any]]:
        """Name and plain content of each JSON file of this person's export."""

    def purge(self, whose: Q, *, before: datetime) -> None:
        """Remove for good what was deleted before the moment. `whose` is a condition on `owner`; empty: everybody's."""

    def erase(self, user: User) -> None:
        """Remove everything of a person who has left. May be repeated."""


@runtime_checkable
class Referring(Protocol):
    """A room whose things name things of other rooms, beside `Belongings` on the same line."""

    def untie(self, owner: User, *, source: str, pk: UUID) -> None:
        """They name it no more: it is being erased, in the caller's transaction. `source` as in an order."""


def untie(owner: User, *, source: str, pk: UUID) -> None:
    """Every room lets go of a thing that is being erased."""
    for room in belongings():
        if isinstance(room, Referring):
            room.untie(owner, source=source, pk=pk)


def belongings() -> tuple[Belongings, ...]:
    return tuple(cast("Belongings", loaded(path)) for path in settings.BELONGINGS)
