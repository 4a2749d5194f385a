"""What this room does by the clock for master images: `studio.rooms.Upkeep`."""

from __future__ import annotations

from soulids.services import measuring

MOST = 50


class Masters:
    """Pictures that nobody has measured yet: too much was under way, or a process died after their order's end."""

    name = "masters_left_waiting"

    def is_due(self) -> bool:
        return measuring.left_waiting().exists()

    def look_after(self) -> None:
        for master in measuring.left_waiting().select_related("order", "soul__owner")[:MOST]:
            measuring.try_order(master)

    def late(self) -> int:
        return 0
