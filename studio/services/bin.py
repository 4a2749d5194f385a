"""The bin: what was deleted can come back for some days, then its files go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
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
    Generation.objects.filter(deleted_at__lte=line).exclude(prompt="").update(
        prompt="", negative_prompt="", parameters={}, sent={}, notes={}
    )
    return removed


def remove(asset: Asset) -> None:
    """Its row, then those of its files that nothing else uses: what cannot be undone comes after the commit."""
    with transaction.atomic():
        names = {asset.stored_name, str(asset.thumbnail)} - {""}
        asset.delete()
        transaction.on_commit(lambda: forget_unused(names))


def forget_unused(names: Iterable[str]) -> None:
    for name in names:
        used = Asset.objects.filter(Q(file=name) | Q(thumbnail=name)).exists()
        if not used and not GenerationReference.objects.filter(file=name).exists():
            storage.forget(name)
