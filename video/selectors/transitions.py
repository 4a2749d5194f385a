"""What the page of transitions offers: clips to join, ways to join them, and what was joined lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from studio.catalogue.labels import value_label
from studio.models import Asset, AssetKind, Generation, User
from studio.selectors import catalogue
from studio.selectors import generations as reads

KIND: Final = "transition"
MODEL: Final = "make-transition"
ENDS: Final = ("first", "second")
OFFERED: Final = 24
"""The newest clips of the library; an older one is chosen on its own page."""
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class End:
    """One of the two clips."""

    name: str
    """first | second"""
    clips: tuple[Asset, ...]
    chosen: str


def clips_for(user: User, wish: Mapping[str, str]) -> tuple[End, ...]:
    """What each end can be, what is chosen among it even if it is old."""
    rows = Asset.objects.listed_for(user).filter(kind=AssetKind.CLIP).order_by("-created_at")
    newest = list(rows[:OFFERED])
    missing = {pk for end in ENDS if (pk := plain(wish[end]))} - {each.pk for each in newest}
    older = list(rows.filter(pk__in=missing)) if missing else []
    return tuple(End(end, (*newest, *older), wish[end]) for end in ENDS)


def plain(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def styles() -> tuple[tuple[str, str], ...]:
    """Every style with what it is called."""
    item = next(each for each in catalogue.offer(MODEL).entry.parameters if each.role == "style")
    return tuple((style, value_label("style", style)) for style in item.enum)


def latest(user: User) -> Sequence[Generation]:
    rows = Generation.objects.visible_to(user).filter(kind=KIND).standing().order_by("-created_at", "-id")
    return list(reads.with_parts(rows)[:SHOWN])
