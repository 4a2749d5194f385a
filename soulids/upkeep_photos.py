"""What this room does by the clock for photos: `studio.rooms.Upkeep`."""

from __future__ import annotations

from soulids.services import judging

MOST = 50


class Photos:
    """Photos that wait while nobody looks at them: too much was under way, or the engine was switched off."""

    name = "photos_left_waiting"

    def is_due(self) -> bool:
        return judging.left_waiting().exists()

    def look_after(self) -> None:
        for soul in judging.left_waiting().select_related("owner")[:MOST]:
            judging.pump(soul)

    def late(self) -> int:
        return 0
