"""What the hall asks of this room's own files: `studio.rooms.Keeper`."""

from __future__ import annotations

from soulids.selectors import cases
from studio.models import Asset, User


class Faces:
    """Photos and pictures of people: open to staff in a case on their Soul ID, and to nobody else."""

    def may_open(self, user: User, asset: Asset) -> bool:
        return any(cases.sees(user, soul) for soul in cases.souls_of(asset))
