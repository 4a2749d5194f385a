"""What is done at one card of a storyboard: its fields are kept first, so that no deed loses what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.models import User
from video.models import MultiShotGeneration, Shot
from video.services import rendering, shots


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed has changed."""

    words: str = ""
    """A sentence for its owner; "" where the page says it by itself."""
    can_undo: bool = False
    whole: bool = False
    """Whether cards have come, gone or moved."""


@transaction.atomic
def do(
    owner: User,
    film: MultiShotGeneration,
    shot: Shot,
    *,
    deed: str = "",
    content: Mapping[str, Any] | None = None,
    given: Mapping[str, str],
    revision: Any = None,
) -> Done:
    """Keep the fields of a card, and do what its button says; all or nothing.

    content: of `shots.edit`, None where the card's fields did not come; given: what else the deed was told. Raises
    BadInput for a deed that there is not, else as the services of shots.
    """
    if deed and deed not in DEEDS:
        raise BadInput(_("This cannot be done to a shot."))
    if content is not None:
        shots.edit(owner, shot.pk, content, revision=revision)
        shot.refresh_from_db()
    if not deed:
        return Done()
    return DEEDS[deed](owner, film, shot, given, revision if content is None else None)


Deed = Callable[[User, MultiShotGeneration, Shot, Mapping[str, str], Any], Done]


def beside(step: int) -> Deed:
    def move(owner: User, _film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], revision: Any) -> Done:
        return moved(owner, shot, shot.position + step, revision)

    return move


def to(owner: User, _film: MultiShotGeneration, shot: Shot, given: Mapping[str, str], revision: Any) -> Done:
    return moved(owner, shot, given.get("to", ""), revision)


def moved(owner: User, shot: Shot, place: Any, revision: Any) -> Done:
    shots.move(owner, shot.pk, place, revision=revision)
    now = Shot.objects.get(pk=shot.pk).position + 1
    return Done(_("The shot is number %(n)d now.") % {"n": now}, whole=True)


def duplicate(owner: User, _film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], revision: Any) -> Done:
    shots.duplicate(owner, shot.pk, revision=revision)
    return Done(whole=True)


def split(owner: User, _film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], revision: Any) -> Done:
    shots.split(owner, shot.pk, at_s=shot.duration_s // 2, revision=revision)
    return Done(whole=True)


def remove(owner: User, _film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], revision: Any) -> Done:
    shots.remove(owner, shot.pk, revision=revision)
    return Done(_("The shot is off the board."), can_undo=True, whole=True)


def lock(owner: User, _film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], revision: Any) -> Done:
    shots.lock(owner, shot.pk, revision=revision)
    return Done()


def unlock(owner: User, _film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], revision: Any) -> Done:
    shots.unlock(owner, shot.pk, revision=revision)
    return Done()


def join(owner: User, _film: MultiShotGeneration, shot: Shot, given: Mapping[str, str], revision: Any) -> Done:
    seconds = given.get("seconds")
    shots.join(owner, shot.pk, style=given.get("style", ""), seconds=seconds, revision=revision)
    return Done()


def take(_owner: User, film: MultiShotGeneration, shot: Shot, _given: Mapping[str, str], _revision: Any) -> Done:
    rendering.another_take(film, shot)
    return Done(_("The next render makes another take of it."))


DEEDS: Final[Mapping[str, Deed]] = {
    "left": beside(-1), "right": beside(1), "to": to, "duplicate": duplicate, "split": split, "remove": remove,
    "lock": lock, "unlock": unlock, "join": join, "take": take,
}  # fmt: skip


def shot_on(film: MultiShotGeneration, pk: UUID) -> Shot:
    """One shot of this board, also one that was just removed. Raises NotFound."""
    found = Shot.objects.filter(film=film, pk=pk).first()
    if found is None:
        raise shots.not_found()
    return found
