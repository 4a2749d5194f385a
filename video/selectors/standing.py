"""What stands of a shot: which of its orders counts, of what it is now, and which state that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from studio.models import Status
from studio.models.status import OPEN
from video.hashing import content_hash
from video.models import MultiShotGeneration, Shot, ShotOrder, ShotPart

State = Literal["new", "rendered", "changed", "waiting", "queued", "running", "failed", "cancelled"]


def shots_of(film: MultiShotGeneration) -> list[Shot]:
    """Those on the board, in order, with the files they name."""
    rows = Shot.objects.filter(film=film, deleted_at=None).select_related("start_frame", "end_frame", "picture")
    return list(rows.order_by("position", "id"))


def hashes_of(film: MultiShotGeneration, shots: Sequence[Shot], orders: Sequence[ShotOrder]) -> list[str]:
    """Of each shot as it is now. What follows a locked shot goes on from what is kept of that, whatever it is now."""
    hashes, before = [], ""
    for place, shot in enumerate(shots):
        before = content_hash(shot, film, before if shot.continues and place else "")
        hashes.append(before)
        kept = standing_of(made_of(shot, orders), before) if shot.locked and not film.native else None
        before = kept.content_hash if kept else before
    return hashes


def made_of(shot: Shot, orders: Sequence[ShotOrder]) -> list[ShotOrder]:
    return [each for each in orders if each.shot_id == shot.pk and each.part == ShotPart.SHOT]


def standing_of(orders: Sequence[ShotOrder], wanted: str) -> ShotOrder | None:
    """The newest with a result of this content, else the newest with any."""
    there = [each for each in orders if has_result(each)]
    return newest(each for each in there if each.content_hash == wanted) or newest(there)


def newest(orders: Iterable[ShotOrder]) -> ShotOrder | None:
    return next(iter(orders), None)


def has_result(order: ShotOrder) -> bool:
    """Its work is there, and not in the bin. One that came after its deadline counts: it is attached, and free."""
    made = order.generation
    return made.deleted_at is None and made.status not in OPEN and made.result is not None


def is_of_use(order: ShotOrder) -> bool:
    return has_result(order) or not order.generation.is_over


def state_of(latest: ShotOrder | None, standing: ShotOrder | None, wanted: str) -> State:
    if latest is not None and not latest.generation.is_over:
        if latest.generation.standby:
            return "waiting"
        return "running" if latest.generation.status == Status.RUNNING else "queued"
    if standing is not None:
        if standing.content_hash == wanted:
            return "rendered"
        return "failed" if tried_in_vain(latest, wanted) else "changed"
    if latest is None or latest.generation.deleted_at:
        return "new"
    return "cancelled" if latest.generation.status == Status.CANCELLED else "failed"


def tried_in_vain(latest: ShotOrder | None, wanted: str) -> bool:
    return latest is not None and latest.content_hash == wanted and latest.generation.status == Status.FAILED
