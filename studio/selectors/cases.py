"""Which of the customers' words and pictures a member of staff may see."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from studio.models import Asset, Generation, StaffCase, User
from studio.rooms import keeper_of

OPEN_FOR = timedelta(hours=24)


def sees_all(user: User) -> bool:
    """Whether they see everything, without a case."""
    return user.is_staff and user.has_perm("studio.see_pictures")


def sees(user: User, generation: UUID | None) -> bool:
    """Whether they see this order's words and pictures: always, or for a day after they opened a case on it."""
    return sees_all(user) or (generation is not None and has_case(user, Q(generation=generation)))


def may_open(user: User, asset: Asset) -> bool:
    """Whether they may open this file of somebody else's: it was made or used by an order of a case of theirs.

    What a room keeps for itself only the room opens, even to those who see everything else.
    """
    if room := room_of(asset):
        keeper = keeper_of(room)
        return keeper is not None and keeper.may_open(user, asset)
    if sees_all(user):
        return True
    used = Generation.objects.filter(
        Q(start_frame=asset) | Q(end_frame=asset) | Q(references__source="asset", references__source_id=str(asset.pk))
    )
    made = Q(generation=asset.generation_id) if asset.generation_id else Q(pk=None)
    return has_case(user, made | Q(generation__in=used.values("pk")))


def room_of(asset: Asset) -> str:
    """The room that this file is the business of: it keeps it, or it was made of what that room keeps. Else ""."""
    if asset.room or asset.generation is None:
        return asset.room
    rows = asset.generation.references.all()
    return next((room for row in rows if (room := settings.ROOM_SOURCES.get(row.source))), "")


def has_case(user: User, orders: Q) -> bool:
    if not (user.is_staff and user.has_perm("studio.open_case")):
        return False
    return StaffCase.objects.filter(orders, staff=user, opened_at__gt=timezone.now() - OPEN_FOR).exists()
