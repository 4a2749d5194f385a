"""The catalogue as one user may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.catalogue.entry import Entry, parse
from studio.models import CatalogueModel
from studio.selectors.generations import broken_cursor
from studio.selectors.plain import is_plain


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry with what staff decided about it."""

    entry: Entry
    enabled: bool
    margin_percent: int
    position: int
    median_seconds: float | None
    why_off: str = ""
    """A sentence, where it cannot be ordered."""

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def expected_s(self) -> float | None:
        return self.median_seconds or self.entry.seconds

    @property
    def can_be_ordered(self) -> bool:
        return not self.why_off


def offers(kinds: Collection[str] | None = None, *, include_off: bool = False) -> tuple[Offer, ...]:
    """All that can be ordered, of these kinds, in the order that staff gave them. One query."""
    found = (offer_of(row) for row in CatalogueModel.objects.order_by("position", "id"))
    return tuple(
        offer
        for offer in found
        if (include_off or offer.can_be_ordered) and (kinds is None or set(kinds) & set(offer.entry.kinds))
    )


def page(kind: str = "", *, cursor: str = "", size: int = 40) -> tuple[list[Offer], str]:
    """(offers of this kind or of all, in staff's order; the cursor of the next page or ""). One query.

    The cursor is the last row's place and id. Raises BadFilter.
    """
    found = offers([kind] if kind else None)
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
    entry = parse(row.entry)
    return Offer(
        entry=entry,
        enabled=row.enabled,
        margin_percent=row.margin_percent,
        position=row.position,
        median_seconds=row.median_seconds,
        why_off=why_off(row, entry),
    )


def why_off(row: CatalogueModel, entry: Entry) -> str:
    if entry.price is None:
        return _("Its price is not known.")
    return "" if row.enabled else _("It is switched off right now.")
