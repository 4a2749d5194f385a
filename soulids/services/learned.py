"""What a training has learned, written down in the transaction that ends its order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import MediaError
from soulids.media.encoding import from_text
from soulids.media.training import QualityReport
from soulids.models import SoulID, SoulVersion
from soulids.services import masters
from studio.models import Asset, Generation, Status
from studio.services import bin

ROOM = "soulids"


def end(generation: Generation) -> None:
    """A version of the Soul ID that waits for it; the face lies nowhere in the order afterwards. May be repeated.

    Of one that was erased meanwhile nothing is written, and the files go. Raises MediaError for what is no learning:
    then the order fails.
    """
    soul = waiting_for(generation) if generation.status == Status.DONE else None
    if soul is None:
        drop_files(generation)
    else:
        write_down(soul, generation)
        masters.measure_waiting(soul)
    Generation.objects.filter(pk=generation.pk).exclude(notes={}).update(notes={})


def waiting_for(generation: Generation) -> SoulID | None:
    """The one that points at it; for a training that was retried as an order, the one whose photos it learned from.

    Not while another one is under way, and of its own photos alone: the general door takes any list of photos.
    """
    rows = SoulID.objects.filter(owner=generation.owner_id).select_for_update(of=("self",)).select_related("training")
    pointing = rows.filter(training=generation).first()
    if pointing is not None:
        return pointing
    try:
        wanted = UUID(str(generation.parameters.get("soul")))
    except ValueError:
        return None
    soul = rows.filter(pk=wanted, training__isnull=False).exclude(consent=None).first()
    if soul is None or soul.is_training:
        return None
    asked = set(generation.references.values_list("source_id", flat=True))
    own = {str(pk) for pk in soul.photos.values_list("pk", flat=True)}
    return soul if asked and asked <= own else None


def write_down(soul: SoulID, generation: Generation) -> SoulVersion:
    files = dict(kept_files(generation))
    learned = read(generation.notes)
    earlier = SoulVersion.objects.filter(soul=soul)
    number = 1 + (earlier.aggregate(last=Max("number"))["last"] or 0)
    earlier.filter(is_current=True).update(is_current=False)
    version = SoulVersion.objects.create(
        soul=soul, owner_id=soul.owner_id, number=number, is_current=True, master=files.get("master"),
        cut=files.get("cut"), order=generation, **learned,
    )  # fmt: skip
    cost = generation.cost or 0
    SoulID.objects.filter(pk=soul.pk).update(
        version=version, training=generation, trained_at=version.trained_at, updated_at=timezone.now(),
        training_cost=F("training_cost") + cost,
    )  # fmt: skip
    return version


def read(notes: dict[str, Any]) -> dict[str, Any]:
    """Columns of a version. Raises MediaError for what does not fit."""
    try:
        QualityReport.from_json(notes["report"])
        return {
            "embedding": from_text(str(notes["embedding"])),
            "report": notes["report"],
            "references": [str(pk) for pk in notes["references"]],
            "master_apart": float(notes["master_apart"]),
            "master_source": str(notes["master_source"]),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise MediaError(_("What was learned cannot be read. Start the training again.")) from error


def kept_files(generation: Generation) -> list[tuple[str, Asset]]:
    """The files by what they are, now this room's own: no library lists them and no order names them."""
    generation.assets.update(room=ROOM)
    return [(str(asset.metadata.get("cut", "")), asset) for asset in generation.assets.all()]


def drop_files(generation: Generation) -> None:
    """The rows of an order's files now, the files after the commit where no other row names them."""
    rows = Asset.objects.filter(generation=generation)
    names = {name for pair in rows.values_list("file", "thumbnail") for name in pair} - {""}
    rows.delete()
    if names:
        transaction.on_commit(lambda: bin.forget_unused(names), robust=True)
