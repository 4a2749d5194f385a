"""Sound mixes as the hall's `Belongings`: exported, purged and erased.

They name no thing of another room: what a line is spoken by is a model with its settings, and files are rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from studio.models import User
from video.film_belongings import rows
from video.models import SoundMix, SoundOrder, SoundPiece
from video.services import sound_bin


class SoundMixes:
    """What lies on the lanes of boards and clips, with its words, and which orders were made for it."""

    def tables(self, user: User) -> Iterator[tuple[str, Any]]:
        """The sounds themselves lie in the export under their assets' ids."""
        yield "sound_mixes", rows(SoundMix.objects.filter(owner=user))
        yield "sound_pieces", rows(SoundPiece.objects.filter(mix__owner=user))
        yield "sound_orders", rows(SoundOrder.objects.filter(mix__owner=user))

    def purge(self, whose: Q, *, before: datetime) -> None:
        sound_bin.purge(whose, before=before)

    def erase(self, user: User) -> None:
        """The orders themselves are the hall's: the ledger points at them."""
        SoundMix.objects.filter(owner=user).delete()
