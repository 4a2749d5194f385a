"""The catalogue as one user may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.catalogue.entry import Entry, parse
from studio.catalogue.labels import off_label
from studio.models import CatalogueModel
from studio.selectors.generations import broken_cursor
from studio.selectors.plain import is_plain
from studio.voices import FOR_ALL

FAILING_BELOW = 0.7
"""A share of successes over a model's last orders under which the picker warns."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry with what staff decided about it and how it has done of late."""

    entry: Entry
    enabled: bool
    margin_percent: int
    position: int
    median_seconds: float | None
    success: float | None = None
    """Share of its last orders that succeeded; None for too few."""
    off: str = ""
    """A sentence, where nobody can order it."""
    set_up: bool = True
    """Whether this installation has the key of its vendor."""

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def expected_s(self) -> float | None:
        return self.median_seconds or self.entry.seconds

    @property
    def why_off(self) -> str:
        """A sentence, where it cannot be ordered."""
        return self.off or ("" if self.set_up else _("It is not set up on this installation."))

    @property
    def can_be_ordered(self) -> bool:
        return not self.why_off

    @property
    def is_utility(self) -> bool:
        """Whether it only serves a room: its own pages order it, no picker and no list of models shows it."""
        return self.entry.kind in settings.UTILITY_KINDS

    @property
    def is_failing(self) -> bool:
        return self.success is not None and self.success < FAILING_BELOW


def offers(kinds: Collection[str] | None = None, *, output: str = "", include_off: bool = False) -> tuple[Offer, ...]:
    """All that can be ordered, of these kinds, in the order that staff gave them. One query.

    output: only what makes "image", "video" or "audio".
    """
    rows = CatalogueModel.objects.order_by("position", "id")
    if output:
        rows = rows.filter(entry__output=output)
    found = (offer_of(row) for row in rows)
    return tuple(
        offer
        for offer in found
        if (include_off or offer.can_be_ordered) and (kinds is None or set(kinds) & set(offer.entry.kinds))
    )


def on_show(output: str) -> tuple[Offer, ...]:
    """What a picker shows: all that are not off, also those whose vendor is not set up here. One query."""
    found = (offer for offer in offers(output=output, include_off=True) if not offer.off)
    return tuple(offer for offer in found if not offer.is_utility and offer.entry.kind not in settings.PAGE_KINDS)


def makes(output: str) -> bool:
    """Whether anything on show makes "image", "video" or "audio". One query."""
    missing = [provider for provider, name in settings.PROVIDER_KEYS.items() if not getattr(settings, name)]
    rows = CatalogueModel.objects.filter(entry__output=output, enabled=True, entry__why_off__isnull=True)
    return rows.exclude(provider__in=missing).exists()


def page(kind: str = "", *, cursor: str = "", size: int = 40) -> tuple[list[Offer], str]:
    """(offers of this kind or of all, in staff's order; the cursor of the next page or ""). One query.

    The cursor is the last row's place and id. Raises BadFilter.
    """
    found = tuple(offer for offer in offers([kind] if kind else None) if not offer.is_utility)
    if cursor:
        after = read_cursor(cursor)
        found = tuple(offer for offer in found if (offer.position, offer.id) > after)
    more = len(found) > size
    last = found[size - 1] if more else None
    return list(found[:size]), signing.dumps([last.position, last.id], salt="offer") if last else ""


def read_cursor(cursor: str) -> tuple[int, str]:
    try:
        position, pk = signing.loads(cursor, salt="offer")
    except (signing.BadSignature, ValueError) as error:
        raise broken_cursor() from error
    return int(position), str(pk)


def names() -> dict[str, set[str]]:
    """Every "kind" and "model" there is, on or off. One query."""
    found = offers(include_off=True)
    return {"kind": {kind for each in found for kind in each.entry.kinds}, "model": {each.id for each in found}}


def offer(model_id: str) -> Offer:
    """One offer, on or off. Raises NotFound."""
    row = CatalogueModel.objects.filter(pk=model_id).first() if is_plain(model_id) else None
    if row is None:
        raise NotFound(_("There is no such model."))
    return offer_of(row)


def offer_of(row: CatalogueModel) -> Offer:
    entry = live_entry(row)
    return Offer(
        entry=entry,
        enabled=row.enabled,
        margin_percent=row.margin_percent,
        position=row.position,
        median_seconds=row.median_seconds,
        success=row.success,
        off=why_off(row, entry),
        set_up=is_set_up(row.provider),
    )


def live_entry(row: CatalogueModel) -> Entry:
    """The entry, at the price that a refresh has read for certain, with the voices that it has found.

    Earlier refreshes kept no category, and people's own voices among the others: those are not offered.
    """
    voices = [each for each in row.live.get("voices") or () if each.get("category") in FOR_ALL]
    entry = with_voices(parse(row.entry), voices)
    credits = row.live.get("credits")
    if credits is None or entry.price is None:
        return entry
    return replace(entry, price=replace(entry.price, credits=credits))


def with_voices(entry: Entry, voices: list[dict[str, str]]) -> Entry:
    """The entry with these voices and no others: {"id", "name", ...} as `refreshing_voices` keeps them."""
    item = entry.input_for("voice")
    if item is None or not voices:
        return entry
    ids = {voice["name"]: voice["id"] for voice in voices}
    default = item.default if item.default in ids else next(iter(ids))
    offered = replace(item, enum=tuple(ids), values=ids, default=default)
    inputs = tuple(offered if each is item else each for each in entry.inputs)
    return replace(entry, inputs=inputs, raw={**entry.raw, "voices": voices})


def why_off(row: CatalogueModel, entry: Entry) -> str:
    """Why nobody can order it, or ""."""
    if entry.off:
        return off_label(entry.off)
    if entry.price is None:
        return off_label("no_price")
    if row.live.get("gone"):
        return off_label("gone")
    return "" if row.enabled else _("It is switched off right now.")


def is_set_up(provider: str) -> bool:
    name = settings.PROVIDER_KEYS.get(provider)
    return name is None or bool(getattr(settings, name))
