"""Models as the composer shows them: what each can do, what it costs for what is being asked, what it would drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import ReklamError
from studio.catalogue import price, validate
from studio.catalogue.entry import Entry
from studio.forms.content import Content, ask_from, carried
from studio.selectors.catalogue import Offer

VARIANTS = frozenset({"Pro", "Fast", "Lite", "Turbo", "Ultra", "Max", "Master", "Standard", "Edit", "Image", "Video"})
"""Words of a title that name a model within its family."""


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
        entry = self.offer.entry
        if entry.provider == "local":
            return _("On our machine")
        words = entry.title.split()
        return " ".join(takewhile(lambda word: word.isalpha() and word not in VARIANTS, words)) or words[0]


def rows(offers: Sequence[Offer], content: Content, *, composer: str) -> list[Row]:
    """A row for each offer, in their order. Asks nothing of the database."""
    return [
        Row(
            offer=offer,
            does=abilities(offer.entry),
            price=price_of(offer, content, composer),
            loses=" ".join(carried(content, offer.entry).dropped),
            chosen=offer.id == content.get("model"),
        )
        for offer in offers
    ]


def abilities(entry: Entry) -> tuple[Ability, ...]:
    """What it can take and make, in the order of the picker's filters."""
    found = []
    if entry.input_for("start_frame"):
        found.append(Ability("start", _("start"), "panel-left"))
    if entry.input_for("end_frame"):
        found.append(Ability("end", _("end"), "panel-right"))
    if {"audio", "native_audio_no_switch"} & set(entry.features) or entry.input_for("generate_audio"):
        found.append(Ability("sound", _("sound"), "volume-2"))
    if references := entry.input_for("reference_images"):
        most = references.max_items or 10
        words = ngettext("%(n)d reference", "%(n)d references", most) % {"n": most}
        found.append(Ability("references", words, "images"))
    if entry.input_for("camera_moves"):
        found.append(Ability("camera", _("camera"), "aperture"))
    if "4k" in entry.features:
        found.append(Ability("4k", "4K"))
    return tuple(found)


def price_of(offer: Offer, content: Content, composer: str) -> int | None:
    """Whole credits for one item with this content, its gaps filled by the entry's defaults."""
    entry = offer.entry
    try:
        ask = ask_from(carried(content, entry).content, entry, composer=composer)
        filled = ask.with_parameters(**validate.check_parameters(entry, ask.parameters, {}))
        return price.quote(entry, filled, margin_percent=offer.margin_percent, credit_usd=settings.CREDIT_USD)
    except ReklamError:  # the row then says "–"; the estimate of the chosen model names the reason
        return None
