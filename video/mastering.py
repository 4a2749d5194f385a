"""Which masters a model and our pipeline can really give, and the reason for each that they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from reklamai.core.errors import QuotaReached
from reklamai.media.masters.formats import FORMATS
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.labels import value_label
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, User
from studio.references import asset_of
from studio.selectors import storage
from studio.statements import statement_of
from video.master_sizes import Footage, SizeOffer, sizes_of
from video.master_sources import footage_of_asset, footage_of_entry

KIND: Final = "master"
MODEL: Final = "export-master"
SOURCES: Final = {"picture": "source_image", "clip": "source_video"}
"""Kind of a file -> the role in which an export names it."""
DEPTHS: Final = {8: "8bit", 10: "10bit", 16: "16bit"}


@dataclass(frozen=True, slots=True)
class MasterOffer:
    """One format, as it can be had of one source."""

    format: str
    container_bits: int
    source_bits: int
    """What the pixels will truly carry."""
    deep: bool
    """Drawn in float for it, not converted."""
    sizes: tuple[SizeOffer, ...]
    reason: str = ""
    """Why it cannot be had; "" where it can."""

    @property
    def label(self) -> str:
        return value_label("master_format", self.format)

    @property
    def statement(self) -> str:
        """What will be said of the file, if its pixels are as we expect; the file's own statement is measured."""
        debanded = self.source_bits < self.container_bits
        bits = {"container_bits": self.container_bits, "source_bits": self.source_bits, "debanded": debanded}
        return statement_of({"master": bits})

    def at(self, resolution: str) -> SizeOffer | None:
        return next((each for each in self.sizes if each.value == resolution), None)


@dataclass(frozen=True, slots=True)
class Planned:
    """What one wish for a master comes to."""

    plan: dict[str, Any]
    """{"format", "resolution", "deep"}, as `studio.shaping.Shape.plan` has it."""
    depth: str
    """8bit | 10bit | 16bit: how deep the pixels will truly be."""
    offer: MasterOffer


def offers_for(entry: Entry, parameters: Mapping[str, Any] | None = None) -> tuple[MasterOffer, ...]:
    """What can be ordered beside a result of this model; () where it makes nothing that has a master.

    parameters: of the order, for sizes and bytes; the entry's defaults stand in for what is left out.
    """
    footage = footage_of_entry(entry, parameters or {})
    return offers_of(footage) if footage else ()


def offers_for_asset(asset: Asset) -> tuple[MasterOffer, ...]:
    """What this file can be exported as; () for sounds and archives."""
    return offers_of(footage_of_asset(asset)) if asset.kind in SOURCES else ()


def offers_of(footage: Footage) -> tuple[MasterOffer, ...]:
    found = []
    for key, each in FORMATS.items():
        if footage.kind not in each.kinds:
            continue
        deep = footage.deep and each.bits > 8
        bits = each.bits if deep else min(each.bits, footage.bits)
        found.append(MasterOffer(key, each.bits, bits, deep, sizes_of(footage, key), reason_of(footage, each.bits)))
    return tuple(found)


def reason_of(footage: Footage, container: int) -> str:
    """Why frames of 16 bits are not made of a clip of 8: they would hold nothing that 10 do not."""
    if footage.kind != "clip" or container < 16 or footage.bits > 8 or footage.deep:
        return ""
    if footage.own:
        return _("This draft was drawn in 8 bits. Order it again with a 16-bit master: then it is drawn in float.")
    return _("The clip has 8 bits a channel: frames of 16 would be many times as large and show nothing more.")


def planned(user: User, ask: Ask, entry: Entry) -> Planned:
    """What `ask.master` comes to with this model. Changes nothing.

    Raises AskInvalid with "master", "master.format" or "master.resolution"; QuotaReached where there is no room.
    """
    wish = ask.master or {}
    if odd := sorted(wish.keys() - {"format", "resolution"}):
        raise AskInvalid({"master": _("A master has no setting “%(name)s”.") % {"name": odd[0]}})
    offers = offers_for(entry, ask.parameters)
    if not offers:
        raise AskInvalid({"master": _("There are no masters of what this model makes.")})
    resolution = str(wish.get("resolution") or "")
    offer, size = chosen(offers, str(wish.get("format", "")), resolution, fields=("master.format", "master.resolution"))
    check_room(user, (size.bytes or 0) * ask.count)
    plan = {"format": offer.format, "resolution": resolution, "deep": offer.deep}
    return Planned(plan, DEPTHS[offer.source_bits], offer)


def check_export(user: User, ask: Ask) -> None:
    """Whether a file can be exported as it is asked, before a worker reads it. Changes nothing.

    Raises AskInvalid, NotFound for a file that this user cannot see, QuotaReached.
    """
    for reference in ask.references:
        offers = offers_for_asset(asset_of(user, reference.id))
        key, resolution = (str(ask.parameters.get(name) or "") for name in ("master_format", "resolution"))
        fields = ("parameters.master_format", "parameters.resolution")
        _offer, size = chosen(offers, key, resolution, fields=fields)
        check_room(user, size.bytes or 0)


def chosen(
    offers: tuple[MasterOffer, ...], key: str, resolution: str, *, fields: tuple[str, str]
) -> tuple[MasterOffer, SizeOffer]:
    """The offer and its size. Raises AskInvalid with the reason, under the name of the field."""
    offer = next((each for each in offers if each.format == key), None)
    if offer is None:
        raise AskInvalid(
            {fields[0]: _("Choose one of: %(what)s.") % {"what": ", ".join(each.label for each in offers)}}
        )
    if offer.reason:
        raise AskInvalid({fields[0]: offer.reason})
    size = offer.at(resolution)
    if size is None:
        raise AskInvalid({fields[1]: _("It has this size already, or there is no such size.")})
    if size.reason:
        raise AskInvalid({fields[1]: size.reason})
    return offer, size


def check_room(user: User, needed: int) -> None:
    """Raises QuotaReached where so many bytes would be more than the owner may keep."""
    found = storage.usage(user)
    if found.has_room_for(needed):
        return
    words = _("This master needs about %(needed)s; of your storage of %(limit)s only %(left)s are left.")
    sizes = {"needed": needed, "limit": found.limit, "left": max(0, found.limit - found.used)}
    told = words % {name: filesizeformat(size) for name, size in sizes.items()}
    raise QuotaReached(told, limit=found.limit, needed=needed)
