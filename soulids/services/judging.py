"""Photos looked at: by small orders to our own engine, so that the first verdicts come while others still upload."""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound, ReklamError
from soulids.media.photo import VERSION
from soulids.models import SoulID, SoulPhoto
from soulids.selectors.album import WAITING
from soulids.selectors.souls import not_found
from soulids.told import UNREADABLE, heard
from studio.ask import Ask, ReferenceAsk
from studio.models import Generation, GenerationReference, Status, User
from studio.models.status import OPEN
from studio.services import credits, orders

logger = logging.getLogger(__name__)

KIND, MODEL, SOURCE, ROLE = "soulid_judge", "soulid-judge", "soul-photo", "reference_images"
MOST_OPEN: Final = 2
"""Orders of one Soul ID under way: somebody else's photos have their turn in between."""
MOST_PHOTOS: Final = 4
"""Of one order: about a second of work, after which the page has verdicts again."""
FAILED = "failed"
TROUBLES = (UNREADABLE, FAILED)


@transaction.atomic
def pump(soul: SoulID) -> None:
    """Have photos looked at that nobody has looked at yet. May be called at any time, from several ends at once.

    What cannot be ordered now (too much is under way, the engine is switched off) waits: the next call orders it, and
    the room's upkeep calls too.
    """
    credits.lock_account(soul.owner)
    for _turn in range(MOST_OPEN - under_way(soul)):
        photos = next_photos(soul)
        if not photos:
            return
        try:
            ask_for(soul, photos)
        except ReklamError as error:
            logger.warning("photos wait", extra={"soul": str(soul.pk), "code": error.code})
            return


def under_way(soul: SoulID) -> int:
    judging = SoulPhoto.objects.filter(soul=soul, judging__status__in=OPEN)
    return judging.order_by().values("judging").distinct().count()


def next_photos(soul: SoulID) -> list[SoulPhoto]:
    """Those that wait the longest. One that an order has failed on goes alone: it may be what the order failed on."""
    rows = waiting_of(soul).select_for_update(of=("self",), no_key=True).order_by("added_at", "id")
    fresh = list(rows.filter(judging=None)[:MOST_PHOTOS])
    return fresh or list(rows[:1])


def waiting_of(soul: SoulID) -> QuerySet[SoulPhoto]:
    """Photos without a verdict that nobody looks at."""
    nobody = Q(judging=None) | ~Q(judging__status__in=OPEN)
    return SoulPhoto.objects.filter(WAITING, nobody, soul=soul)


def ask_for(soul: SoulID, photos: list[SoulPhoto]) -> None:
    """Raises as `orders.order`."""
    references = tuple(ReferenceAsk(source=SOURCE, id=str(photo.pk), role=ROLE) for photo in photos)
    ask = Ask(kind=KIND, model=MODEL, references=references)
    (order,) = orders.order(owner=soul.owner, ask=ask, key=uuid4())
    SoulPhoto.objects.filter(pk__in=[photo.pk for photo in photos]).update(judging=order)


def write_down(generation: Generation) -> None:
    """What a look has found, in the rows of its photos; in the transaction that ends it. Then the next ones are asked.

    Raises ValueError for what is no facts: then the order fails.
    """
    told = generation.notes.get("photos", {})
    for photo in photos_of(generation).select_for_update(of=("self",), no_key=True):
        keep(photo, told.get(str(photo.pk)))
    forget_notes(generation)
    go_on(generation)


def keep(photo: SoulPhoto, told: dict[str, Any] | None) -> None:
    if told is None or "trouble" in told:
        photo.trouble = told["trouble"] if told and told["trouble"] in TROUBLES else FAILED
    else:
        found = heard(told)
        photo.facts, photo.vector = found.as_json(), found.vector
        photo.facts_version, photo.trouble = VERSION, ""
    photo.save(update_fields=["facts", "facts_version", "vector", "trouble"])


def failed(generation: Generation) -> None:
    """A look came to nothing: its photos are looked at alone, and one that was looked at alone has failed.

    Stopped by hand, all have.
    """
    photos = photos_of(generation)
    alone = GenerationReference.objects.filter(generation=generation).count() <= 1
    if alone or generation.status == Status.CANCELLED:
        photos.update(trouble=FAILED)
    forget_notes(generation)
    go_on(generation)


def photos_of(generation: Generation) -> QuerySet[SoulPhoto]:
    """The photos that wait for this very order; those that were removed meanwhile are not among them."""
    return SoulPhoto.objects.filter(WAITING, judging=generation)


def forget_notes(generation: Generation) -> None:
    """Vectors lie in their column and nowhere else."""
    Generation.objects.filter(pk=generation.pk).exclude(notes={}).update(notes={})


def go_on(generation: Generation) -> None:
    """The account's row is locked already, by the hall: see `studio.follow`."""
    rows = SoulID.objects.filter(photos__judging=generation).select_related("owner")
    for soul in rows.distinct():
        pump(soul)


@transaction.atomic
def again(owner: User, *, pk: UUID, photo: UUID | None = None) -> None:
    """Look once more at one photo that could not be looked at, or at all such ones. Judged ones stay as they are.

    Raises NotFound.
    """
    credits.lock_account(owner)
    soul = SoulID.objects.visible_to(owner).filter(pk=pk).first()
    if soul is None:
        raise not_found()
    rows = SoulPhoto.objects.filter(soul=soul)
    if photo is not None:
        rows = rows.filter(pk=photo)
        if not rows.exists():
            raise NotFound(_("There is no such photo."))
    rows.exclude(trouble="").update(trouble="")
    pump(soul)


def left_waiting() -> QuerySet[SoulID]:
    """Soul IDs with photos that wait while nobody looks at any of theirs."""
    looked_at = SoulPhoto.objects.filter(judging__status__in=OPEN).values("soul")
    waiting = SoulPhoto.objects.filter(WAITING).exclude(soul__in=looked_at).values("soul")
    return SoulID.objects.filter(pk__in=waiting, owner__is_active=True).order_by(F("created_at"))
