"""All shots of a board given as one list: which are new, which are kept and changed, which go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict
from reklamai.media.film.model import LONGEST
from studio.catalogue.validate import AskInvalid
from video.content_fields import identity
from video.models import MultiShotGeneration, Shot
from video.models.film import LEAST_SHOTS, MOST_SHOTS
from video.shot_content import ShotReader
from video.trait_fields import Unfit

OF_THE_JOIN = frozenset({"join_style", "join_seconds"})
"""Columns that a locked shot does not hold: how two shots join is no part of either's picture."""


@dataclass(slots=True)
class Arranged:
    """What becomes of a board's shots; nothing is written before `write`."""

    new: list[Shot] = field(default_factory=list)
    changed: dict[UUID, tuple[Shot, set[str]]] = field(default_factory=dict)
    gone: list[Shot] = field(default_factory=list)
    joined: set[UUID] = field(default_factory=set)
    """Shots for which the length of the join was asked for: one that does not fit is refused and not shortened."""

    @property
    def changes(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def note(self, shot: Shot, columns: set[str]) -> None:
        if columns and not shot._state.adding:
            self.changed[shot.pk] = (shot, self.changed.get(shot.pk, (shot, set()))[1] | columns)

    def write(self) -> None:
        now = timezone.now()
        Shot.objects.bulk_create(self.new)
        for shot, columns in self.changed.values():
            shot.save(update_fields=[name.removesuffix("_id") for name in columns])
        Shot.objects.filter(pk__in=[shot.pk for shot in self.gone]).update(deleted_at=now)


def arranged(film: MultiShotGeneration, listed: Any, *, before: Sequence[Shot]) -> Arranged:
    """What the list makes of the shots `before`, with their new values in memory.

    Raises AskInvalid ("shots", "shots.1.prompt"), and Conflict where a locked shot would change or go.
    """
    check_number(listed)
    reader, plan = ShotReader(film.owner, listed), Arranged()
    errors: dict[str, str] = {}
    left = {shot.pk: shot for shot in before}
    shots: list[Shot] = []
    for place, data in enumerate(listed):
        try:
            shot = taken(data, left) or Shot(film=film)
            change(plan, shot, reader.changes(data, shot))
        except AskInvalid as refused:
            errors |= {named(place, name): words for name, words in refused.errors.items()}
            continue
        shots.append(shot)
        if shot._state.adding:
            plan.new.append(shot)
    errors |= {f"shots.{place}.join": words for place, words in placed(shots, plan).items()} if not errors else {}
    if errors:
        raise AskInvalid(errors)
    plan.gone = list(left.values())
    for shot in plan.gone:
        refuse_locked(shot)
    return plan


def named(place: int, field: str) -> str:
    """How a fault of one shot is called among all; `body` is the shot as a whole."""
    return f"shots.{place}" if field == "body" else f"shots.{place}.{field}"


def check_number(listed: Any) -> None:
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise AskInvalid({"shots": _("The shots are a list.")})
    if not LEAST_SHOTS <= len(listed) <= MOST_SHOTS:
        words = _("A storyboard has %(least)d to %(most)d shots.") % {"least": LEAST_SHOTS, "most": MOST_SHOTS}
        raise AskInvalid({"shots": words})


def taken(data: Any, left: dict[UUID, Shot]) -> Shot | None:
    """The shot that is meant, taken out of those left; None for a new one. Raises AskInvalid."""
    try:
        pk = identity(data.get("id")) if isinstance(data, Mapping) else None
    except Unfit as fault:
        raise AskInvalid({"id": str(fault)}) from fault
    if pk is None:
        return None
    if pk not in left:
        raise AskInvalid({"id": _("There is no such shot on this board, or it is named twice.")})
    return left.pop(pk)


def change(plan: Arranged, shot: Shot, columns: Mapping[str, Any]) -> None:
    """The values into the row, in memory. Raises Conflict for a locked one that is not unlocked by the same."""
    if set(columns) - OF_THE_JOIN and columns.get("locked", True):
        refuse_locked(shot)
    for name, value in columns.items():
        setattr(shot, name, value)
    plan.note(shot, set(columns))
    if "join_seconds" in columns:
        plan.joined.add(shot.pk)


def placed(shots: Sequence[Shot], plan: Arranged) -> dict[int, str]:
    """Places counted anew, and joins shortened to what fits between shots as short as these, in memory.

    A sentence by its place for each join that was asked to be longer than that.
    """
    faults = {}
    for place, shot in enumerate(shots):
        if shot.position != place:
            shot.position = place
            plan.note(shot, {"position"})
        most = longest_join(shot, shots[place + 1]) if place + 1 < len(shots) else LONGEST
        if shot.join_seconds <= most:
            continue
        if shot.pk in plan.joined and shot.join_style != "cut":
            faults[place] = _("Between shots as short as these a join takes at most %(most)g s.") % {"most": most}
            continue
        shot.join_seconds = most
        plan.note(shot, {"join_seconds"})
    return faults


def longest_join(shot: Shot, after: Shot) -> float:
    """Seconds: at most half of the shorter one, so that every shot is seen alone for a moment too."""
    return min(LONGEST, shot.duration_s / 2, after.duration_s / 2)


def refuse_locked(shot: Shot) -> None:
    if shot.locked:
        raise Conflict(_("Shot %(n)d is locked. Unlock it first.") % {"n": shot.position + 1})
