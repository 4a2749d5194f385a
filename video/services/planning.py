"""What a render orders: the shots that have changed, each on the frame it starts from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, ReklamError
from studio.ask import PROMISED, Ask
from studio.catalogue.entry import Entry
from studio.selectors import catalogue
from studio.services.sets import Member
from video.asking import ask_of, kind_of, plain, references_of, seconds_for
from video.models import Shot, ShotOrder
from video.selectors.boards import Board, BoardShot
from video.services import chains


@dataclass(frozen=True, slots=True)
class Planned:
    """One order of a render."""

    content_hash: str
    shot: Shot | None = None
    """None where all shots are one order."""
    number: int = 0
    member: Member | None = None
    error: ReklamError | None = None
    """Why there is none."""
    after: ShotOrder | None = None
    """An order made before, whose last frame it starts on."""
    after_shot: UUID | None = None
    """A shot of the same render, whose last frame it starts on."""
    notes: tuple[str, ...] = ()

    @property
    def shot_id(self) -> str:
        return str(self.shot.pk) if self.shot else ""


def plan_of(board: Board, *, only: Collection[UUID] = ()) -> tuple[Planned, ...]:
    """The orders of a render, in the order of their shots. Asks nobody for a price."""
    if board.film.native:
        return planned_as_one(board)
    wanted = wanted_of(board, only)
    numbers = {each.number for each in wanted}
    return tuple(planned(board, each, in_plan=numbers) for each in wanted)


def wanted_of(board: Board, only: Collection[UUID]) -> list[BoardShot]:
    """Those that have changed; with `only`, these and the ones before them that they go on from."""
    if not only:
        return list(board.changed)
    found: set[int] = set()
    changed = {each.number for each in board.changed}
    for place, each in enumerate(board.shots):
        if each.shot.pk not in only:
            continue
        while each.number in changed and each.number not in found:
            found.add(each.number)
            if not (each.shot.continues and place):
                break
            place -= 1  # noqa: PLW2901  # back along the chain
            each = board.shots[place]  # noqa: PLW2901
    return [each for each in board.changed if each.number in found]


def planned(board: Board, each: BoardShot, *, in_plan: Collection[int]) -> Planned:
    """The order of one shot."""
    shot, film = each.shot, board.film
    try:
        entry = catalogue.offer(shot.model or film.model).entry
        start, after, after_shot = start_of(board, each, in_plan=in_plan)
        check(entry, follows=each.follows)
    except ReklamError as error:
        return Planned(each.hash, shot, each.number, error=error)
    ask = ask_of(shot, film, entry, start=start, project=film.project_in_use)
    member = Member(ask, waits=start == PROMISED)
    return Planned(
        each.hash, shot, each.number, member, after=after, after_shot=after_shot, notes=notes_of(entry, shot)
    )


def check(entry: Entry, *, follows: bool) -> None:
    """Raises BadInput for a model that makes no clips, or cannot go on from a frame."""
    if entry.output != "video":
        raise BadInput(_("This model makes no clips."))
    if follows and entry.input_for("start_frame") is None:
        raise BadInput(_("This model cannot go on from the last frame of the shot before: it takes no start frame."))


def start_of(
    board: Board, each: BoardShot, *, in_plan: Collection[int]
) -> tuple[UUID | None, ShotOrder | None, UUID | None]:
    """(start frame, order it waits for, shot of this render it waits for). Raises BadInput."""
    if not each.follows:
        return each.shot.start_frame_id, None, None
    before = board.shots[each.number - 2]
    if before.number in in_plan:
        return PROMISED, None, before.shot.pk
    if before.is_working and before.order and before.order.content_hash == before.hash and not before.is_kept:
        return PROMISED, before.order, None
    if before.standing is None:
        raise BadInput(_("It goes on from a shot that is not rendered."))
    frame = chains.frame_of(before.standing)
    return (frame.pk, None, None) if frame else (PROMISED, before.standing, None)


def notes_of(entry: Entry, shot: Shot) -> tuple[str, ...]:
    made = seconds_for(entry, shot.duration_s)
    if made == shot.duration_s:
        return ()
    words = _("This model makes it %(made)d s long: %(asked)d s is not among its lengths.")
    return (words % {"made": made, "asked": shot.duration_s},)


def planned_as_one(board: Board) -> tuple[Planned, ...]:
    """All shots as one order at a model that takes a list of them."""
    first = board.shots[0] if board.shots else None
    if first is None or first.is_working or (first.standing and first.is_current):
        return ()
    content = board.shots[0].hash
    try:
        entry = catalogue.offer(board.film.model).entry
        if entry.most_shots == 0:
            raise BadInput(_("This model does not take several shots in one order."))
        ask = ask_for_all(board, entry)
    except ReklamError as error:
        return (Planned(content, error=error),)
    return (Planned(content, member=Member(ask), notes=notes_for_all(board.shots)),)


def ask_for_all(board: Board, entry: Entry) -> Ask:
    film, shots = board.film, [each.shot for each in board.shots]
    given = {**film.parameters, **plain(shots[0], film, entry)}
    given.pop("duration", None)  # it is the sum of the shots
    rows = {(row["source"], str(row["id"]), row.get("role")): row for shot in shots for row in shot.references}
    return Ask(
        kind=kind_of(entry),
        model=entry.id,
        parameters={**given, "shots": [{"prompt": shot.prompt, "duration": shot.duration_s} for shot in shots]},
        references=references_of(list(rows.values())),
        start_frame=shots[0].start_frame_id,
        project=film.project_in_use,
    )


def notes_for_all(shots: Sequence[BoardShot]) -> tuple[str, ...]:
    """What one order for all shots cannot say of a single one."""
    notes = []
    if any(each.shot.camera for each in shots):
        notes.append(_("In one order the cameras of single shots are left out: say the camera in their words."))
    if any(each.shot.end_frame_id or (each.shot.start_frame_id and each.number > 1) for each in shots):
        notes.append(_("In one order only the start frame of the first shot is used."))
    return tuple(notes)
