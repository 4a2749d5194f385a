"""Pictures made ready for the live view: read once, by a small free order, and kept while they are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, User
from studio.references import asset_of
from studio.services import credits, orders
from video.models import Plate, PlateStatus

KIND: Final = "camera_plate"
MODEL: Final = "camera-plate"
ANEW_AFTER: Final = timedelta(minutes=1)
"""A picture that could not be read is read anew when it is looked at after so long: a page that waits for it asks
every second, and would order for ever."""
KEPT_FOR = timedelta(days=30)
"""After its reading; a picture that is looked at later is read again in two seconds."""


@transaction.atomic
def plate_for(user: User, asset: UUID | str) -> Plate:
    """The plate of this person's picture, read or being read; one that failed a while ago is read anew.

    Raises NotFound, BadInput for what is no picture, and as `orders.order`.
    """
    source = asset_of(user, asset)
    if not source.is_picture:
        raise BadInput(_("Only a picture can be looked at through the camera."))
    credits.lock_account(user)
    plate, fresh = Plate.objects.get_or_create(asset=source, defaults={"owner": user})
    if fresh or is_to_be_read(plate):
        begin(plate, source)
    return plate


def is_to_be_read(plate: Plate) -> bool:
    """Whether it is not there and nobody reads it."""
    if plate.order is None:
        return plate.status != PlateStatus.READY
    ended = plate.order.finished_at
    return plate.status == PlateStatus.FAILED and (ended is None or ended <= timezone.now() - ANEW_AFTER)


def begin(plate: Plate, source: Asset) -> None:
    ask = Ask(kind=KIND, model=MODEL, references=(ReferenceAsk("asset", str(source.pk), "source_image"),))
    (order,) = orders.order(owner=plate.owner, ask=ask, key=uuid4(), by_room=True)
    plate.order, plate.status = order, PlateStatus.READING
    plate.save(update_fields=["order", "status"])


def write_down(generation: Generation) -> None:
    """The files and facts of a reading, in the transaction that ends it."""
    files = generation.results
    told = generation.notes.get("plate", {})
    Plate.objects.filter(order=generation).update(
        status=PlateStatus.READY,
        picture=files[0].stored_name,
        depth=files[1].stored_name,
        facts={"subject_m": told["subject_m"], "face": told["face"]},
    )


def failed(generation: Generation) -> None:
    Plate.objects.filter(order=generation).update(status=PlateStatus.FAILED)


def let_go(whose: Q, *, before: datetime) -> None:
    """Put the files of plates into the bin whose pictures lie there since, and of those that nobody looks at any more.

    Before the hall empties the bin: what was made of a picture goes with it.
    """
    binned = Q(asset__deleted_at__lte=before) | Q(asset__generation__deleted_at__lte=before)
    plates = Plate.objects.filter(binned | Q(created_at__lte=timezone.now() - KEPT_FOR))
    rows = list(plates.filter(whose).values_list("pk", "order"))
    Generation.objects.filter(pk__in=[order for _pk, order in rows], deleted_at=None).update(deleted_at=before)
    Plate.objects.filter(pk__in=[pk for pk, _order in rows]).delete()
