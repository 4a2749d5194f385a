"""What a person keeps with us, and how much they may."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, Sum

from studio.models import Allowance, Asset, User

IN_BIN = Q(deleted_at__isnull=False) | Q(generation__deleted_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes. Every file counts as often as it is listed, the bin included; its small picture does not."""

    used: int
    in_bin: int
    limit: int
    """0: none."""

    @property
    def full(self) -> bool:
        return bool(self.limit) and self.used >= self.limit

    @property
    def percent(self) -> int:
        """0..100, of the limit."""
        return min(100, round(100 * self.used / self.limit)) if self.limit else 0

    def has_room_for(self, size: int) -> bool:
        return not self.limit or self.used + size <= self.limit


def usage(user: User) -> Usage:
    """Two queries, whatever is kept."""
    rows = Asset.objects.filter(owner=user)
    sums = rows.aggregate(used=Sum("size_bytes", default=0), in_bin=Sum("size_bytes", filter=IN_BIN, default=0))
    return Usage(used=int(sums["used"]), in_bin=int(sums["in_bin"]), limit=limit_of(user))


def limit_of(user: User) -> int:
    """Bytes; 0 for no limit. Staff's word for this person, else QUOTA_MB."""
    own = Allowance.objects.filter(owner=user).values_list("limit_mb", flat=True).first()
    return int(settings.QUOTA_BYTES) if own is None else own * 2**20
