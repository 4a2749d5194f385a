"""A person is forgotten: at once and whole, or not at all.

The database goes in one transaction. Files go after its commit: after a kill in between no row names them, and the
hall's look through the store takes them. What vendors have is asked for until it is gone (`remote`).

Locks: the account's first, then orders by number, then this room's rows. Whoever ends or writes an order of this owner
that concerns a Soul ID takes the account's lock first, too.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from soulids.models import SoulID, SoulLora, SoulSearch
from soulids.selectors.use import (
    PHOTO_SOURCE,
    SOURCE,
    Use,
    is_stoppable,
    not_found,
    own_orders,
    used_by,
    works_with,
)
from soulids.services import loras, remote, traces
from studio import belongings
from studio.models import Asset, DataExport, Generation, GenerationReference, Status, User, WebhookDelivery
from studio.models.status import OPEN
from studio.selectors.files import unheld
from studio.services import bin, credits, leaving
from studio.services.erasing import WORDLESS

__all__ = ["Use", "forget", "used_by"]

logger = logging.getLogger(__name__)

NOT_STOPPED = timedelta(minutes=10)
"""A worker that is about to give a vendor something notices within seconds that its order has ended."""


@transaction.atomic
def forget(owner: User, pk: UUID) -> Use:
    """Erase a Soul ID with everything of the person; what it was used by until then.

    Finished works stay, without face data. Open ones are ended with their credits back, but for those that a vendor has
    and cannot stop. Raises NotFound: so does whoever comes second.
    """
    credits.lock_account(owner)
    soul = SoulID.objects.visible_to(owner).filter(pk=pk).first()
    if soul is None:
        raise not_found()
    told = used_by(owner, pk)
    own, works = own_orders(soul), set(works_with(soul).values_list("pk", flat=True))
    rows = {row.pk: row for row in locked(own | works | open_searches(owner))}
    left, weights = (
        traces.of(soul),
        [(lora, rows[lora.order_id] if lora.order_id else None) for lora in soul.loras.order_by("pk")],
    )
    files, names = assets_of(soul, own), files_of(soul, own | works)
    searched_no_more(soul)
    soul.delete()  # before the orders end: their room finds nothing to write down, and orders nothing more
    end([row for row in rows.values() if row.pk in own or (row.pk in works and is_stoppable(row))])
    owe_remote(weights)
    names |= erase_assets(owner, files)
    traces.wipe(owner, works, left, soul=pk)
    belongings.untie(owner, source=SOURCE, pk=pk)
    wipe_own([rows[pk] for pk in own if pk in rows])
    transaction.on_commit(lambda: bin.forget_unused(names), robust=True)
    logger.info("Soul ID erased", extra={"works": len(works), "orders": len(own), "files": len(names)})
    return told


def open_searches(owner: User) -> set[UUID]:
    """Waited for: one that is being answered now would else name the person a moment later."""
    waiting = SoulSearch.objects.filter(owner=owner, order__status__in=OPEN)
    return {pk for pk in waiting.values_list("order", flat=True) if pk is not None}


def locked(pks: set[UUID]) -> list[Generation]:
    """The rows as they are now, ours until the transaction ends."""
    rows = Generation.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return list(rows.order_by("pk").select_related("owner"))


def files_of(soul: SoulID, orders: set[UUID]) -> set[str]:
    """Names of stored files in rows that go: copies in orders, our copy of weights, archives that hold the photos."""
    copies = GenerationReference.objects.filter(generation__in=orders, source__in=(SOURCE, PHOTO_SOURCE))
    # By when they were packed: one that was asked for before the Soul ID was begun may have it, too.
    packed_since = Q(ready_at=None) | Q(ready_at__gte=soul.created_at)
    exports = DataExport.objects.filter(packed_since, owner=soul.owner_id)
    names = set(copies.values_list("file", flat=True)) | set(exports.values_list("file", flat=True))
    names |= set(soul.loras.values_list("file", flat=True))
    exports.delete()
    return names - {""}


def assets_of(soul: SoulID, own: set[UUID]) -> set[UUID]:
    """Photos, masters, cuts, and whatever the room's own orders have made."""
    found = set(soul.photos.values_list("asset", flat=True))
    for pair in soul.versions.values_list("master", "cut"):
        found |= set(pair)
    made = set(Asset.objects.filter(generation__in=own).values_list("pk", flat=True))
    return {pk for pk in found | made if pk is not None}


def erase_assets(owner: User, pks: set[UUID]) -> set[str]:
    """The rows, and copies of them in orders; their files' names come back.

    One that another room stands on stays with what stands on it.
    """
    rows = Asset.objects.filter(pk__in=pks, **unheld())
    gone = [str(pk) for pk in rows.values_list("pk", flat=True)]
    names = {name for pair in rows.values_list("file", "thumbnail") for name in pair}
    copies = GenerationReference.objects.filter(generation__owner=owner, source="asset", source_id__in=gone)
    copies.exclude(file="").update(file="")
    rows.delete()
    return names - {""}


def owe_remote(kept: list[tuple[SoulLora, Generation | None]]) -> None:
    """Weights at vendors: versions, then the model that they are of. A training under way is stopped by its own end."""
    for lora, order in kept:
        if lora.trained_version:
            remote.owe(loras.VENDOR, "version", full_version(lora))
        # A worker may have just begun to make the model: asked away once more when that is surely over.
        under_way = order is not None and order.status in OPEN
        remote.owe(loras.VENDOR, "model", lora.destination, after=NOT_STOPPED if under_way else timedelta())


def full_version(lora: SoulLora) -> str:
    """ "owner/name:version"."""
    said = lora.trained_version
    return said if ":" in said else f"{lora.destination}:{said}"


def searched_no_more(soul: SoulID) -> None:
    """Answers of searches name it no more."""
    for search in SoulSearch.objects.select_for_update().filter(matches__contains=[{"soul": str(soul.pk)}]):
        search.matches = [each for each in search.matches if each.get("soul") != str(soul.pk)]
        search.save(update_fields=["matches"])


def end(rows: list[Generation]) -> None:
    """Credits back at once; a vendor that has one is told to stop after the commit."""
    for row in rows:
        if row.status in OPEN:
            leaving.end_order(row)


def wipe_own(orders: list[Generation]) -> None:
    """Orders that cost nothing go. What money has moved for stays, and what a worker had: neither has a word left.

    A worker that comes with a result finds a cancelled row and drops its files; else they would wait for a sweep.
    """
    had = [row.pk for row in orders if row.status == Status.RUNNING]
    pks = [row.pk for row in orders]
    GenerationReference.objects.filter(generation__in=pks).delete()
    WebhookDelivery.objects.filter(generation__in=pks).exclude(body="").update(body="")
    Generation.objects.filter(pk__in=pks, entries=None).exclude(pk__in=had).delete()
    # Beyond the days of the bin: there is nothing to restore.
    gone = WORDLESS | {
        "kept": {},
        "ask_after": None,
        "deleted_at": timezone.now() - timedelta(days=settings.BIN_DAYS + 1),
    }
    Generation.objects.filter(pk__in=pks).exclude(pk__in=had).update(**gone)
    # The vendor's number stays with these: by it they are stopped.
    Generation.objects.filter(pk__in=had).update(
        **{name: value for name, value in gone.items() if name != "provider_ref"}
    )
