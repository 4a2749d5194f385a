"""Master images by models of vendors: ordered like any picture, measured, and only then the picture of the person."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, NotFound
from soulids.media.portrait import LIMIT
from soulids.models import SoulID, SoulMaster, SoulVersion
from soulids.selectors.album import Album, album_of
from soulids.selectors.masters import best_of, choice_of
from soulids.selectors.souls import not_found
from soulids.selectors.versions import report_of
from soulids.services import measuring
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, Status, User
from studio.services import credits, orders

SOURCE = "soul-photo"
PROMPT = (
    "Studio portrait photograph of this exact person: head and shoulders, facing the camera, calm friendly expression, "
    "even soft daylight, plain light grey background, natural skin texture, sharp eyes, plain dark clothes, nothing "
    "held, no text. Keep the face, its proportions, the skin and the hair exactly as in the reference photos."
)


def ask_of(album: Album, *, model: str) -> Ask:
    """The order of a master image: the best photos within the model's cap. Raises NotFound, and BadInput where the
    model reads none of them.
    """
    choice = choice_of(model)
    photos = {str(photo.pk): photo.asset for photo in album.kept}
    best = [pk for pk in best_of(album, count=2 * choice.most) if choice.reads(photos[pk])][: choice.most]
    if not best:
        raise BadInput(_("This model can read none of the photos."))
    return Ask(
        kind=choice.kind,
        model=model,
        prompt=PROMPT,
        parameters=dict(choice.parameters),
        references=tuple(ReferenceAsk(source=SOURCE, id=pk, role=choice.role) for pk in best),
    )


def begin(soul: SoulID, ask: Ask, *, key: UUID, quoted: int | None = None) -> Generation:
    """The order and the row that waits for it; the same key is the same. Stands in the caller's transaction."""
    (order,) = orders.order(owner=soul.owner, ask=ask, key=key, quoted=quoted)
    SoulMaster.objects.get_or_create(order=order, defaults={"soul": soul})
    return order


@transaction.atomic
def order_master(owner: User, *, pk: UUID, model: str, key: UUID, quoted: int | None = None) -> SoulMaster:
    """Have a master image made by a model of `offers`; measured when it is there, it becomes the Soul ID's.

    The same key is the same order. Raises NotFound, Conflict for one that was never trained, and as `orders.order`.
    """
    credits.lock_account(owner)
    soul = trained(owner, pk)
    earlier = SoulMaster.objects.filter(soul=soul, order__key=key, order__model=model).first()
    if earlier is not None:
        return earlier
    order = begin(soul, ask_of(album_of(soul), model=model), key=key, quoted=quoted)
    return SoulMaster.objects.get(order=order)


def trained(owner: User, pk: UUID, *, for_change: bool = False) -> SoulID:
    """Raises NotFound, Conflict for one that was never trained."""
    rows = SoulID.objects.visible_to(owner).select_related("version", "owner")
    soul = (rows.select_for_update(of=("self",)) if for_change else rows).filter(pk=pk).first()
    if soul is None:
        raise not_found()
    if soul.version is None:
        raise Conflict(_("This Soul ID has not been trained yet."))
    return soul


def made(generation: Generation) -> None:
    """A picture is there: if it was ordered as a master image, have it measured. In the transaction that ends it."""
    master = SoulMaster.objects.filter(order=generation).select_related("soul").first()
    if master is None:
        return
    if generation.status == Status.DONE and generation.cost:
        SoulID.objects.filter(pk=master.soul_id).update(training_cost=F("training_cost") + generation.cost)
    if master.soul.version_id is not None:
        measure_later(master)


def measure_waiting(soul: SoulID) -> None:
    """Have those measured that came before anybody knew who the person is. In the transaction that ends a training."""
    for master in SoulMaster.objects.filter(soul=soul, passed=None, order__assets__deleted_at=None).distinct():
        measure_later(master)


def measure_later(master: SoulMaster) -> None:
    """After the commit: an order locks the account, and the one that ends now has locked its own row before it.

    Robust: the picture stands, and the room's upkeep finds those that were not measured.
    """
    transaction.on_commit(lambda: measuring.try_order(master), robust=True)


def choose_master(owner: User, *, pk: UUID, asset: UUID) -> SoulVersion:
    """Take a photo of the Soul ID, the portrait of its training, or a picture that a model made as master image.

    The last has to have passed its measuring; one that was never measured is now, and taken if it passes. Returns the
    version in use. Raises NotFound, and Conflict for a picture that is not surely of the person.
    """
    unmeasured = SoulMaster.objects.filter(soul__owner=owner, soul=pk, order__assets=asset, passed=None).first()
    if unmeasured is not None:
        measuring.order(unmeasured)
        raise Conflict(_("This picture is being measured: it becomes the master image if it is this person."))
    with transaction.atomic():
        soul = trained(owner, pk, for_change=True)
        version = soul.versions.get(is_current=True)
        picture = Asset.objects.visible_to(owner).filter(pk=asset).first()
        known = None if picture is None else known_of(soul, version, picture)
        if known is None:
            raise NotFound(_("There is no such picture of this Soul ID."))
        version.master, version.master_apart, version.master_source = picture, *known
        version.save(update_fields=["master", "master_apart", "master_source"])
    return version


def known_of(soul: SoulID, version: SoulVersion, picture: Asset) -> tuple[float | None, str] | None:
    """(distance, source) of a picture that may be chosen; None for any other. Raises Conflict."""
    report = report_of(version)
    if photo := soul.photos.filter(asset=picture).first():
        return (report.distance_of(str(photo.pk)) if report else None), "photo"
    if report and version.order_id and picture.generation_id == version.order_id:
        return (report.master.apart, report.master.source) if picture.metadata.get("cut") == "master" else None
    master = SoulMaster.objects.filter(soul=soul, order=picture.generation_id).select_related("order").first()
    if master is None:
        return None
    if not master.passed:
        raise Conflict(_("This picture is not surely of this person."), apart=master.apart, limit=LIMIT)
    return master.apart, master.order.model
