"""Soul IDs, read; always for one user."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from reklamai.core.errors import BadFilter, NotFound
from soulids.models import SoulID, SoulPhoto, SoulStatus
from studio.models import User
from studio.selectors.generations import LARGEST_PAGE, cursor_of, read_cursor
from studio.selectors.plain import check_plain

UNREAD = ("notes", "sent", "words", "kept", "parameters")
"""Columns of a training that no card shows."""
HIDDEN = (*(f"training__{name}" for name in UNREAD), "version__embedding")
"""And the vector, which no page needs."""


@dataclass(frozen=True, slots=True)
class SoulQuery:
    """What of a person's Soul IDs is wanted; the defaults want all."""

    words: str = ""
    """Part of the name or of the handle, with or without its "@"."""
    status: str = ""
    """One of `SoulStatus`."""
    ready: bool = False
    """Those that orders can use."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some Soul IDs, newest first, and the cursor of the next page ("" at the end)."""

    items: tuple[SoulID, ...]
    next_cursor: str


def page(user: User, query: SoulQuery | None = None, *, cursor: str = "", size: int = 40) -> Page:
    """One query, whatever the number. Raises BadFilter."""
    size = min(max(1, size), LARGEST_PAGE)
    rows = with_states(matching(user, query or SoulQuery()))
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(rows.order_by("-created_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(items=tuple(found[:size]), next_cursor=cursor_of(last.created_at, last.pk) if last else "")


def matching(user: User, query: SoulQuery) -> QuerySet[SoulID]:
    rows = SoulID.objects.visible_to(user)
    if query.words:
        check_plain(query.words)
        rows = rows.filter(Q(name__icontains=query.words) | Q(handle__icontains=query.words.removeprefix("@")))
    if query.status:
        if query.status not in SoulStatus.values:
            raise BadFilter(_("There is no such state: %(name)s.") % {"name": query.status})
        rows = rows.with_status().filter(Q(said_status=query.status))
    return rows.ready() if query.ready else rows


def with_states(rows: QuerySet[SoulID]) -> QuerySet[SoulID]:
    """With what a card shows, so that a page of cards asks no more per card: `photo_count` among it."""
    photos = SoulPhoto.objects.filter(soul=OuterRef("pk")).order_by().values("soul").annotate(n=Count("pk"))
    counted = rows.annotate(photo_count=Coalesce(Subquery(photos.values("n"), output_field=IntegerField()), 0))
    return counted.select_related("owner", "training", "version", "version__master", "version__cut").defer(*HIDDEN)


def visible(user: User, pk: UUID | str) -> SoulID:
    """One Soul ID with its consent and what a card shows. Raises NotFound, for a malformed id too."""
    try:
        rows = SoulID.objects.visible_to(user).filter(pk=UUID(str(pk)))
    except ValueError:
        raise not_found() from None
    found = with_states(rows).select_related("consent").first()
    if found is None:
        raise not_found()
    return found


def by_handle(user: User) -> dict[str, SoulID]:
    """Those that orders can use, by handle: what an "@" in a prompt may mean."""
    return {soul.handle: soul for soul in with_states(SoulID.objects.visible_to(user).ready())}


def not_found() -> NotFound:
    return NotFound(_("There is no such Soul ID."))
