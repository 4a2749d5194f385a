"""Two ports of rooms: whether staff may open a file that a room keeps for itself, and what it does by the clock."""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from studio.models import Asset, User


class Keeper(Protocol):
    """Who decides about a room's own files (`Asset.room`); one line of ROOM_KEEPERS for each room."""

    def may_open(self, user: User, asset: Asset) -> bool:
        """Whether this member of staff may open this file of somebody else's."""


class Upkeep(Protocol):
    """What a room does by the clock; one line of ROOM_UPKEEPS for each."""

    name: str
    """How metrics call it."""

    def is_due(self) -> bool:
        """Asked by the watch every minute: one cheap query."""

    def look_after(self) -> None:
        """In a worker. May be repeated, and run beside itself."""

    def late(self) -> int:
        """How many things have been tried and could not be done: what staff should look at."""


def keeper_of(room: str) -> Keeper | None:
    """None for a room without a line: then nobody of the staff opens its files."""
    path = settings.ROOM_KEEPERS.get(room)
    return cast("Keeper", loaded(path)) if path else None


def upkeeps() -> tuple[Upkeep, ...]:
    return tuple(cast("Upkeep", loaded(path)) for path in settings.ROOM_UPKEEPS)


@cache
def loaded(path: str) -> object:
    """One instance for each line; they keep no state. Not the engines' own: reads stand below engines."""
    return import_string(path)()
