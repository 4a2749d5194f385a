"""The port of rooms whose things are made by orders: they hear of an order's end in the transaction that ends it."""

from __future__ import annotations

from typing import Protocol, cast

from django.conf import settings

from studio.engines.tables import loaded
from studio.models import Generation


class FollowUp(Protocol):
    """What a room writes down when an order of a kind of its own is over; one line of FOLLOW_UPS each.

    Called in the transaction that ends it, once for each end, with the row as the database has it. The owner's account
    is locked, so that it may order more. What takes long or leaves the process belongs after the commit.
    """

    def done(self, generation: Generation) -> None:
        """It has a result: its files are attached."""

    def ended(self, generation: Generation) -> None:
        """It failed or was cancelled."""


class Series(FollowUp, Protocol):
    """A room that makes things of orders of any kind; one line of SERIES each."""

    def has(self, generation: Generation) -> bool:
        """Whether this order is part of one of its things: asked at every end, so one cheap query."""


def followers(generation: Generation) -> tuple[FollowUp, ...]:
    """Who is to hear of the end of this order."""
    path = settings.FOLLOW_UPS.get(generation.kind)
    of_its_kind = (cast("FollowUp", loaded(path)),) if path else ()
    series = (cast("Series", loaded(each)) for each in settings.SERIES)
    return (*of_its_kind, *(each for each in series if each.has(generation)))
