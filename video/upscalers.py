"""Models of the catalogue that enlarge with new detail, with what they would take for one file."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from reklamai.core.errors import ReklamError
from studio.ask import Ask, ReferenceAsk
from studio.catalogue import price, validate
from studio.catalogue.files import check_files
from studio.models import Asset
from studio.references import lent
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from studio.services.asks import known
from video.mastering import SOURCES

PLACES = {"picture": ("upscale", "image", "picture"), "clip": ("video_upscale", "video", "clip")}
"""Kind of a file -> the kind of work, its composer, and what its address calls the file."""


@dataclass(frozen=True, slots=True)
class Upscaler:
    """credits: of this file; None where its price cannot be told before it is chosen."""

    title: str
    credits: int | None
    url: str


def upscalers_for(asset: Asset) -> tuple[Upscaler, ...]:
    """Those that can be ordered here and read this file. One query."""
    if asset.kind not in PLACES:
        return ()
    kind, composer, name = PLACES[asset.kind]
    found = []
    for offer in catalogue.offers([kind]):
        role = SOURCES[asset.kind]
        if offer.entry.input_for(role) is None:
            continue
        ask = Ask(kind=kind, model=offer.id, references=(ReferenceAsk("asset", str(asset.pk), role),))
        file = known(lent(asset, role))
        if check_files(offer.entry, ask, [file]):
            continue
        words = urlencode({"model": offer.id, name: asset.pk})
        found.append(Upscaler(offer.entry.title, quoted(offer, ask, asset), f"{address(composer)}?{words}"))
    return tuple(found)


def address(composer: str) -> str:
    return reverse(f"studio:create-{composer}")


def quoted(offer: Offer, ask: Ask, asset: Asset) -> int | None:
    try:
        filled = ask.with_parameters(**validate.check_parameters(offer.entry, {}, {}))
        return price.quote(
            offer.entry,
            filled,
            margin_percent=offer.margin_percent,
            credit_usd=settings.CREDIT_USD,
            files=[known(lent(asset, SOURCES[asset.kind]))],
        )
    except ReklamError:
        return None
