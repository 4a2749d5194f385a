"""Who plays in an order that a composer holds, as chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from soulids.models import SoulID
from soulids.selectors.souls import with_states
from studio.models import Asset, User

SOURCE: Final = "soulid"
USUAL: Final = 75
"""Where the slider stands while nothing is said."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One chip. strength: 1..100, None where nothing is said."""

    soul: SoulID
    strength: int | None = None

    @property
    def value(self) -> str:
        """What the form posts."""
        return f"{SOURCE}:{self.soul.pk}:"

    @property
    def stands_at(self) -> int:
        return self.strength or USUAL

    @property
    def picture(self) -> Asset | None:
        return self.soul.version.master if self.soul.version else None


def cast(user: User, references: Sequence[str], strengths: Mapping[str, int | str] | None = None) -> list[Cast]:
    """The chips of "soulid:<id>:", in their order; who is gone or was never trained has none. One query at most."""
    wanted = [parts[1] for each in references if (parts := each.split(":"))[0] == SOURCE and len(parts) == 3]
    wanted = [pk for pk in dict.fromkeys(wanted) if is_id(pk)]
    if not wanted:
        return []
    found = {str(soul.pk): soul for soul in with_states(SoulID.objects.visible_to(user).ready().filter(pk__in=wanted))}
    said = strengths or {}
    return [Cast(found[pk], strength_of(said.get(pk))) for pk in wanted if pk in found]


def strength_of(said: int | str | None) -> int | None:
    """None for what is no strength: the form says so where it is ordered."""
    text = str(said or "")
    return int(text) if text.isdecimal() and 1 <= int(text) <= 100 else None


def is_id(text: str) -> bool:
    """Whether it is an id at all: a hand may have changed the form."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
