"""Transitions between two clips: ordered, and looked at before they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, GenerationReference, Status, User
from studio.models.status import OPEN
from studio.references import asset_of
from studio.services import credits, orders
from video.selectors.transitions import KIND, MODEL

STRIP_KIND: Final = "transition_strip"
STRIP_MODEL: Final = "transition-strip"
ROLE: Final = "reference_videos"
NAMESPACE: Final = UUID("a3b0f0e6-3a3f-4f0e-9a58-6a0d6a4be9d1")
"""Of keys of strips: the same wish of the same person is the same strip."""
KEPT_FOR: Final = timedelta(days=30)
"""A pair that is looked at later is made again in a second."""
ANEW_AFTER: Final = timedelta(minutes=1)
"""A strip that could not be made is tried again when it is wanted after so long: a page that waits asks on and on."""


def order(
    user: User,
    first: UUID | str,
    second: UUID | str,
    *,
    style: str,
    seconds: float | str,
    key: UUID,
    project: UUID | None = None,
) -> Generation:
    """One clip of two, free. The same key with the same wish is the same order.

    Raises NotFound, BadInput for what is no clip, AskInvalid, Unsupported for a clip that is too short, and as
    `orders.order`.
    """
    clips = clips_of(user, first, second)
    (made,) = orders.order(owner=user, ask=ask_of(MODEL, KIND, clips, style, seconds, project), key=key)
    return made


@transaction.atomic
def strip_for(user: User, first: UUID | str, second: UUID | str, *, style: str, seconds: float | str) -> Generation:
    """A few moments of such a transition, made or being made; the same wish finds the same strip. Raises as `order`."""
    clips = clips_of(user, first, second)
    credits.lock_account(user)  # two tabs at once order one strip
    ask = ask_of(STRIP_MODEL, STRIP_KIND, clips, style, seconds, None)
    for tries in count():
        key = uuid5(NAMESPACE, f"{user.pk} {ask.digest()} {tries}")
        found = Generation.objects.filter(owner=user, key=key).first()
        if found is None:
            (made,) = orders.order(owner=user, ask=ask, key=key, by_room=True)
            return made
        if is_of_use(found):
            return found
    raise AssertionError("an endless count has ended")


def is_of_use(strip: Generation) -> bool:
    """There, under way, or failed a moment ago."""
    if strip.deleted_at is not None:
        return False
    if strip.status not in (Status.FAILED, Status.CANCELLED):
        return True
    return strip.finished_at is not None and strip.finished_at > timezone.now() - ANEW_AFTER


def clips_of(user: User, first: UUID | str, second: UUID | str) -> tuple[Asset, Asset]:
    if not (first and second):
        raise BadInput(_("Choose both clips."))
    clips = asset_of(user, first), asset_of(user, second)
    if not all(each.is_clip for each in clips):
        raise BadInput(_("A transition joins two clips."))
    return clips


def ask_of(
    model: str, kind: str, clips: tuple[Asset, Asset], style: str, seconds: float | str, project: UUID | None
) -> Ask:
    return Ask(
        kind=kind,
        model=model,
        parameters={"style": style, "join_seconds": seconds},
        references=tuple(ReferenceAsk("asset", str(each.pk), ROLE) for each in clips),
        project=project,
    )


def let_go(whose: Q, *, before: datetime) -> None:
    """Put the strips of clips into the bin that lie there since, and those that are old.

    Before the hall empties the bin: what was made of a clip goes with it.
    """
    gone = Asset.objects.filter(Q(deleted_at__lte=before) | Q(generation__deleted_at__lte=before), whose)
    used = GenerationReference.objects.filter(generation__kind=STRIP_KIND, source_id__in=texts(gone))
    strips = Generation.objects.filter(whose, kind=STRIP_KIND, deleted_at=None)
    old = strips.filter(Q(pk__in=used.values("generation")) | Q(created_at__lte=timezone.now() - KEPT_FOR))
    old.exclude(status__in=OPEN).update(deleted_at=before)


def texts(assets: QuerySet[Asset]) -> QuerySet[Asset, str]:
    """Their ids as orders write them down."""
    return assets.annotate(text=Cast("pk", TextField())).values_list("text", flat=True)
