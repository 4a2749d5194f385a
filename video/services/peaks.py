"""The wave of a sound on a lane, for the editor to draw: computed once for each content, then remembered."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from reklamai.media import cell
from studio import storage
from studio.models import Asset
from video.models import SoundMix, SoundPiece

COLUMNS: Final = 800
MOST_COLUMNS: Final = 4000
"""More than a lane has pixels."""
REMEMBERED_S: Final = 7 * 24 * 3600


def file_of(mix: SoundMix, pk: UUID) -> Asset:
    """The file of one sound of this mix. Raises NotFound, for one that is not made yet or lies in the bin too."""
    there = {"asset__deleted_at": None, "asset__generation__deleted_at": None}
    rows = SoundPiece.objects.filter(mix=mix, pk=pk, deleted_at=None, **there)
    found = rows.select_related("asset").first()
    if found is None or found.asset is None:
        raise NotFound(_("There is no such sound in this mix."))
    return found.asset


def peaks(asset: Asset, columns: int) -> list[list[float]]:
    """[[lowest, highest], ...] of as many even parts of it, -1..1. columns: 1..MOST_COLUMNS.

    The sound is decoded once, however many numbers of columns are asked for: cells are few.
    Raises MediaError for what cannot be read, Busy, StoreTrouble.
    """
    key = f"peaks:{asset.sha256}"
    known: list[list[float]] | None = cache.get(key)
    if known is None:
        with TemporaryDirectory() as folder:
            known = cell.peaks(storage.local_copy(asset.stored_name, into=Path(folder)), MOST_COLUMNS)
        cache.set(key, known, REMEMBERED_S)
    return parted(known, columns)


def parted(fine: list[list[float]], columns: int) -> list[list[float]]:
    """Lowest and highest of fewer columns out of those of many."""
    edges = [place * len(fine) // columns for place in range(columns + 1)]
    parts = [fine[start:end] for start, end in pairwise(edges)]
    return [[min(low for low, _high in part), max(high for _low, high in part)] for part in parts]
