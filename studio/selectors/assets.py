"""Reads of files, for one user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.models import Asset, User
from studio.selectors.generations import LARGEST_PAGE, cursor_of, read_cursor


@dataclass(frozen=True, slots=True)
class AssetPage:
    items: tuple[Asset, ...]
    next_cursor: str


def page(user: User, *, wanted: dict[str, Any] | None = None, cursor: str = "", size: int = 40) -> AssetPage:
    """The user's files, newest first, by key. One query. Raises BadFilter for a broken cursor.

    What a work in the bin made is in the bin with it.
    """
    size = min(max(1, size), LARGEST_PAGE)
    rows = Asset.objects.listed_for(user).filter(**(wanted or {}))
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(rows.order_by("-created_at", "-id")[: size + 1])
    items = tuple(found[:size])
    more = len(found) > size
    return AssetPage(items=items, next_cursor=cursor_of(items[-1].created_at, items[-1].pk) if more else "")


def visible(user: User, pk: UUID) -> Asset:
    """One file of this user. Raises NotFound."""
    found = Asset.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found
