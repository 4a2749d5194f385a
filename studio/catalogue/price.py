"""What one item of an ask costs: the quote, which is also the hold and the guarantee."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.translation import gettext as _

from reklamai.core.errors import Unsupported
from studio.ask import Ask
from studio.catalogue.entry import Entry, PriceRule
from studio.catalogue.values import named_values


def quote(entry: Entry, ask: Ask, *, margin_percent: int, credit_usd: Decimal) -> int:
    """Whole credits for one item, rounded up. Raises Unsupported where the price cannot be known.

    credit_usd: what one of our credits is worth; margin_percent: what staff add for this entry.
    """
    if entry.price is None:
        raise Unsupported(_("The price of this model is not known, so it cannot be ordered."))
    values = pricing_values(entry, ask)
    per_unit = credits_per_unit(entry.price, values)
    usd = Decimal(str(per_unit)) * units(entry.price.unit, ask) * Decimal(str(entry.price.usd_per_credit))
    ours = usd * (100 + margin_percent) / 100 / credit_usd
    return int(ours.to_integral_value(ROUND_CEILING))


def pricing_values(entry: Entry, ask: Ask) -> dict[str, Any]:
    """What tiers may ask about: inputs by the maker's name, by our role, and what is derived of them."""
    derived = {"has_input_video": any(reference.role.endswith("video") or reference.role.endswith("videos")
                                      for reference in ask.references)}  # fmt: skip
    return derived | dict(ask.parameters) | named_values(entry, ask)


def credits_per_unit(rule: PriceRule, values: Mapping[str, Any]) -> float:
    """The first tier whose conditions all hold; the plain price where there are no tiers."""
    for tier in rule.tiers:
        if all(same(values.get(name), wanted) for name, wanted in tier.when.items()):
            return tier.credits
    if rule.credits is None:
        raise Unsupported(_("This model has no price for these settings."))
    return rule.credits


def same(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return any(same(value, each) for each in wanted)
    if isinstance(wanted, bool) or isinstance(value, bool):
        return bool(value) == bool(wanted)
    return str(value) == str(wanted)


def units(unit: str, ask: Ask) -> Decimal:
    """How many units one item is."""
    if unit == "second":
        seconds = ask.parameters.get("duration")
        if seconds is None:
            raise Unsupported(_("Choose a duration: the price depends on it."))
        return Decimal(str(seconds))
    if unit == "1000_characters":
        return Decimal(max(1, -(-len(ask.prompt) // 1000)))
    if unit == "megapixel":
        raise Unsupported(_("This model is priced by pixels, which are not known before it runs."))
    return Decimal(1)
