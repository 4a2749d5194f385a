"""What is seen of storyboards in a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from studio.models import Asset
from video.models import MultiShotGeneration, ShotPart


def thumbnails_of(films: Sequence[MultiShotGeneration]) -> dict[UUID, Asset]:
    """By shot, its newest result with a small picture, else its newest sketch. One query."""
    shown = Asset.objects.filter(
        generation__shot_order__film__in=films,
        generation__shot_order__part__in=(ShotPart.SHOT, ShotPart.SKETCH),
        generation__deleted_at=None,
        deleted_at=None,
    )
    rows = shown.exclude(thumbnail="").annotate(of_shot=F("generation__shot_order__shot"))
    # "shot" stands before "sketch", and of each the newest first: what comes first is shown
    found: dict[UUID, Asset] = {}
    for row in rows.order_by("generation__shot_order__part", "-generation__shot_order__pk", "position"):
        found.setdefault(row.of_shot, row)  # type: ignore[attr-defined]  # annotated in the query
    return found
