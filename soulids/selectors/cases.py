"""Which faces a member of staff may see: only those of Soul IDs that they have opened a case on, for a day."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from soulids.models import SoulCase, SoulID
from studio.models import Asset, User

OPEN_CASE = "studio.open_case"


def sees(user: User, soul: UUID) -> bool:
    """Whether this face is open to them. No permission opens one without a case."""
    if not (user.is_active and user.is_staff and user.has_perm(OPEN_CASE)):
        return False
    return SoulCase.objects.open_for(user).filter(soul=soul).exists()


def souls_of(asset: Asset) -> set[UUID]:
    """The Soul IDs that a file is of: a photo, a master image or a cut, or what an order of theirs has made."""
    of_it = Q(photos__asset=asset) | Q(versions__master=asset) | Q(versions__cut=asset)
    if asset.generation_id:
        made = asset.generation_id
        of_it |= Q(training=made) | Q(versions__order=made) | Q(masters__order=made) | Q(loras__order=made)
    return set(SoulID.objects.filter(of_it, owner=asset.owner_id).values_list("pk", flat=True))
