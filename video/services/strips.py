"""A few moments between two frames, seen before anything is ordered: a small free work, found when asked again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import Ask
from studio.models import Asset, Generation, Status, User
from studio.references import asset_of
from studio.services import credits, orders

KIND: Final = "keyframe_strip"
MODEL: Final = "keyframe-strip"
PICTURES: Final = 6
"""Between the two."""
ANEW_AFTER: Final = timedelta(minutes=1)
"""A strip that could not be made is tried again when it is wanted after so long: a page that waits asks on and on."""
KEPT_FOR: Final = timedelta(days=30)
"""A pair that is looked at later is made again in a second."""
GONE: Final = (Status.FAILED, Status.CANCELLED)


@transaction.atomic
def strip_for(
    user: User,
    first: UUID | str,
    last: UUID | str,
    *,
    style: str = "auto",
    easing: str = "linear",
    count: int = PICTURES,
    seed: int = 0,
) -> Generation:
    """The strip of these two pictures of this person's, made or being made; the same ask finds the same one.

    count: pictures between the two, 1 to 10. seed: of styled moves; only whether it is odd can be seen.
    Raises NotFound, BadInput for what is no picture, AskInvalid for other settings, and as `orders.order`.
    """
    ends = [asset_of(user, pk) for pk in (first, last)]
    if not all(asset.is_picture for asset in ends):
        raise BadInput(_("Only pictures can be the two ends of a clip."))
    settings = {"style": style, "easing": easing, "num_intermediate_frames": count, "seed": seed % 2}
    credits.lock_account(user)  # two tabs at once order one strip
    found = earlier(user, ends[0], ends[1], settings)
    if found is not None:
        return found
    ask = Ask(
        kind=KIND, model=MODEL, parameters=settings, start_frame=ends[0].pk, end_frame=ends[1].pk
    )  # fmt: skip
    (made,) = orders.order(owner=user, ask=ask, key=uuid4(), by_room=True)
    return made


def earlier(user: User, first: Asset, last: Asset, settings: dict[str, object]) -> Generation | None:
    """The newest strip of the same ask that is there, under way, or failed a moment ago."""
    same = Generation.objects.filter(
        owner=user, kind=KIND, start_frame=first, end_frame=last, deleted_at=None, parameters__contains=settings
    )
    since = timezone.now() - ANEW_AFTER
    return same.exclude(status__in=GONE, finished_at__lte=since).order_by("-created_at").first()


def let_go(whose: Q, *, before: datetime) -> None:
    """Put the strips of pictures into the bin that lie there since, and those that are old.

    Before the hall empties the bin: what was made of a picture goes with it.
    """
    binned = Q(start_frame__deleted_at__lte=before) | Q(end_frame__deleted_at__lte=before)
    orphaned = Q(start_frame=None) | Q(end_frame=None) | Q(created_at__lte=timezone.now() - KEPT_FOR)
    strips = Generation.objects.filter(whose, kind=KIND, deleted_at=None).filter(binned | orphaned)
    strips.exclude(status__in=(Status.QUEUED, Status.RUNNING)).update(deleted_at=before)
