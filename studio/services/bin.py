"""The bin: what was deleted can come back for some days, then its files go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from studio import storage
from studio.belongings import belongings
from studio.models import Asset, Generation, GenerationReference, User
from studio.selectors.files import unheld, used_of


def purge() -> int:
    """Remove the files of everything deleted longer than BIN_DAYS ago. Returns how many assets went."""
    return erase(Q(), before=timezone.now() - timedelta(days=settings.BIN_DAYS))


def empty(owner: User) -> int:
    """Remove now what this person has in the bin; nothing of it can be restored. Returns how many assets went."""
    return erase(Q(owner=owner), before=timezone.now())


def erase(whose: Q, *, before: datetime) -> int:
    """Rows of generations stay, for the ledger points at them; their words and files do not.

    A file that a room stands on stays too: rooms first let go of what they have in their bins.
    """
    for room in belongings():
        room.purge(whose, before=before)
    old = Asset.objects.filter(whose, Q(deleted_at__lte=before) | Q(generation__deleted_at__lte=before), **unheld())
    removed = 0
    for asset in old.iterator(chunk_size=500):
        removed += remove(asset, before=before)
    gone = Generation.objects.filter(whose, deleted_at__lte=before)
    references = GenerationReference.objects.filter(generation__in=gone).exclude(file="", text="", facts={})
    files = set(references.values_list("file", flat=True)) - {""}
    references.update(file="", text="", facts={})
    forget_unused(files)
    gone.exclude(sent={}).update(
        prompt="", negative_prompt="", audio_prompt="", parameters={}, sent={}, notes={}, camera={}, master={}, plan={}
    )
    return removed


def remove(asset: Asset, *, before: datetime) -> bool:
    """Its row, then those of its files that nothing else uses: what cannot be undone comes after the commit.

    False for one that was restored, or taken by a room, since it was found.
    """
    still = Q(deleted_at__lte=before) | Q(generation__deleted_at__lte=before)
    with transaction.atomic():
        gone = Asset.objects.select_for_update(of=("self",)).filter(still, pk=asset.pk).first()
        # Asked under the lock: whoever stands on a file locks its row before.
        if gone is None or not Asset.objects.filter(pk=gone.pk, **unheld()).exists():
            return False
        names = {gone.stored_name, str(gone.thumbnail)} - {""}
        gone.delete()
        transaction.on_commit(lambda: forget_unused(names))
    return True


def forget_unused(names: Collection[str]) -> None:
    """Remove those of the files that no row names."""
    for name in sorted(set(names) - {""}):
        forget_if_unused(name)


@transaction.atomic
def forget_if_unused(name: str, *, modified_before: datetime | None = None) -> bool:
    """Remove a file that no row names, and that is not younger than that moment. Returns whether it went.

    The look and the removal are one step for everybody who locks the name before writing a row: an upload of the same
    content either finds its file or sees that it must be kept again.
    """
    storage.lock([name])
    if used_of([name]):
        return False
    if modified_before and ((entry := storage.there(name)) is None or entry.modified > modified_before):
        return False
    storage.forget(name)
    return True
