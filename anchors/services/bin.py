"""The end of what was deleted: rows go, and with them the hold that they had on files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from anchors.models import AnchorCut, MultiReference, ReferenceAnchor
from studio.models import Generation

KIND = "anchor_extract"


def purge(whose: Q, *, before: datetime) -> None:
    """Remove anchors and multi-references that were deleted before the moment. May be repeated.

    Their pictures are the hall's: what of them is in its bin, nothing holds there any more. Extractions that serve no
    anchor any more count as deleted at that moment, so that the hall takes their cuts in the same round.
    """
    MultiReference.objects.filter(whose, deleted_at__lte=before).delete()
    for anchor in ReferenceAnchor.objects.filter(whose, deleted_at__lte=before).iterator(chunk_size=200):
        remove(anchor, before=before)


@transaction.atomic
def remove(anchor: ReferenceAnchor, *, before: datetime) -> None:
    """One that was restored since it was found stays."""
    gone = ReferenceAnchor.objects.select_for_update().filter(pk=anchor.pk, deleted_at__lte=before).first()
    if gone is None:
        return
    made_by = {cut.asset.generation_id for cut in gone.cuts.select_related("asset")} | {gone.extraction_id}
    gone.delete()
    drop_idle({pk for pk in made_by if pk}, at=before)


def drop_idle(extractions: set[UUID], *, at: datetime) -> None:
    """Put those extractions into the hall's bin that no anchor stands on: nobody sees them, so nobody else would."""
    used = AnchorCut.objects.filter(asset__generation__in=extractions).values("asset__generation")
    idle = Generation.objects.filter(pk__in=extractions, kind=KIND, deleted_at=None, anchors=None)
    idle.exclude(pk__in=used).update(deleted_at=at)
