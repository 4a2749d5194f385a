"""Weights of a person, trained by a vendor on the kept photos: ordered, written down, and given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotConfigured
from soulids import lora_names
from soulids.models import Consent, SoulID, SoulLora
from soulids.selectors.album import album_of
from soulids.selectors.souls import visible
from soulids.services import remote
from studio.ask import Ask, ReferenceAsk
from studio.models import Generation, User
from studio.models.status import OPEN
from studio.selectors import catalogue
from studio.services import credits, orders
from studio.services.orders import Estimate

KIND: Final = "soulid_lora"
MODEL: Final = "soulid-lora"
SOURCE: Final = "soul-photo"
ROLE: Final = "reference_images"
VENDOR: Final = "replicate"
STOPPED: Final = timedelta(minutes=2)
"""By then a training that was told to stop has stopped: its model must not be made once more after we asked it away."""
SURELY_OVER: Final = timedelta(hours=1)
"""By then a training that nobody could tell to stop, as its answer was lost, is over."""


def estimate(owner: User, soul: SoulID) -> Estimate:
    """What it would cost, about 3 USD and the margin. Raises Conflict while there is no good photo, and as
    `orders.estimate`: NotConfigured without the vendor's key. Changes nothing."""
    return orders.estimate(owner=owner, ask=ask_of(soul))


def ask_of(soul: SoulID) -> Ask:
    """The order of weights from the photos that the album keeps. Raises NotConfigured without the vendor's key, and
    Conflict while there is no good photo."""
    if not catalogue.is_set_up(VENDOR):
        raise NotConfigured(_("Replicate is not set up on this installation."))
    kept = album_of(soul).kept
    if not kept:
        raise Conflict(_("The photos do not suffice for a training yet."), because="no_photos")
    return Ask(
        kind=KIND,
        model=MODEL,
        references=tuple(ReferenceAsk(source=SOURCE, id=str(each.id), role=ROLE) for each in kept),
    )


@transaction.atomic
def order_lora(owner: User, soul: SoulID | UUID, key: UUID, *, quoted: int | None = None) -> Generation:
    """Have weights trained on the photos that the album keeps. The same key is the same order.

    quoted: the price that the owner was told; a higher one raises Conflict. Raises NotFound, NotConfigured, Conflict
    without consent, with an album that is not ready and while other weights are being trained, and as `orders.order`.
    """
    credits.lock_account(owner)
    found = visible(owner, soul.pk if isinstance(soul, SoulID) else soul)
    earlier = SoulLora.objects.filter(soul=found, order__key=key).select_related("order").first()
    if earlier is not None and earlier.order is not None:
        return earlier.order
    refuse_unready(found)
    (order,) = orders.order(owner=owner, ask=ask_of(found), key=key, quoted=quoted, by_room=True)
    name = str(order.pk)
    SoulLora.objects.create(
        soul=found, order=order, destination=lora_names.model_of(name), trigger=lora_names.trigger_of(name)
    )
    return order


def refuse_unready(soul: SoulID) -> None:
    """Raises Conflict; its fact "because" says why not."""
    if SoulLora.objects.filter(soul=soul, order__status__in=OPEN).exists():
        raise Conflict(_("Weights of this person are being trained already."), because="training")
    if not Consent.objects.filter(soul=soul).exists():
        raise Conflict(_("Say first by what right this face may be learned."), because="no_consent")
    album = album_of(soul)
    if album.waiting:
        raise Conflict(_("Some photos are still being looked at."), because="waiting", waiting=album.waiting)
    if not album.can_be_trained:
        blocked = album.facts.blocked if album.facts else ("too_few",)
        raise Conflict(_("The photos do not suffice for a training yet."), because="album", blocked=list(blocked))


def write_down(generation: Generation) -> None:
    """The weights that an order has made, in the transaction that ends it. Of a person who was erased meanwhile they
    are asked away instead."""
    model, version = str(generation.notes["model"]), str(generation.notes["version"])
    written = SoulLora.objects.filter(order=generation).update(
        destination=model,
        trained_version=version,
        weights=f"{model}/{version}",
        trigger=str(generation.notes["trigger"]),
        cost=generation.cost,
        trained_at=timezone.now(),
    )
    if left := generation.notes.get("left"):
        remote.owe(VENDOR, "file", str(left))
    if written:
        add_cost(generation)
    else:
        remote.owe(VENDOR, "version", f"{model}:{version}")
        remote.owe(VENDOR, "model", model)
    Generation.objects.filter(pk=generation.pk).update(notes={})


def give_up(generation: Generation) -> None:
    """Nothing came of it: the vendor is to stop, and to forget the photos and the model. May be repeated."""
    kept = generation.kept
    if generation.provider_ref:
        remote.owe(VENDOR, "training", generation.provider_ref)
    if file := kept.get("file", {}).get("id"):
        remote.owe(VENDOR, "file", str(file))
    if model := kept.get("model") or known_model(generation):
        remote.owe(VENDOR, "model", str(model), after=over_by(generation))
        SoulLora.objects.filter(order=generation).update(destination=str(model), cost=generation.cost)
    add_cost(generation)


def known_model(generation: Generation) -> str:
    """The model's whole name, where an end before this one has written it down; else ""."""
    named = SoulLora.objects.filter(order=generation, destination__contains="/")
    return str(named.values_list("destination", flat=True).first() or "")


def over_by(generation: Generation) -> timedelta:
    """How long until nothing is made there any more."""
    if generation.error_code and generation.error_code != "expired" and generation.provider_ref:
        return timedelta()  # it has ended there
    if generation.provider_ref:
        return STOPPED
    return SURELY_OVER if generation.sent_at else timedelta()


def add_cost(generation: Generation) -> None:
    """What the vendor took, to all that this person has cost."""
    if generation.cost:
        souls = SoulID.objects.filter(loras__order=generation)
        souls.update(training_cost=F("training_cost") + generation.cost)
