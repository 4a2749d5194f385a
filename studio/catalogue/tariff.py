"""What a maker takes, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.catalogue.inputs import listed


@dataclass(frozen=True, slots=True)
class Tier:
    """A price that holds when every named input has the given value (or one of the given values)."""

    when: Mapping[str, Any]
    credits: float


@dataclass(frozen=True, slots=True)
class Extra:
    """What comes on top. per: input_image | input_video_second; credits: None for the rate of the work itself."""

    per: str
    credits: float | None = None
    free: int = 0
    """So many of them cost nothing."""


@dataclass(frozen=True, slots=True)
class PriceRule:
    """unit: image | video | second | request | megapixel | 1000_characters; credits: the vendor's, per unit."""

    unit: str
    credits: float | None = None
    tiers: tuple[Tier, ...] = ()
    extras: tuple[Extra, ...] = ()
    of: tuple[str, ...] = ()
    """Roles of files whose seconds are counted, the longest; empty: the seconds that were asked for."""
    least: int = 1
    """So many units are always paid."""
    usd_per_credit: float = 0.005


def parse_price(data: Mapping[str, Any] | None) -> PriceRule | None:
    """The price rule, or None where a price is not known in full."""
    if not data or (data.get("credits") is None and not data.get("tiers")):
        return None
    return PriceRule(
        unit=data["unit"],
        credits=data.get("credits"),
        tiers=tuple(Tier(when=tier["when"], credits=tier["credits"]) for tier in data.get("tiers", ())),
        extras=tuple(parse_extra(extra) for extra in data.get("extra", ())),
        of=listed(data.get("of")),
        least=data.get("least", 1),
        usd_per_credit=data.get("usd_per_credit", 0.005),
    )


def parse_extra(data: Mapping[str, Any]) -> Extra:
    taken = data["credits"]
    return Extra(per=data["per"], credits=None if taken == "same rate" else taken, free=data.get("free", 0))
