"""Which of the customers' words and pictures a member of staff may see."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from studio.models import Asset, Generation, StaffCase, User

OPEN_FOR = timedelta(hours=24)


def sees_all(user: User) -> bool:
    """Whether they see everything, without a case."""
    return user.is_staff and user.has_perm("studio.see_pictures")


def sees(user: User, generation: UUID | None) -> bool:
    """Whether they see this order's words and pictures: always, or for a day after they opened a case on it."""
    return sees_all(user) or (generation is not None and has_case(user, Q(generation=generation)))


def may_open(user: User, asset: Asset) -> bool:
    """Whether they may open this file of somebody else's: it was made or used by an order of a case of theirs."""
    if sees_all(user):
        return True
    used = Generation.objects.filter(
        Q(start_frame=asset) | Q(end_frame=asset) | Q(references__source="asset", references__source_id=str(asset.pk))
    )
    made = Q(generation=asset.generation_id) if asset.generation_id else Q(pk=None)
    return has_case(user, made | Q(generation__in=used.values("pk")))


def has_case(user: User, orders: Q) -> bool:
    if not (user.is_staff and user.has_perm("studio.open_case")):
        return False
    return StaffCase.objects.filter(orders, staff=user, opened_at__gt=timezone.now() - OPEN_FOR).exists()
