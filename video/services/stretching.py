"""Shots that are as long as the line that is said in them."""

from __future__ import annotations

from typing import Final

from video.models import Shot, SoundPiece
from video.sound_asking import LEAD_IN_S, seconds_for_line

LEAST_S: Final = 2
MOST_S: Final = 15
"""Of a shot."""


def stretched(shot: Shot) -> bool:
    """Give a shot the length of its spoken line, where it is to follow it; whether that has changed anything.

    The caller holds the lock of the film's row. A locked shot, and one whose line nobody has spoken, stays as it is.
    """
    row = Shot.objects.select_for_update(no_key=True).get(pk=shot.pk)
    spoken = SoundPiece.objects.filter(shot=row, is_line=True, deleted_at=None, asset__deleted_at=None)
    piece = spoken.select_related("asset").first()
    if not row.fits_line or row.locked or piece is None or piece.asset is None or not piece.asset.duration_s:
        return False
    ends = (piece.to_s or piece.asset.duration_s) - piece.from_s
    wanted = seconds_for_line(ends + max(0.0, piece.starts_s - LEAD_IN_S))
    wanted = min(MOST_S, max(LEAST_S, wanted))
    if row.duration_s == wanted:
        return False
    row.duration_s = shot.duration_s = wanted
    row.save(update_fields=["duration_s"])
    return True
