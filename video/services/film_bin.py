"""The end of storyboards that were deleted, and of what shots hold to that is erased elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from studio.models import Generation, User
from studio.models.status import OPEN
from video.models import MultiShotGeneration, Shot, ShotOrder


def purge(whose: Q, *, before: datetime) -> None:
    """Remove boards, and shots taken off living ones, that were deleted before the moment. May be repeated.

    What was rendered for them is its owner's and stays in the library. Sketches, animatics and last frames stand in no
    library: they count as deleted at that moment, so that the hall takes their files in the same round.
    """
    for film in MultiShotGeneration.objects.filter(whose, deleted_at__lte=before).iterator(chunk_size=200):
        remove(MultiShotGeneration.objects.filter(pk=film.pk), Q(film=film), before=before)
    films = MultiShotGeneration.objects.filter(whose)
    gone = Shot.objects.filter(film__in=films, deleted_at__lte=before)
    # Whose order is not over waits for the next round: another shot may wait for its last frame.
    working = ShotOrder.objects.filter(generation__status__in=OPEN, shot__isnull=False)
    for shot in gone.exclude(pk__in=working.values("shot")).iterator(chunk_size=200):
        remove(Shot.objects.filter(pk=shot.pk), Q(shot=shot), before=before)


@transaction.atomic
def remove(rows: Any, orders: Q, *, before: datetime) -> None:
    """One that was restored since it was found stays, with its sketches.

    Orders first: whoever ends one locks it, then its board, and so must nobody the other way round.
    """
    made = ShotOrder.objects.filter(orders).values("generation")
    idle = Generation.objects.filter(pk__in=made, kind__in=settings.UTILITY_KINDS, deleted_at=None)
    idle.update(deleted_at=before)
    gone = rows.select_for_update().filter(deleted_at__lte=before).first()
    if gone is None:
        transaction.set_rollback(True)
        return
    gone.delete()


def untie(owner: User, *, source: str, pk: UUID) -> None:
    """Shots hold no more to what has been erased; the words that were typed stay. Stands in the caller's transaction.

    Locked ones too: an erasure is not undone by a lock. Every board of this person is waited for: a shot that is being
    written now would else name it a moment later. A new board takes the account's lock, which the caller has.
    """
    list(MultiShotGeneration.objects.select_for_update().filter(owner=owner).order_by("pk").values_list("pk"))
    named = Shot.objects.filter(film__owner=owner, references__contains=[{"source": source, "id": str(pk)}])
    for shot in named.select_for_update(of=("self",)).order_by("pk"):
        shot.references = [each for each in shot.references if (each["source"], each["id"]) != (source, str(pk))]
        shot.save(update_fields=["references"])
