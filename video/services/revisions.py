"""Of two tabs that change the same board or sound, the older one is told."""

from __future__ import annotations

from typing import Any

from reklamai.core.errors import Conflict
from studio.catalogue.validate import AskInvalid
from video.content_fields import whole
from video.models import MultiShotGeneration, SoundMix
from video.trait_fields import Unfit

MOST_REVISIONS = 2**31 - 1


def check_revision(row: MultiShotGeneration | SoundMix, seen: Any, *, stale: str) -> None:
    """seen: the revision that the caller has read, None or "" where it does not say.

    Raises AskInvalid for what is none, Conflict with the sentence `stale` where the row has changed since.
    """
    if seen in (None, ""):
        return
    try:
        known = whole(seen, low=0, high=MOST_REVISIONS)
    except Unfit as fault:
        raise AskInvalid({"revision": str(fault)}) from fault
    if known != row.revision:
        raise Conflict(stale, revision=row.revision)
