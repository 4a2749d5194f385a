"""The bin: what was deleted can come back for some days, then its files go."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from studio import storage
from studio.models import Asset, Generation, GenerationReference


def purge() -> int:
    """Remove the files of everything deleted longer than BIN_DAYS ago. Returns how many assets went.

    Rows of generations stay, for the ledger points at them; their words and files do not.
    """
    line = timezone.now() - timedelta(days=settings.BIN_DAYS)
    old = Asset.objects.filter(Q(deleted_at__lte=line) | Q(generation__deleted_at__lte=line))
    removed = 0
    for asset in old.iterator(chunk_size=500):
        remove(asset)
        removed += 1
    gone = Generation.objects.filter(deleted_at__lte=line)
    references = GenerationReference.objects.filter(generation__in=gone).exclude(file="", text="")
    files = set(references.values_list("file", flat=True)) - {""}
    references.update(file="", text="")
    forget_unused(files)
    gone.exclude(sent={}).update(prompt="", negative_prompt="", audio_prompt="", parameters={}, sent={}, notes={})
    return removed


def drop_orphans() -> int:
    """Remove the files that no row names: a worker was killed between the file and the row. Returns how many.

    Only those of yesterday and before: a younger one may be of work that is not over. Reads the whole store.
    """
    line = timezone.now() - timedelta(days=1)
    dropped = 0
    for batch in batches(storage.names(), size=500):
        for name in set(batch) - used_of(batch):
            if default_storage.get_modified_time(name) <= line:
                storage.forget(name)
                dropped += 1
    return dropped


def batches(names: Iterator[str], *, size: int) -> Iterator[list[str]]:
    while batch := list(islice(names, size)):
        yield batch


def used_of(names: Collection[str]) -> set[str]:
    """Those of the names that a row has."""
    used: set[str] = set(Asset.objects.filter(file__in=names).values_list("file", flat=True))
    used |= set(Asset.objects.filter(thumbnail__in=names).values_list("thumbnail", flat=True))
    return used | set(GenerationReference.objects.filter(file__in=names).values_list("file", flat=True))


def remove(asset: Asset) -> None:
    """Its row, then those of its files that nothing else uses: what cannot be undone comes after the commit."""
    with transaction.atomic():
        names = {asset.stored_name, str(asset.thumbnail)} - {""}
        asset.delete()
        transaction.on_commit(lambda: forget_unused(names))


def forget_unused(names: Collection[str]) -> None:
    for name in set(names) - used_of(names):
        storage.forget(name)
