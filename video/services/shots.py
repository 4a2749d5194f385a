"""One shot of a board changed, added, copied, split, removed, put back and moved.

Whoever changes a shot holds the lock of its board's row: positions are counted under it, and of two tabs one waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio.catalogue.validate import AskInvalid
from studio.models import User
from video.content_fields import whole
from video.models import MultiShotGeneration, Shot
from video.models.film import LEAST_SHOTS, MOST_SHOTS, any_seed
from video.services import mixes
from video.services.films import grown, held, standing
from video.services.listing import Arranged, change, placed, refuse_locked
from video.services.stretching import stretched
from video.shot_content import SHORTEST_S, ShotReader
from video.trait_fields import Unfit


@transaction.atomic
def edit(owner: User, pk: UUID, content: Mapping[str, Any], *, revision: Any = None) -> Shot:
    """Other values of the fields that `content` names. The shot's `film` has the new revision.

    Raises NotFound, AskInvalid with the fields' names, Conflict for a stale revision and for a locked shot.
    """
    shots, shot = opened(owner, pk, revision=revision)
    plan = Arranged()
    change(plan, shot, ShotReader(owner, [content]).changes(content, shot))
    written(shot.film, shots, plan)
    if shot.fits_line:
        stretched(shot)  # whatever length was given for it
    return shot


def join(owner: User, pk: UUID, *, style: str, seconds: Any = None, revision: Any = None) -> Shot:
    """How it joins to the next shot; a locked one too. Raises as `edit`, with "join"."""
    return edit(owner, pk, {"join": {"style": style, "seconds": seconds}}, revision=revision)


def lock(owner: User, pk: UUID, *, revision: Any = None) -> Shot:
    """It is neither changed nor rendered again until it is unlocked. May be repeated. Raises NotFound, Conflict."""
    return set_lock(owner, pk, locked=True, revision=revision)


def unlock(owner: User, pk: UUID, *, revision: Any = None) -> Shot:
    """May be repeated. Raises NotFound, and Conflict for a stale revision."""
    return set_lock(owner, pk, locked=False, revision=revision)


def set_lock(owner: User, pk: UUID, *, locked: bool, revision: Any) -> Shot:
    return edit(owner, pk, {"locked": locked}, revision=revision)


@transaction.atomic
def add(owner: User, film_pk: UUID, content: Any = None, *, after: UUID | None = None, revision: Any = None) -> Shot:
    """A new shot at the end, or after the one named. Raises NotFound, AskInvalid, and Conflict with six there."""
    film = held(owner, film_pk, revision=revision)
    shots = standing(film)
    given = {} if content is None else content
    made = Shot(film=film)
    change(Arranged(), made, ShotReader(owner, [given]).changes(given, made))
    place = len(shots) if after is None else shots.index(named(shots, after)) + 1
    return inserted(film, shots, made, at=place)


@transaction.atomic
def duplicate(owner: User, pk: UUID, *, revision: Any = None) -> Shot:
    """A copy right after it, unlocked, and with a seed of its own: another take. Raises as `add`."""
    shots, shot = opened(owner, pk, revision=revision)
    return inserted(shot.film, shots, copy_of(shot, seed=any_seed()), at=shot.position + 1)


@transaction.atomic
def split(owner: User, pk: UUID, *, at_s: Any, revision: Any = None) -> tuple[Shot, Shot]:
    """Two shots of one, cut at `at_s` seconds: the words stay in both, the second continues the first.

    What is said is said in the first, the end frame ends the second, and the join to the next goes with the second;
    sounds go with the part in which they begin.
    Raises NotFound, AskInvalid for a moment that leaves either under two seconds, Conflict for a locked shot and with
    six there.
    """
    shots, shot = opened(owner, pk, revision=revision)
    refuse_locked(shot)
    first_s = moment(shot, at_s)
    second = copy_of(
        shot, duration_s=shot.duration_s - first_s, continues=True, start_frame_id=None, line="", fits_line=False
    )
    plan = Arranged()
    change(plan, shot, {"duration_s": first_s, "end_frame_id": None, "join_style": "cut"})
    inserted(shot.film, shots, second, at=shot.position + 1, plan=plan)
    mixes.part_with(shot, second, at_s=first_s)
    return shot, second


def moment(shot: Shot, at_s: Any) -> int:
    most = shot.duration_s - SHORTEST_S
    if most < SHORTEST_S:
        raise AskInvalid({"at_s": _("Both parts need two seconds: this shot is too short to be split.")})
    try:
        return whole(at_s, low=SHORTEST_S, high=most)
    except Unfit as fault:
        raise AskInvalid({"at_s": str(fault)}) from fault


@transaction.atomic
def remove(owner: User, pk: UUID, *, revision: Any = None) -> Shot:
    """Off the board; `put_back` undoes it. Raises NotFound, and Conflict for a locked shot and with two there."""
    shots, shot = opened(owner, pk, revision=revision)
    refuse_locked(shot)
    if len(shots) <= LEAST_SHOTS:
        raise Conflict(_("A storyboard has at least %(n)d shots.") % {"n": LEAST_SHOTS})
    shots.remove(shot)
    plan = Arranged(gone=[shot])
    written(shot.film, shots, plan)
    return shot


@transaction.atomic
def put_back(owner: User, pk: UUID, *, revision: Any = None) -> Shot:
    """A removed shot at the place that it had. May be repeated. Raises NotFound, and Conflict with six there."""
    film = held(owner, film_of(owner, pk), revision=revision)
    shots = standing(film)
    shot = Shot.objects.select_for_update().filter(film=film, pk=pk).first()
    if shot is None:
        raise not_found()
    shot.film = film
    if shot.deleted_at is None:
        return shot
    shot.deleted_at = None
    plan = Arranged()
    plan.note(shot, {"deleted_at"})
    return inserted(film, shots, shot, at=min(shot.position, len(shots)), plan=plan)


@transaction.atomic
def move(owner: User, pk: UUID, to: Any, *, revision: Any = None) -> Shot:
    """To another place, counted from 0; a locked one too. Raises NotFound, AskInvalid ("to"), Conflict."""
    shots, shot = opened(owner, pk, revision=revision)
    try:
        place = whole(to, low=0, high=len(shots) - 1)
    except Unfit as fault:
        raise AskInvalid({"to": str(fault)}) from fault
    shots.remove(shot)
    shots.insert(place, shot)
    written(shot.film, shots, Arranged())
    return shot


def opened(owner: User, pk: UUID, *, revision: Any) -> tuple[list[Shot], Shot]:
    """All shots of its board and this one, under the board's lock. Raises NotFound, Conflict."""
    film = held(owner, film_of(owner, pk), revision=revision)
    shots = standing(film)
    shot = named(shots, pk)
    shot.film = film
    return shots, shot


