"""Storyboards rendered: the price of what would be made first, then every shot with its hold, or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, KeyReused, ReklamError
from studio.models import Generation, User
from studio.models.status import OPEN
from studio.selectors import credits as accounts
from studio.services import credits, generations, sets
from studio.services.asks import Checked
from studio.told import told
from video.models import MultiShotGeneration, Shot, ShotOrder, ShotPart
from video.models.film import any_seed
from video.selectors.boards import Board, board_of, status_of
from video.selectors.films import not_found
from video.services import chains, joining
from video.services.planning import Planned, plan_of


class RenderRefused(BadInput):
    """Nothing was ordered. The fact `shots` has {number, shot, code, message, facts} of each that cannot be."""

    code, status = "render_refused", 422

    def __init__(self, faults: Sequence[tuple[Planned, ReklamError]]) -> None:
        shots = [{"number": each.number, "shot": each.shot_id, **told(error)} for each, error in faults]
        sentences = dict.fromkeys(sentence_of(each, error) for each, error in faults)
        super().__init__(" ".join(sentences), shots=shots)


def sentence_of(planned: Planned, error: ReklamError) -> str:
    if not planned.number:
        return error.message
    return _("Shot %(number)d: %(why)s") % {"number": planned.number, "why": error.message}


@dataclass(frozen=True, slots=True)
class ShotQuote:
    """What one order of a render would cost, or why it cannot be made."""

    number: int
    """Of the shot, from 1; 0 where all shots are one order."""
    shot: Shot | None
    price: int | None
    """Whole credits."""
    error: str = ""
    notes: tuple[str, ...] = ()
    """What will be otherwise than asked."""


@dataclass(frozen=True, slots=True)
class FilmQuote:
    """What a render would make now. Prices in whole credits."""

    shots: tuple[ShotQuote, ...]
    total: int
    balance: int
    joins: bool
    """Whether the film will be joined anew, which is free."""

    @property
    def changed(self) -> int:
        return len(self.shots)

    @property
    def is_possible(self) -> bool:
        return all(not each.error for each in self.shots)

    @property
    def affordable(self) -> bool:
        return self.total <= self.balance


def quote(user: User, film: MultiShotGeneration, *, only: Collection[UUID] = ()) -> FilmQuote:
    """What a render would make and cost. Changes nothing, raises nothing of a shot's own."""
    board = board_of(film)
    planned = plan_of(board, only=only)
    looked = sets.looked_at(user, [each.member for each in planned if each.member])
    found = iter(looked)
    shots = tuple(quoted(each, next(found) if each.member else sets.Found(error=each.error)) for each in planned)
    total = sum(each.price or 0 for each in shots)
    to_join = board.is_rendered and not (board.film_is_current or board.is_joining)
    joins = to_join or (bool(planned) and not film.native)
    return FilmQuote(shots=shots, total=total, balance=accounts.balance(user).balance, joins=joins)


def quoted(planned: Planned, found: sets.Found) -> ShotQuote:
    error = found.error.message if found.error else ""
    price = found.ready.total if found.ready else None
    return ShotQuote(planned.number, planned.shot, price, error, planned.notes)


def render(
    user: User, film: MultiShotGeneration, *, key: UUID, quoted: int | None = None, only: Collection[UUID] = ()
) -> Board:
    """Order every shot that has changed, all or none, each with its hold; what only has to be joined is joined.

    only: ids of shots, with those before them that they go on from; () for all that have changed. A repeated key
    orders nothing again. Raises RenderRefused, Conflict (dearer than `quoted`, nothing to render), NotEnoughCredits,
    QuotaReached, TooManyOpen, KeyReused.
    """
    with transaction.atomic():
        credits.lock_account(user)
        film = locked(film)
        if repeated(user, film, key):
            return board_of(film)
        board = board_of(film)
        planned = plan_of(board, only=only)
        if planned:
            written(user, board, planned, key=key, quoted=quoted)
        elif not (board.is_rendered and not board.film_is_current):
            raise Conflict(_("Nothing has changed: there is nothing to render."))
        else:
            joining.join(board)
        board = board_of(film)
        film.status = status_of(board)
        film.save(update_fields=["status", "trouble", "combined_video", "combined_hash", "updated_at"])
    return board


def locked(film: MultiShotGeneration) -> MultiShotGeneration:
    """Its row until the transaction ends; after the account's, always. Raises NotFound for one in the bin."""
    rows = MultiShotGeneration.objects.select_for_update(of=("self",)).select_related("owner", "combined_video")
    found = rows.get(pk=film.pk)
    if found.deleted_at is not None:
        raise not_found()
    return found


def repeated(user: User, film: MultiShotGeneration, key: UUID) -> bool:
    """Whether this key has rendered this film. Raises KeyReused if it has ordered anything else."""
    earlier = Generation.objects.filter(owner=user, key=key)
    if earlier.filter(shot_order__film=film).exists():
        return True
    if earlier.exists():
        raise KeyReused(_("This order key was used for another order."))
    return False


def written(user: User, board: Board, planned: Sequence[Planned], *, key: UUID, quoted: int | None) -> None:
    """The orders of a plan with their holds, and what waits for what."""
    ready = ready_of(user, planned)
    members = [each.member for each in planned if each.member]
    rows = sets.order(user, members, ready, key=key, quoted=quoted)
    made: dict[UUID, ShotOrder] = {}
    for each, generation in zip(planned, rows, strict=True):
        after = each.after or (made.get(each.after_shot) if each.after_shot else None)
        row = ShotOrder.objects.create(
            film=board.film,
            shot=each.shot,
            generation=generation,
            part=ShotPart.SHOT if each.shot else ShotPart.NATIVE,
            content_hash=each.content_hash,
            after=after,
        )
        if each.shot:
            made[each.shot.pk] = row
    for before in {each.after.pk: each.after for each in planned if each.after}.values():
        if before.generation.is_over:
            chains.shot_over(before)  # it is there already: its last frame is taken now


def ready_of(user: User, planned: Sequence[Planned]) -> list[Checked]:
    """Every member checked. Raises RenderRefused naming all that cannot be served."""
    faults = [(each, each.error) for each in planned if each.error]
    members = [each for each in planned if each.member]
    looked = sets.looked_at(user, [each.member for each in members if each.member])
    faults += [(each, found.error) for each, found in zip(members, looked, strict=True) if found.error]
    if faults:
        raise RenderRefused(sorted(faults, key=lambda fault: fault[0].number))
    return [found.ready for found in looked if found.ready]


def cancel(film: MultiShotGeneration) -> int:
    """Stop what is being made of a board, its animatic too. How many cannot be stopped and will be finished."""
    open_orders = ShotOrder.objects.filter(film=film, generation__status__in=OPEN).select_related("generation__owner")
    going_on = 0
    for order in open_orders.order_by("id"):
        try:
            generations.cancel(order.generation)
        except Conflict:
            order.generation.refresh_from_db()
            going_on += not order.generation.is_over
    return going_on


def another_take(film: MultiShotGeneration, shot: Shot) -> Shot:
    """The same shot with another seed, to be rendered anew. Raises Conflict for a locked one."""
    with transaction.atomic():
        film = locked(film)
        shot = Shot.objects.select_for_update().get(pk=shot.pk)
        if shot.locked:
            raise Conflict(_("This shot is locked."))
        shot.seed = any_seed()
        shot.save(update_fields=["seed"])
        film.revision += 1
        film.save(update_fields=["revision", "updated_at"])
    return shot
