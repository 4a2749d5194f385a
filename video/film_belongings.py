"""Storyboards as the hall's `Belongings`: exported, purged and erased; and untied from what another room erases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from studio.models import User
from video.models import MultiShotGeneration, Shot, ShotOrder
from video.services import film_bin

HIDDEN = {"owner_id", "combined_hash", "animatic_hash", "content_hash", "preview_hash", "result_hash"}


class Storyboards:
    """Boards, their shots, and which orders were made for them."""

    def tables(self, user: User) -> Iterator[tuple[str, Any]]:
        """The bin included; films and pictures lie in the export under their assets' ids."""
        yield "storyboards", rows(MultiShotGeneration.objects.filter(owner=user))
        yield "storyboard_shots", rows(Shot.objects.filter(film__owner=user))
        yield "storyboard_orders", rows(ShotOrder.objects.filter(film__owner=user))

    def purge(self, whose: Q, *, before: datetime) -> None:
        film_bin.purge(whose, before=before)

    def erase(self, user: User) -> None:
        """The orders themselves are the hall's: the ledger points at them."""
        MultiShotGeneration.objects.filter(owner=user).delete()

    def untie(self, owner: User, *, source: str, pk: UUID) -> None:
        film_bin.untie(owner, source=source, pk=pk)


def rows(found: QuerySet[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in HIDDEN} for row in found.values()]
