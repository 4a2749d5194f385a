"""What this room keeps for people, for the hall: `studio.belongings.Belongings`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from anchors.models import AnchorCut, MultiReference, ReferenceAnchor
from anchors.services import bin
from studio.models import User

HIDDEN = {"owner_id", "key"}


class Anchors:
    """Anchors, their cuts, and sets of them."""

    def tables(self, user: User) -> Iterator[tuple[str, Any]]:
        """The bin included; a cut's file lies in the export under its asset's id."""
        yield "anchors", rows(ReferenceAnchor.objects.filter(owner=user))
        cuts = AnchorCut.objects.filter(anchor__owner=user).order_by("anchor", "cut")
        yield "anchor_cuts", list(cuts.values("anchor", "cut", "asset"))
        yield "multi_references", rows(MultiReference.objects.filter(owner=user))

    def purge(self, whose: Q, *, before: datetime) -> None:
        bin.purge(whose, before=before)

    def erase(self, user: User) -> None:
        """Before the hall takes the files: a row here protects them."""
        MultiReference.objects.filter(owner=user).delete()
        ReferenceAnchor.objects.filter(owner=user).delete()


def rows(found: QuerySet[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in HIDDEN} for row in found.values()]
