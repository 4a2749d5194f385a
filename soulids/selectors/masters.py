"""Which models can make a master image, from which photos, and what has been made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from soulids.media.ranking import best_references
from soulids.models import SoulID, SoulMaster
from soulids.selectors.album import Album
from studio.catalogue.entry import Entry
from studio.catalogue.files import File, fault_of
from studio.catalogue.inputs import Input
from studio.catalogue.kinds import kind_of
from studio.models import Asset, Status
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer

KINDS: Final = ("character_image", "image_to_image", "text_to_image")
"""Of orders that make a picture of somebody from pictures of them; the end of each is heard by this room."""
ROLES: Final = ("character_reference", "reference_images")
"""Where a model takes pictures of a person, the one that was made for it first."""
FORMATS: Final = ("4:5", "3:4", "2:3", "1:1")
"""Of a portrait, the best first."""
MOST: Final = 8
"""Photos beyond which no model was seen to gain."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that can make a master image: which input takes how many photos, with which settings."""

    offer: Offer
    item: Input
    kind: str
    parameters: Mapping[str, Any]

    @property
    def role(self) -> str:
        return self.item.role

    @property
    def most(self) -> int:
        return min(MOST, self.item.most)

    def reads(self, photo: Asset) -> bool:
        return not fault_of(
            self.item,
            File(self.role, photo.kind, content_type=photo.content_type, size_bytes=photo.size_bytes),
        )


def choices() -> tuple[Choice, ...]:
    """Everything that can be ordered, in the catalogue's order. One query."""
    found = (choice_from(offer) for offer in catalogue.offers(output="image") if not offer.is_utility)
    return tuple(choice for choice in found if choice is not None)


def choice_of(model: str) -> Choice:
    """Raises NotFound for a model that makes no master images, Conflict for one that is off."""
    offer = catalogue.offer(model)
    choice = choice_from(offer)
    if choice is None or offer.is_utility:
        raise NotFound(_("This model makes no master images."))
    if not offer.can_be_ordered:
        raise Conflict(offer.why_off)
    return choice


def choice_from(offer: Offer) -> Choice | None:
    """None for a model that takes no pictures of a person, or needs more than words and those."""
    entry = offer.entry
    item = next((found for role in ROLES if (found := entry.input_for(role)) is not None), None)
    # Our own engine cuts people out of photos: of those the training has made a better portrait already.
    if item is None or entry.provider == "local" or entry.output != "image" or entry.input_for("prompt") is None:
        return None
    kind = kind_of(entry, {item.role})
    others = [each for each in entry.needed if each.role != item.role]
    unset = [each for each in entry.parameters if each.required and each.default in (None, "", [])]
    if kind not in KINDS or others or any(each.role != "aspect_ratio" for each in unset):
        return None
    return Choice(offer, item, kind, format_of(entry))


def format_of(entry: Entry) -> dict[str, Any]:
    """The best format for a portrait that the model has; nothing where it has none of them."""
    item = entry.input_for("aspect_ratio")
    best = next((each for each in FORMATS if item is not None and each in item.enum), None)
    return {} if best is None else {"aspect_ratio": best}


def best_of(album: Album, *, count: int) -> tuple[str, ...]:
    """Ids of the photos that show the person best together, the best first."""
    found = {str(photo.pk): facts for photo in album.kept if (facts := photo.found) is not None}
    return best_references(found, count=count)


def masters_of(soul: SoulID) -> QuerySet[SoulMaster]:
    """What models have made or are making for it, the newest first, with orders and their files."""
    return SoulMaster.objects.filter(soul=soul).select_related("order").prefetch_related("order__assets")


def says_of(master: SoulMaster) -> str:
    """One sentence on what came of a picture that was to become the master image."""
    order = master.order
    if not order.is_over:
        return _("It is being made.")
    if order.status == Status.CANCELLED:
        return _("It was stopped.")
    if order.status != Status.DONE:
        return order.error_message or _("It was not made.")
    if master.passed:
        return _("It is this person, by measure.")
    if master.apart is not None:
        return _("It is not surely this person, so it stays an ordinary picture of yours.")
    if master.passed is None:
        return _("It is measured as soon as the training is done.")
    return _("It does not show exactly one face, so it stays an ordinary picture of yours.")
