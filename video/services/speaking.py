"""The lines of a storyboard spoken: the price first, then every line with its hold, or none."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, KeyReused, ReklamError
from studio.models import Generation, User
from studio.selectors import credits as accounts
from studio.services import credits, sets
from studio.services.asks import Checked
from studio.services.writing import language_of
from studio.told import told
from video.models import Lane, MultiShotGeneration, Shot, SoundMix, SoundOrder, SoundPart, SoundPiece
from video.models.sound import MOST_PIECES
from video.selectors.mixes import Line, SoundBoard, board_of_sound, not_found, with_clips
from video.sound_asking import LEAD_IN_S, line_ask, line_hash

logger = logging.getLogger(__name__)

TO_SPEAK = frozenset({"new", "changed", "failed", "gone"})


class LinesRefused(BadInput):
    """Nothing was ordered. The fact `shots` has {number, shot, code, message, facts} of each line that cannot be."""

    code, status = "lines_refused", 422

    def __init__(self, faults: Sequence[tuple[Line, ReklamError]]) -> None:
        shots = [{"number": line.number, "shot": str(line.shot.pk), **told(error)} for line, error in faults]
        sentences = [_("Shot %(number)d: %(why)s") % {"number": line.number, "why": e.message} for line, e in faults]
        super().__init__(" ".join(dict.fromkeys(sentences)), shots=shots)


@dataclass(frozen=True, slots=True)
class LineQuote:
    """What one line would cost to be spoken, or why it cannot be. Whole credits."""

    number: int
    """Of its shot, from 1."""
    shot: Shot
    text: str
    price: int | None
    error: str = ""
    notes: tuple[str, ...] = ()
    """What will be otherwise than asked."""


@dataclass(frozen=True, slots=True)
class LinesQuote:
    """What it would cost to speak the lines that are not spoken as they stand."""

    lines: tuple[LineQuote, ...]
    total: int
    balance: int

    @property
    def is_possible(self) -> bool:
        return all(not each.error for each in self.lines)

    @property
    def affordable(self) -> bool:
        return self.total <= self.balance


def quote(user: User, mix: SoundMix, *, only: Collection[UUID] = ()) -> LinesQuote:
    """Line by line what would be spoken now. only: ids of shots. Changes nothing, raises nothing of a line's own."""
    lines = wanted(board_of_sound(mix), only)
    looked = sets.looked_at(user, members_of(mix, lines))
    language = language_of(user)
    quotes = tuple(quoted_line(line, found, language) for line, found in zip(lines, looked, strict=True))
    total = sum(each.price or 0 for each in quotes)
    return LinesQuote(quotes, total=total, balance=accounts.balance(user).balance)


def quoted_line(line: Line, found: sets.Found, language: str) -> LineQuote:
    price = found.ready.total if found.ready else None
    notes = found.ready.sent(language=language).notes if found.ready else ()
    return LineQuote(line.number, line.shot, line.text, price, found.error.message if found.error else "", notes)


def wanted(board: SoundBoard, only: Collection[UUID]) -> list[Line]:
    """Lines that are not spoken as they stand; of those that are asked for by name, also the others, once more."""
    idle = [line for line in board.lines if not (line.sound and line.sound.is_working)]
    if only:
        return [line for line in idle if line.shot.pk in only]
    return [line for line in idle if line.state in TO_SPEAK]


def members_of(mix: SoundMix, lines: Sequence[Line]) -> list[sets.Member]:
    project = mix.film.project_in_use if mix.film else None
    return [sets.Member(line_ask(line.shot, mix, project=project)) for line in lines]


def speak(
    user: User, mix: SoundMix, *, key: UUID, quoted: int | None = None, only: Collection[UUID] = ()
) -> tuple[SoundOrder, ...]:
    """Order every line that is not spoken as it stands, all or none, each with its hold.

    A repeated key orders nothing again. Raises LinesRefused, Conflict (dearer than `quoted`, nothing to speak),
    NotEnoughCredits, QuotaReached, TooManyOpen, KeyReused.
    """
    with transaction.atomic():
        credits.lock_account(user)
        mix = locked(mix)
        if earlier := repeated(user, mix, key):
            return earlier
        lines = wanted(board_of_sound(mix), only)
        if not lines:
            raise Conflict(_("Every line is spoken already."))
        ready = ready_of(user, mix, lines)
        generations = sets.order(user, members_of(mix, lines), ready, key=key, quoted=quoted)
        return tuple(written(mix, line, made) for line, made in zip(lines, generations, strict=True))


