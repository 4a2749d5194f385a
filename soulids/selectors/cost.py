"""What a Soul ID has cost its owner."""

from __future__ import annotations

from django.db.models import Q, Sum

from soulids.models import SoulID
from studio.models import Generation, Status


def charged_for(soul: SoulID) -> int:
    """Whole credits of all its trainings, master images and weights that are done; what failed cost nothing."""
    own = Q(soul_versions__soul=soul) | Q(soul_master__soul=soul) | Q(soul_lora__soul=soul)
    orders = Generation.objects.filter(pk__in=Generation.objects.filter(own).values("pk"), status=Status.DONE)
    return int(orders.aggregate(total=Sum("price"))["total"] or 0)
