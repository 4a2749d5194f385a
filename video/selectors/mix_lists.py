"""All sound mixes of a user, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from studio.models import User
from studio.selectors.generations import LARGEST_PAGE, cursor_of, read_cursor
from video.models import SoundMix

LIVE = Q(pieces__deleted_at=None)


@dataclass(frozen=True, slots=True)
class Page:
    """Some mixes, last changed first, and the cursor of the next page ("" at the end)."""

    items: tuple[SoundMix, ...]
    next_cursor: str


def mixes_of(user: User, *, cursor: str = "", size: int = 40) -> Page:
    """Each mix has `sounds_there`, and its clips. One query, whatever is found. Raises BadFilter."""
    size = min(max(1, size), LARGEST_PAGE)
    rows = SoundMix.objects.visible_to(user)
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(updated_at__lt=at) | Q(updated_at=at, id__lt=pk))
    counted = rows.annotate(sounds_there=Count("pieces", filter=LIVE, distinct=True))
    found = list(
        counted.select_related("preview__generation", "result__generation").order_by("-updated_at", "-id")[: size + 1]
    )
    last = found[size - 1] if len(found) > size else None
    return Page(items=tuple(found[:size]), next_cursor=cursor_of(last.updated_at, last.pk) if last else "")
