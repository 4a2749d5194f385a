"""A person's data as one archive: asked for, packed in the worker, told of, downloaded for some days."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio import queue, storage
from studio.models import DataExport, ExportStatus, User
from studio.models.export import UNDER_WAY
from studio.services import bin, letters, packing
from studio.services.workdirs import workdir

logger = logging.getLogger(__name__)

MOST_A_DAY = 3
MOST_ATTEMPTS = 3
SILENT = timedelta(minutes=15)
"""A worker is stopped after this long, so an archive that nobody has touched meanwhile has nobody."""


def ask(user: User) -> DataExport:
    """An archive to come; the one under way, if there is one. Raises Conflict after three within a day."""
    export, fresh = write_down(user)
    if fresh:
        queue.pack_export(export.pk)
    return export


@transaction.atomic
def write_down(user: User) -> tuple[DataExport, bool]:
    """The row, and whether it is new: two tabs take turns."""
    User.objects.select_for_update().get(pk=user.pk)
    mine = DataExport.objects.filter(owner=user)
    if under_way := mine.filter(status__in=UNDER_WAY).first():
        return under_way, False
    if mine.filter(created_at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Conflict(_("Three archives a day are enough. Come back tomorrow, or take the last one."))
    return DataExport.objects.create(owner=user), True


def build(pk: UUID) -> None:
    """Pack a queued archive and tell its owner. Others' claims, and owners who have left, make it do nothing."""
    claimed = DataExport.objects.filter(pk=pk, status=ExportStatus.QUEUED, owner__is_active=True)
    if not claimed.update(status=ExportStatus.RUNNING, attempt=F("attempt") + 1, touched_at=timezone.now()):
        return
    export = DataExport.objects.select_related("owner").get(pk=pk)
    try:
        with workdir("job") as folder:
            kept = storage.keep(packing.pack(export.owner, into=folder), folder=f"{export.owner_id}/exports")
    except BaseException:  # a bug, a full disk, or the worker's time is up: the row must not stay "running"
        end(export, ExportStatus.FAILED)
        raise  # the worker's log must show what it was
    if not end(export, ExportStatus.READY, file=kept.name, size_bytes=kept.size_bytes):
        bin.forget_unused([kept.name])


def end(export: DataExport, status: ExportStatus, **found: object) -> bool:
    """Write down how it ended, if the row is still this attempt's. Returns whether it was."""
    now = timezone.now()
    mine = DataExport.objects.filter(pk=export.pk, status=ExportStatus.RUNNING, attempt=export.attempt)
    ends = now + timedelta(days=settings.EXPORT_DAYS)
    if not mine.update(status=status, ready_at=now, expires_at=ends, **found):
        return False
    if status == ExportStatus.READY:
        letters.write(export.owner, "export_ready", days=settings.EXPORT_DAYS)
    return True


def readable(user: User, pk: UUID) -> DataExport:
    """This person's archive that can be downloaded now. Raises NotFound: over, not ready, or somebody else's."""
    found = DataExport.objects.visible_to(user).filter(pk=pk, status=ExportStatus.READY).first()
    if found is None:
        raise NotFound(_("There is no such archive, or its days are over."))
    return found


def sweep() -> None:
    """Remove archives whose days are over; queue again, or give up, what a worker has left."""
    now = timezone.now()
    for export in DataExport.objects.filter(expires_at__lte=now):
        name = export.stored_name
        export.delete()
        bin.forget_unused([name] if name else [])
    for export in DataExport.objects.filter(status__in=UNDER_WAY, touched_at__lte=now - SILENT):
        revive(export)


def revive(export: DataExport) -> None:
    still = DataExport.objects.filter(pk=export.pk, status=export.status, attempt=export.attempt)
    if export.attempt >= MOST_ATTEMPTS:
        still.update(status=ExportStatus.FAILED, expires_at=timezone.now() + timedelta(days=settings.EXPORT_DAYS))
    elif still.update(status=ExportStatus.QUEUED, touched_at=timezone.now()):
        queue.pack_export(export.pk)
