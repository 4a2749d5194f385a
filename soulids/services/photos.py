"""Photos of a Soul ID: added from a computer or from the library, and removed for good."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import IO, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, NotFound, StoreTrouble, TooLarge
from soulids.media.verdicts import Verdict
from soulids.models import SoulID, SoulPhoto
from soulids.selectors.souls import visible
from soulids.services import judging, souls
from studio.models import Asset, AssetOrigin, Generation, GenerationReference, User
from studio.models.status import OPEN
from studio.references import asset_of
from studio.services import assets, bin, credits, generations, quotas

logger = logging.getLogger(__name__)

ROOM: Final = "soulids"
SOURCE, LENT_AS = judging.SOURCE, "soulid"
"""How orders name a photo itself, and a Soul ID that lends one."""
TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/avif")
SLACK, IN_ALL = 2, 4
"""Photos that may lie here, in numbers of those that training takes: those that are not refused, and all together.
People drop a whole folder first and choose then; without an end a page of verdicts would have none either."""
COPIED = (
    "kind", "file", "thumbnail", "content_type", "size_bytes", "sha256", "width", "height", "name",
)  # fmt: skip


class SamePhoto(Conflict):
    """This content is a photo of this Soul ID already. Told to nobody: whoever adds it again has it."""

    def __init__(self, photo: SoulPhoto) -> None:
        super().__init__(_("This photo is there already."))
        self.photo = photo


def add(owner: User, *, pk: UUID, file: IO[bytes], name: str) -> SoulPhoto:
    """Keep one photo and have it looked at. The same content again is the same photo, so an upload may be repeated.

    Raises NotFound, BadInput where there are as many photos as can be, and as `assets.upload`; then nothing is kept.
    """
    refuse_full(visible(owner, pk))  # before a byte is read; what counts is the look under the lock
    made: list[SoulPhoto] = []
    try:
        assets.upload(
            owner=owner,
            file=file,
            name=name,
            room=ROOM,
            kinds=("picture",),
            belongs=lambda asset: made.append(written_down(owner, pk=pk, asset=asset)),
        )
    except SamePhoto as known:
        return looked_at_again(owner, known.photo)
    return made[0]


def add_from_library(owner: User, *, pk: UUID, asset: UUID) -> SoulPhoto:
    """Take a picture of this person's library as a photo: a row of this room's own, over the same file.

    The library's own may be deleted afterwards. The same content again is the same photo. Raises NotFound, BadInput
    for what is no photo and where there are as many as can be, TooLarge, QuotaReached.
    """
    soul, source = visible(owner, pk), asset_of(owner, asset)
    refuse_full(soul)
    refuse_unfit(source)
    try:
        return copied(owner, pk=pk, source=source)
    except SamePhoto as known:
        return looked_at_again(owner, known.photo)


@transaction.atomic
def copied(owner: User, *, pk: UUID, source: Asset) -> SoulPhoto:
    quotas.claim(owner, size=source.size_bytes)  # before the account's lock, as uploads do
    # Locked, so that the bin does not take the file between this look and the row.
    kept = Asset.objects.visible_to(owner).select_for_update(no_key=True).filter(pk=source.pk).first()
    if kept is None:
        raise NotFound(_("There is no such file."))
    row = {name: getattr(kept, name) for name in COPIED}
    copy = Asset.objects.create(owner=owner, origin=AssetOrigin.UPLOAD, room=ROOM, **row)
    return written_down(owner, pk=pk, asset=copy)


def written_down(owner: User, *, pk: UUID, asset: Asset) -> SoulPhoto:
    """The photo's row, its look ordered. Stands in the caller's transaction. Raises NotFound, SamePhoto, BadInput."""
    credits.lock_account(owner)
    soul = souls.held(owner, pk)
    earlier = SoulPhoto.objects.filter(soul=soul, sha256=asset.sha256).select_related("asset", "soul").first()
    if earlier is not None:
        raise SamePhoto(earlier)
    refuse_full(soul)
    photo = SoulPhoto.objects.create(soul=soul, asset=asset, sha256=asset.sha256)
    judging.pump(soul)
    photo.refresh_from_db(fields=["judging"])
    return photo


def looked_at_again(owner: User, photo: SoulPhoto) -> SoulPhoto:
    """Whoever sends a photo again whose look has failed wants it looked at."""
    if photo.trouble == judging.FAILED:
        judging.again(owner, pk=photo.soul_id, photo=photo.pk)
        photo.refresh_from_db()
    return photo


def refuse_full(soul: SoulID) -> None:
    """Raises BadInput. Photos that are refused, or cannot be read, leave their place to others."""
    rows = SoulPhoto.objects.filter(soul=soul)
    refused = rows.filter(Q(facts__verdict=Verdict.REFUSED.value) | ~Q(trouble="")).count()
    total, most = rows.count(), int(settings.SOUL_PHOTOS_MOST)
    if total - refused < SLACK * most and total < IN_ALL * most:
        return
    words = _("There are %(n)d photos here, which is as many as there can be. Remove some first.")
    raise BadInput(words % {"n": total}, limit=SLACK * most)


def refuse_unfit(source: Asset) -> None:
    """Raises BadInput for what is no picture that can be looked at, TooLarge."""
    if source.content_type not in TYPES:
        raise BadInput(_("A photo is a JPEG, PNG, WebP or AVIF picture."))
    most = settings.UPLOAD_LIMITS["picture"]["bytes"]
    if source.size_bytes > most:
        raise TooLarge(assets.too_many_bytes(most), limit=most)


def remove(owner: User, *, pk: UUID, photo: UUID) -> None:
    """The photo goes at once, for good: its row, its facts and vector, its file, and copies that orders hold of it.

    Orders under way that go with it, a training among them, are stopped and their credits given back: what was
    withdrawn is not learned from. One that a vendor has and cannot stop goes on. What was learned before stays learned
    until the next training. Raises NotFound.
    """
    found = photo_of(owner, pk=pk, photo=photo)
    stop(orders_with(found))
    stop(erased(owner, pk=pk, photo=photo))


def photo_of(owner: User, *, pk: UUID, photo: UUID) -> SoulPhoto:
    """Raises NotFound."""
    rows = SoulPhoto.objects.filter(soul__owner=owner, soul=pk, pk=photo)
    found = rows.select_related("asset").first()
    if found is None:
        raise NotFound(_("There is no such photo."))
    return found


def copies_of(photo: SoulPhoto) -> tuple[Q, Q]:
    """References of orders: those that name the photo, and those of a Soul ID that was lent with this very file."""
    return Q(source=SOURCE, source_id=str(photo.pk)), Q(source=LENT_AS, file=photo.asset.stored_name)


def orders_with(photo: SoulPhoto) -> Iterable[Generation]:
    """What is under way with this photo, but for looks at it: they pass over a photo that has gone."""
    named, lent = copies_of(photo)
    rows = GenerationReference.objects.filter(named | lent).values("generation")
    return Generation.objects.filter(pk__in=rows, status__in=OPEN).exclude(kind=judging.KIND)


def stop(under_way: Iterable[Generation]) -> None:
    """Outside any transaction: the end of an order locks the order and then its photos, and so must everybody."""
    for order in under_way:
        try:
            generations.cancel_unless_over(order)
        except Conflict:
            logger.info("goes on with a photo that was removed", extra={"generation": str(order.pk)})


@transaction.atomic
def erased(owner: User, *, pk: UUID, photo: UUID) -> list[Generation]:
    """What is still under way with it, ordered since it was looked for too. Raises NotFound, for a second tab too."""
    credits.lock_account(owner)
    soul = souls.held(owner, pk)
    found = photo_of(owner, pk=pk, photo=photo)
    names = [found.asset.stored_name, str(found.asset.thumbnail)]
    left = list(orders_with(found))
    named, lent = copies_of(found)
    GenerationReference.objects.filter(named).update(file="", text="", facts={})
    GenerationReference.objects.filter(lent, generation__owner=owner).update(file="")
    found.delete()
    found.asset.delete()
    judging.pump(soul)  # the look at it, if nobody else is in it, counts no more
    transaction.on_commit(lambda: forget(names))
    return left


def forget(names: list[str]) -> None:
    """Those files that nothing else names; a library may have the same picture."""
    try:
        bin.forget_unused(names)
    except StoreTrouble as error:
        logger.warning("files are left to the sweep", extra={"facts": error.facts})
