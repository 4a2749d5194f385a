"""What one item of an ask costs: the quote, which is also the hold and the guarantee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import Unsupported
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.files import File, seconds_of
from studio.catalogue.inputs import MEDIA_KINDS
from studio.catalogue.labels import role_label
from studio.catalogue.tariff import Extra, PriceRule
from studio.catalogue.values import all_values

EXAMPLE_S = 10
OUTPUTS = ((1920, "2K"), (3840, "4K"), (7680, "8K"))
"""(longest side in pixels, its class), the narrow reading of each: where makers read wider, we quote too much, never
too little."""


class PriceNeedsFile(Unsupported):
    """The price hangs on a file that is not there yet; the message says on which."""

    code = "price_needs_file"


def quote(entry: Entry, ask: Ask, *, margin_percent: int, credit_usd: Decimal, files: Sequence[File] = ()) -> int:
    """Whole credits for one item, rounded up. Raises Unsupported where the price cannot be known.

    credit_usd: what one of our credits is worth; margin_percent: what staff add for this entry; files: what is known
    of the files that the ask names, for models that charge by their length or size. Raises PriceNeedsFile without.
    """
    rule = entry.price
    if rule is None:
        raise Unsupported(_("The price of this model is not known, so it cannot be ordered."))

    def ours(known: Sequence[File]) -> int:
        usd = Decimal(str(vendor_usd(entry, rule, ask, known)))
        return int((usd * (100 + margin_percent) / 100 / credit_usd).to_integral_value(ROUND_CEILING))

    missing = [role for role in rule.of if not any(file.role == role for file in files)]
    if not missing:
        return ours(files)
    raise PriceNeedsFile(told(rule, missing, ours, files))


def told(rule: PriceRule, missing: list[str], ours: Any, files: Sequence[File]) -> str:
    """The sentence about the files that decide the price."""
    names = ", ".join(role_label(role) for role in missing)
    if rule.unit != "second":
        return _("Add “%(what)s”: its size decides the price.") % {"what": names}
    example = ours([*files, *(File(role, MEDIA_KINDS[role], seconds=EXAMPLE_S) for role in missing)])
    words = ngettext(
        "Add “%(what)s”: its length decides the price. 10 seconds cost %(n)d credit.",
        "Add “%(what)s”: its length decides the price. 10 seconds cost %(n)d credits.",
        example,
    )
    return words % {"what": names, "n": example}


def vendor_usd(entry: Entry, rule: PriceRule, ask: Ask, files: Sequence[File]) -> Decimal:
    """What the maker takes for one item, in USD."""
    rate = Decimal(str(credits_per_unit(rule, pricing_values(entry, ask, files))))
    number = max(Decimal(rule.least), units(rule, ask, files))
    extras = sum((extra_credits(extra, rate, ask, files) for extra in rule.extras), Decimal(0))
    return (rate * number + extras) * Decimal(str(rule.usd_per_credit))


def extra_credits(extra: Extra, rate: Decimal, ask: Ask, files: Sequence[File]) -> Decimal:
    each = rate if extra.credits is None else Decimal(str(extra.credits))
    if extra.per == "input_video_second":
        number = sum(seconds_of(files, role) for role in {file.role for file in files if file.kind == "clip"})
    else:
        number = sum(MEDIA_KINDS.get(reference.role) == "picture" for reference in ask.references)
        number += bool(ask.start_frame) + bool(ask.end_frame)
    return each * max(0, number - extra.free)


def pricing_values(entry: Entry, ask: Ask, files: Sequence[File]) -> dict[str, Any]:
    """What tiers may ask about: inputs by the maker's name, by our role, and what is derived of them."""
    derived: dict[str, Any] = {
        "has_input_video": any(MEDIA_KINDS.get(reference.role) == "clip" for reference in ask.references)
    }
    if factor := ask.parameters.get("upscale_factor"):
        longest = max((file.longest_px for file in files), default=0) * int(factor)
        derived["output"] = next((name for most, name in OUTPUTS if longest <= most), "")
    return derived | ask.parameters | all_values(entry, ask)


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


def units(rule: PriceRule, ask: Ask, files: Sequence[File]) -> Decimal:
    """How many units one item is."""
    if rule.unit == "second":
        return seconds(rule, ask, files)
    if rule.unit == "1000_characters":
        return Decimal(max(1, -(-len(ask.prompt) // 1000)))
    if rule.unit == "megapixel":
        raise Unsupported(_("This model is priced by pixels, which are not known before it runs."))
    return Decimal(1)


def seconds(rule: PriceRule, ask: Ask, files: Sequence[File]) -> Decimal:
    if not rule.of:
        asked = ask.parameters.get("duration")
        if asked is None:
            raise Unsupported(_("Choose a duration: the price depends on it."))
        return Decimal(str(asked))
    longest = max(seconds_of(files, role) for role in rule.of)
    if not longest:
        raise Unsupported(_("The length of this file is not known, so there is no price for it."))
    return Decimal(longest)
