"""What this room does by the clock: `studio.rooms.Upkeep`."""

from __future__ import annotations

from django.utils import timezone

from soulids.services import remote


class Erasures:
    """What vendors still have of faces."""

    name = "erasures_at_vendors"

    def is_due(self) -> bool:
        return remote.due(timezone.now()).exists()

    def look_after(self) -> None:
        remote.erase_due()
        remote.forget_old()

    def late(self) -> int:
        return remote.late(timezone.now()).count()
