"""The end of sound mixes whose board or clip was deleted, and of sounds that were taken off their lanes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from studio.models import Asset, Generation
from studio.models.status import OPEN
from video.models import MultiShotGeneration, SoundMix, SoundOrder, SoundPiece


def purge(whose: Q, *, before: datetime) -> None:
    """Remove mixes of what was deleted before the moment, and sounds taken off living ones. May be repeated.

    Speech, music, effects and mixed clips are their owner's works and stay in the library. Animatics with sound stand
    in no library: they count as deleted at that moment, so that the hall takes their files in the same round.
    """
    mixes = SoundMix.objects.filter(whose)
    for pk in mixes.filter(film__deleted_at__lte=before).values_list("film", flat=True):
        remove_of_film(pk, before=before)
    binned = Q(clip__deleted_at__lte=before) | Q(clip__generation__deleted_at__lte=before)
    for pk in mixes.filter(binned).values_list("clip", flat=True):
        remove_of_clip(pk, before=before)
    # A sound whose order is not over waits for the next round: its result is still to be laid somewhere.
    working = SoundOrder.objects.filter(generation__status__in=OPEN, piece__isnull=False)
    gone = SoundPiece.objects.filter(mix__in=mixes, deleted_at__lte=before)
    gone.exclude(pk__in=working.values("piece")).delete()


@transaction.atomic
def remove_of_film(pk: UUID, *, before: datetime) -> None:
    """One whose board was restored since it was found stays."""
    put_away(Q(film=pk), before=before)
    if MultiShotGeneration.objects.select_for_update().filter(pk=pk, deleted_at__lte=before).exists():
        SoundMix.objects.filter(film=pk).delete()
    else:
        transaction.set_rollback(True)


@transaction.atomic
def remove_of_clip(pk: UUID, *, before: datetime) -> None:
    """One whose clip was restored since it was found stays."""
    put_away(Q(clip=pk), before=before)
    binned = Q(deleted_at__lte=before) | Q(generation__deleted_at__lte=before)
    if Asset.objects.select_for_update(of=("self",)).filter(binned, pk=pk).first():
        SoundMix.objects.filter(clip=pk).delete()
    else:
        transaction.set_rollback(True)


def put_away(mixes: Q, *, before: datetime) -> None:
    """Orders first: whoever ends one locks it, then its board, and so must nobody the other way round."""
    made = SoundOrder.objects.filter(mix__in=SoundMix.objects.filter(mixes)).values("generation")
    idle = Generation.objects.filter(pk__in=made, kind__in=settings.UTILITY_KINDS, deleted_at=None)
    idle.update(deleted_at=before)
