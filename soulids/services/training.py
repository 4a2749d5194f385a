"""A person learned: everything that can be wrong is found first, then all parts are ordered, or none."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, KeyReused
from soulids.models import Consent, SoulID
from soulids.selectors.album import Album, album_of
from soulids.selectors.souls import not_found, visible
from soulids.services import loras, masters
from studio.ask import Ask, ReferenceAsk
from studio.catalogue import price
from studio.models import Generation, User
from studio.selectors import catalogue
from studio.selectors import credits as accounts
from studio.services import credits, generations, orders

KIND, MODEL, SOURCE, ROLE = "soulid_train", "soulid-train", "soul-photo", "training_photos"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a training. name: "training", "master" or "lora"; price in whole credits."""

    name: str
    model: str
    price: int
    expected_s: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a training would cost and how long it takes; its parts run side by side."""

    parts: tuple[Part, ...]
    balance: int

    @property
    def total(self) -> int:
        return sum(part.price for part in self.parts)

    @property
    def expected_s(self) -> float | None:
        """Of the slowest part; None where nothing is known of one."""
        known = [part.expected_s for part in self.parts if part.expected_s is not None]
        return max(known) if len(known) == len(self.parts) else None

    @property
    def affordable(self) -> bool:
        return self.total <= self.balance


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a cancel has come to, by the names of the parts: `running` could not be stopped any more and is charged."""

    stopped: tuple[str, ...]
    running: tuple[str, ...]


def estimate(owner: User, *, pk: UUID, master: str = "", lora: bool = False) -> Estimate:
    """What each part would cost, before the photos suffice and before consent too. Changes nothing.

    master: one of `choices()`. Raises NotFound, BadInput while there is no photo that it can read, and as
    `asks.checked`.
    """
    soul = visible(owner, pk)
    parts = [own_part()]
    if master:
        parts.append(part_of(owner, "master", masters.ask_of(album_of(soul), model=master)))
    if lora:
        parts.append(part_of(owner, "lora", loras.ask_of(soul)))
    return Estimate(tuple(parts), accounts.balance(owner).balance)


def own_part() -> Part:
    """What our own engine takes: known without the photos, as nothing of its price follows from them."""
    offer = catalogue.offer(MODEL)
    each = price.quote(
        offer.entry, Ask(kind=KIND, model=MODEL), margin_percent=offer.margin_percent, credit_usd=settings.CREDIT_USD
    )
    return Part(name="training", model=MODEL, price=each, expected_s=offer.expected_s)


def part_of(owner: User, name: str, ask: Ask) -> Part:
    found = orders.estimate(owner=owner, ask=ask)
    return Part(name=name, model=ask.model, price=found.total, expected_s=found.expected_s)


@transaction.atomic
def train(
    owner: User, *, pk: UUID, key: UUID, quoted: int | None = None, master: str = "", lora: bool = False
) -> SoulID:
    """Order the training with all its parts, or nothing; the same key is the same training.

    quoted: the whole price that the owner was told, a higher one raises Conflict. master: one of `choices()`
    that makes the master image, "" for our own portrait; lora: weights of a vendor too. Raises NotFound, Conflict
    without consent, with an album that is not ready and while a training is under way, KeyReused, and as
    `orders.order`.
    """
    credits.lock_account(owner)
    soul = for_change(owner, pk)
    if is_repeated(soul, key=key, master=master, lora=lora):
        return soul
    album = ready_album(soul)
    (soul.training,) = orders.order(owner=owner, ask=ask_of(soul, album), key=key)
    soul.save(update_fields=["training", "updated_at"])
    made = [soul.training]
    if master:
        ask = masters.ask_of(album, model=master)
        made.append(masters.begin(soul, ask, key=key_of(key, "master")))
    if lora:
        made.append(loras.order_lora(owner, soul, key_of(key, "lora")))
    refuse_dearer(sum(order.price for order in made), quoted)
    return soul


def for_change(owner: User, pk: UUID) -> SoulID:
    """The row, ours until the transaction ends. Raises NotFound."""
    rows = SoulID.objects.visible_to(owner).select_related("training", "owner").select_for_update(of=("self",))
    soul = rows.filter(pk=pk).first()
    if soul is None:
        raise not_found()
    return soul


def key_of(key: UUID, part: str) -> UUID:
    """The key of another part of the training that was ordered under `key`."""
    return uuid5(key, part)


def is_repeated(soul: SoulID, *, key: UUID, master: str, lora: bool) -> bool:
    """Whether this key has ordered this training already. Raises KeyReused if it was something else."""
    keys = {name: key_of(key, name) for name in ("master", "lora")}
    found = Generation.objects.filter(owner=soul.owner_id, key__in=[key, *keys.values()], item=0)
    earlier = {order.key: order for order in found}
    if key not in earlier:
        return False
    same = earlier[key].kind == KIND and earlier[key].parameters.get("soul") == str(soul.pk)
    model = earlier[keys["master"]].model if keys["master"] in earlier else ""
    if not same or model != master or (keys["lora"] in earlier) != lora:
        raise KeyReused(_("This order key was used for another order."))
    return True


def ready_album(soul: SoulID) -> Album:
    """The album, if a training can begin. Raises Conflict; its fact "because" says why not."""
    if soul.is_training:
        raise Conflict(_("This Soul ID is being trained already."), because="training")
    if not Consent.objects.filter(soul=soul).exists():
        raise Conflict(_("Say first by what right this face may be learned."), because="no_consent")
    album = album_of(soul)
    if album.waiting:
        raise Conflict(_("Some photos are still being looked at."), because="waiting", waiting=album.waiting)
    if album.facts is None or not album.facts.ready:
        blocked = album.facts.blocked if album.facts else ("too_few",)
        raise Conflict(_("The photos do not suffice for a training yet."), because="album", blocked=list(blocked))
    return album


def ask_of(soul: SoulID, album: Album) -> Ask:
    """The order that learns from the photos that the album keeps."""
    references = tuple(ReferenceAsk(source=SOURCE, id=str(photo.pk), role=ROLE) for photo in album.kept)
    return Ask(kind=KIND, model=MODEL, parameters={"soul": str(soul.pk)}, references=references)


def refuse_dearer(total: int, quoted: int | None) -> None:
    """The price that was told is the most that is ever held: raised inside the transaction, nothing is."""
    if quoted is not None and total > quoted:
        raise Conflict(_("The price has changed: it is %(n)d credits now.") % {"n": total}, needed=total)


def cancel(owner: User, *, pk: UUID) -> Stopped:
    """Stop the training, and of its other parts what can be stopped; their credits come back.

    What a vendor is making already goes on, is charged when it is there, and stays its owner's. Raises NotFound, and
    Conflict if nothing is under way or nothing of it can be stopped.
    """
    soul = visible(owner, pk)
    under_way = parts_under_way(soul)
    if not under_way:
        raise Conflict(_("No training is under way."))
    stopped, running = [], []
    for name, order in under_way.items():
        try:
            generations.cancel(order)
            stopped.append(name)
        except Conflict:
            running.append(name)
    if not stopped:
        raise Conflict(_("It is already being made; it is charged when it is finished."))
    return Stopped(tuple(stopped), tuple(running))


def parts_under_way(soul: SoulID) -> dict[str, Generation]:
    """The open orders of the last training, by part."""
    if soul.training is None:
        return {}
    keys = {soul.training.key: "training", **{key_of(soul.training.key, each): each for each in ("master", "lora")}}
    found = Generation.objects.filter(owner=soul.owner_id, key__in=keys).open()
    parts = {keys[order.key]: order for order in found}
    return {name: parts[name] for name in keys.values() if name in parts}
