"""What the hall itself lends to an order: the owner's own files."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.ask import ReferenceAsk, ResolvedReference
from studio.models import Asset, User

ERASED: Final = str(UUID(int=0))
"""Stands in an order for the id of what was erased: an id like any other, which finds nothing."""


def asset_of(user: User, pk: UUID | str) -> Asset:
    """One visible asset. Raises NotFound, for a malformed id too."""
    try:
        # What a room keeps for itself is lent by that room alone: it knows what became of its copies.
        found = Asset.objects.visible_to(user).filter(pk=UUID(str(pk)), room="").first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


class Assets:
    """Source "asset": uploads and results."""

    def resolve(self, user: User, ask: ReferenceAsk) -> tuple[ResolvedReference, ...]:
        return (lent(asset_of(user, ask.id), ask.role),)


def lent(asset: Asset, role: str) -> ResolvedReference:
    """A file of a user's in one role."""
    return ResolvedReference(
        role=role,
        file=asset.stored_name,
        label=asset.name,
        kind=asset.kind,
        content_type=asset.content_type,
        size_bytes=asset.size_bytes,
        seconds=asset.duration_s,
        longest_px=max(asset.width or 0, asset.height or 0),
    )