def speak_free(user: User, film: MultiShotGeneration) -> tuple[SoundOrder, ...]:
    """What a draft is heard with: the lines that nobody speaks yet and whose voice costs nothing.

    In the caller's transaction, under the lock of the account and of the film. What stands in the way of a line is
    told by the board, and is no trouble of the draft.
    """
    mix = SoundMix.objects.filter(film=film).first()
    if mix is None:
        if not any(shot.line.strip() for shot in film.shots.filter(deleted_at=None)):
            return ()
        mix, _fresh = SoundMix.objects.get_or_create(film=film, defaults={"owner": film.owner})
    mix = locked(mix)
    lines = wanted(board_of_sound(mix), ())
    looked = zip(lines, sets.looked_at(user, members_of(mix, lines)), strict=True)
    free = [(line, found.ready) for line, found in looked if found.ready and found.ready.total == 0]
    chosen = [line for line, _ready in free]
    if not free or not has_room(mix, chosen):
        return ()
    try:
        with transaction.atomic():
            made = sets.order(user, members_of(mix, chosen), [ready for _line, ready in free], key=uuid4())
            return tuple(written(mix, line, each) for line, each in zip(chosen, made, strict=True))
    except ReklamError as error:
        logger.warning("draft not spoken", extra={"film": str(film.pk), "code": error.code})
        return ()


def has_room(mix: SoundMix, lines: Sequence[Line]) -> bool:
    """Whether these lines find a place; those that were spoken before have theirs."""
    fresh = sum(line.sound is None for line in lines)
    return mix.pieces.filter(deleted_at=None).count() + fresh <= MOST_PIECES


def locked(mix: SoundMix) -> SoundMix:
    """Its row until the transaction ends, after the account's and the film's. Raises NotFound for one in the bin."""
    found = row_of(mix)
    if in_bin(found):
        raise not_found()
    return found


def row_of(mix: SoundMix) -> SoundMix:
    """The same of one in the bin too: what ends an order must find its mix wherever that lies."""
    rows = with_clips(SoundMix.objects.select_for_update(of=("self",)).filter(pk=mix.pk))
    return rows.select_related("owner").get()


def in_bin(mix: SoundMix) -> bool:
    gone = mix.film.deleted_at if mix.film else mix.clip.deleted_at if mix.clip else None
    return gone is not None


def repeated(user: User, mix: SoundMix, key: UUID) -> tuple[SoundOrder, ...]:
    """What this key has ordered for this mix already. Raises KeyReused if it was anything else."""
    earlier = tuple(SoundOrder.objects.filter(mix=mix, generation__owner=user, generation__key=key).order_by("id"))
    if not earlier and Generation.objects.filter(owner=user, key=key).exists():
        raise KeyReused(_("This order key was used for another order."))
    return earlier


def ready_of(user: User, mix: SoundMix, lines: Sequence[Line]) -> list[Checked]:
    """Every line checked. Raises LinesRefused naming all that cannot be spoken, Conflict for too many sounds."""
    looked = sets.looked_at(user, members_of(mix, lines))
    faults = [(line, found.error) for line, found in zip(lines, looked, strict=True) if found.error]
    if faults:
        raise LinesRefused(faults)
    if not has_room(mix, lines):
        raise Conflict(_("A mix holds %(n)d sounds at most.") % {"n": MOST_PIECES})
    return [found.ready for found in looked if found.ready]


def written(mix: SoundMix, line: Line, made: Generation) -> SoundOrder:
    """The order of a line, and the place on the lane where it will be heard."""
    piece = line.sound.piece if line.sound else None
    if piece is None:
        piece, _fresh = SoundPiece.objects.get_or_create(
            mix=mix,
            shot=line.shot,
            is_line=True,
            deleted_at=None,
            defaults={"lane": Lane.DIALOGUE, "starts_s": LEAD_IN_S, "text": line.text},
        )
    row, _new = SoundOrder.objects.get_or_create(
        generation=made,
        defaults={
            "mix": mix, "piece": piece, "part": SoundPart.PIECE, "content_hash": line_hash(line.shot, mix),
        },
    )  # fmt: skip
    return row
