"""Models as the composer shows them: what each can do, what it costs for what is being asked, what it would drop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import ReklamError
from studio.catalogue import price, validate
from studio.catalogue.entry import Entry
from studio.catalogue.labels import kind_label, role_label
from studio.forms.attached import files_in
from studio.forms.carrying import carried
from studio.forms.content import Content, ask_from
from studio.models import Asset
from studio.selectors.catalogue import Offer


@dataclass(frozen=True, slots=True)
class Ability:
    """One thing that a model can do; `key` is what the picker filters by."""

    key: str
    words: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One model in the picker."""

    offer: Offer
    does: tuple[Ability, ...]
    price: int | None
    """Whole credits for one item of what is being asked; None where it cannot be said."""
    loses: str
    """What of the composer's content it would drop."""
    chosen: bool

    @property
    def can(self) -> str:
        return " ".join(ability.key for ability in self.does)

    @property
    def family(self) -> str:
        """Under what it stands in the picker: its maker's family, or what it does to a file."""
        entry = self.offer.entry
        if entry.provider == "local":
            return _("On our machine")
        return kind_label(entry.kind) if entry.is_tool else entry.family or entry.title

    @property
    def about(self) -> str:
        return about(self.offer.entry)

    @property
    def warning(self) -> str:
        """A sentence where it fails often of late."""
        offer = self.offer
        if not offer.is_failing or offer.success is None:
            return ""
        return _("Fails often now: only %(n)d of 100 orders succeed.") % {"n": round(100 * offer.success)}


def about(entry: Entry) -> str:
    """ "From a picture · needs: Start frame": tells apart models of one name."""
    if entry.provider == "local":
        return ""
    needed = ", ".join(role_label(item.role).lower() for item in entry.needed)
    kind = kind_label(entry.kind)
    return _("%(kind)s · needs: %(files)s") % {"kind": kind, "files": needed} if needed else kind


def rows(offers: Sequence[Offer], content: Content, *, assets: Mapping[str, Asset]) -> list[Row]:
    """A row for each offer, in their order. Asks nothing of the database.

    assets: the files that stand in the content, by id: some prices follow from them.
    """
    made = []
    before = next((offer.entry for offer in offers if offer.id == content.get("model")), None)
    for offer in offers:
        fit = carried(content, offer.entry, before=before)
        made.append(
            Row(
                offer=offer,
                does=abilities(offer.entry),
                price=price_of(offer, fit.content, assets),
                loses=" ".join(fit.dropped),
                chosen=offer.id == content.get("model"),
            )
        )
    return made


def abilities(entry: Entry) -> tuple[Ability, ...]:
    """What it can take and make, in the order of the picker's filters."""
    found = []
    if entry.input_for("start_frame"):
        found.append(Ability("start", _("start"), "panel-left"))
    if entry.input_for("end_frame"):
        found.append(Ability("end", _("end"), "panel-right"))
    if entry.output == "video" and entry.makes_sound:
        found.append(Ability("sound", _("sound"), "volume-2"))
    if references := entry.input_for("reference_images"):
        words = ngettext("%(n)d reference", "%(n)d references", references.most) % {"n": references.most}
        found.append(Ability("references", words, "images"))
    if entry.input_for("camera_moves"):
        found.append(Ability("camera", _("camera"), "aperture"))
    if "4k" in entry.features:
        found.append(Ability("4k", "4K"))
    return tuple(found)


def price_of(offer: Offer, content: Content, assets: Mapping[str, Asset]) -> int | None:
    """Whole credits for one item with this content, its gaps filled by the entry's defaults."""
    entry = offer.entry
    try:
        ask = ask_from(content, entry)
        filled = ask.with_parameters(**validate.check_parameters(entry, ask.parameters, {}))
        return price.quote(
            entry,
            filled,
            margin_percent=offer.margin_percent,
            credit_usd=settings.CREDIT_USD,
            files=files_in(content, assets),
        )
    except ReklamError:  # the row then says "–"; the estimate of the chosen model names the reason
        return None