def film_of(owner: User, pk: UUID) -> UUID:
    found = Shot.objects.filter(pk=pk, film__owner=owner, film__deleted_at=None).values_list("film", flat=True).first()
    if found is None:
        raise not_found()
    return found


def named(shots: list[Shot], pk: UUID) -> Shot:
    found = next((shot for shot in shots if shot.pk == pk), None)
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    return NotFound(_("There is no such shot."))


KEPT = (
    "film", "prompt", "duration_s", "camera", "references", "start_frame_id", "end_frame_id", "picture_id",
    "continues", "line", "voice", "fits_line", "model", "parameters", "seed", "join_style", "join_seconds",
)  # fmt: skip
"""What a copy takes over; the lock is the original's own."""


def copy_of(shot: Shot, **other: Any) -> Shot:
    return Shot(**{**{name: getattr(shot, name) for name in KEPT}, **other})


def inserted(
    film: MultiShotGeneration, shots: list[Shot], shot: Shot, *, at: int, plan: Arranged | None = None
) -> Shot:
    """The shot at that place, and all written."""
    if len(shots) >= MOST_SHOTS:
        raise Conflict(_("A storyboard has at most %(n)d shots.") % {"n": MOST_SHOTS})
    plan = plan or Arranged()
    if shot._state.adding:
        plan.new.append(shot)
    shots.insert(at, shot)
    written(film, shots, plan)
    return shot


def written(film: MultiShotGeneration, shots: list[Shot], plan: Arranged) -> None:
    """What has changed put down, with all places; nothing at all where nothing has. Raises AskInvalid ("join")."""
    for words in placed(shots, plan).values():
        raise AskInvalid({"join": words})
    if plan.changes:
        grown(film)
        plan.write()
