"""The store compared with the rows: files that no row names go, rows whose file is missing are reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.utils import timezone

from reklamai.core.stores import Entry, store
from studio import queue, storage
from studio.models import StoreReport
from studio.selectors.files import named, used_of
from studio.services import bin

MOST_NAMED = 200
"""So many missing files are named in a report; all are counted."""
Difference = tuple[Literal["both", "file", "row"], str, Entry | None]


@dataclass(slots=True)
class Tally:
    files: int = 0
    bytes: int = 0
    dropped: int = 0
    dropped_bytes: int = 0
    young: int = 0
    missing: list[str] = field(default_factory=list)


def nightly() -> StoreReport:
    """Everything that is due each day, written down for staff: the bin, files without rows, rows without files."""
    began = timezone.now()
    purged = bin.purge()
    unfinished = store().drop_unfinished(began - timedelta(seconds=settings.STORE_GRACE_S))
    tally = compare(remove_before=began - timedelta(seconds=settings.STORE_GRACE_S))
    return StoreReport.objects.create(
        began_at=began,
        files=tally.files,
        bytes=tally.bytes,
        purged=purged,
        dropped=tally.dropped,
        dropped_bytes=tally.dropped_bytes,
        unfinished=unfinished,
        young=tally.young,
        missing=len(tally.missing),
        missing_names=tally.missing[:MOST_NAMED],
    )


def is_due() -> bool:
    """Whether nobody has begun one that ended well within the last day."""
    line = timezone.now() - timedelta(days=1)
    return not StoreReport.objects.filter(began_at__gt=line).exists()


def queue_if_due() -> None:
    """To a worker: a bucket of a million files takes minutes to list, and the watch must not wait for it."""
    if is_due():
        queue.look_after_files()


def compare(*, remove_before: datetime | None = None) -> Tally:
    """Count what lies in the store and what is missing; remove unused files that were last written before the moment.

    Safe beside uploads and other sweeps. Reads the whole listing and all names once, in step; flat in memory.
    """
    tally = Tally()
    for which, name, entry in differences(store().walk(), named()):
        if entry is not None:
            tally.files += 1
            tally.bytes += entry.size
        if which == "row" and is_missing(name):
            tally.missing.append(name)
        elif which == "file" and entry is not None:
            weigh(entry, tally, remove_before=remove_before)
    return tally


def weigh(entry: Entry, tally: Tally, *, remove_before: datetime | None) -> None:
    if remove_before is None or entry.modified > remove_before:
        tally.young += 1
    elif bin.forget_if_unused(entry.name, modified_before=remove_before):
        tally.dropped += 1
        tally.dropped_bytes += entry.size


def is_missing(name: str) -> bool:
    """Asked again for this one: its file or its row may have come or gone since the listing was read."""
    return bool(used_of([name])) and all(each.stat(name) is None for each in storage.stores())


def differences(files: Iterator[Entry], rows: Iterator[str]) -> Iterator[Difference]:
    """Both lists in step, each in the order of code points."""
    entry, name = next(files, None), next(rows, None)
    while entry is not None or name is not None:
        if name is None or (entry is not None and entry.name < name):
            yield "file", entry.name if entry else "", entry
            entry = next(files, None)
        elif entry is None or name < entry.name:
            yield "row", name, None
            name = next(rows, None)
        else:
            yield "both", name, entry
            entry, name = next(files, None), next(rows, None)
