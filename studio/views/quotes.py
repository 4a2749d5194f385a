"""The price of what stands in a composer, and what would be sent for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reklamai.core.errors import ReklamError
from studio.ask import Ask
from studio.catalogue import price
from studio.catalogue.files import File
from studio.catalogue.inputs import FRAMES
from studio.catalogue.labels import role_label
from studio.catalogue.price import PriceNeedsFile
from studio.catalogue.validate import AskInvalid, check, check_parameters
from studio.engines.base import Sent
from studio.engines.tables import engine_for
from studio.forms.content import Content, ask_from
from studio.models import User
from studio.retakes import element_of
from studio.selectors.catalogue import Offer
from studio.services import orders


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole credits; None where they cannot be said yet, and `trouble` says why."""

    each: int | None = None
    first: int | None = None
    """What it comes to if nothing has to be made again."""
    total: int | None = None
    """All that is held for it."""
    takes: int = 1
    scores: tuple[str, ...] = ()
    """What would be measured, the most important first."""
    short_of: int = 0
    trouble: str = ""
    sent: Sent | None = None

    @property
    def measured(self) -> list[tuple[str, str]]:
        """(name, word) of what would be measured."""
        return [(name, role_label(element_of(name))) for name in self.scores]

    @property
    def marks(self) -> list[tuple[str, int]]:
        """(mark, how many controls and files have it), native first."""
        if self.sent is None:
            return []
        number = Counter(control.mark for control in self.sent.controls)
        number["native"] += len(self.sent.files)
        return [(mark, number[mark]) for mark in ("native", "prompt", "post") if number[mark]]


def quoted(owner: User, content: Content, offer: Offer, *, files: Sequence[File], project: UUID | None) -> Quote:
    """The quote as the service makes it, which looks at every file too; `files`: for a price while some are missing."""

    def told(ask: Ask) -> Quote:
        estimate = orders.estimate(owner=owner, ask=ask)
        short_of = max(0, estimate.total - estimate.balance)
        return Quote(
            each=estimate.each,
            first=estimate.first,
            total=estimate.total,
            takes=estimate.takes,
            scores=estimate.scores,
            short_of=short_of,
            sent=estimate.sent,
        )

    return stood_in(content, offer, project, files, told)


def first_quote(offer: Offer, content: Content, *, files: Sequence[File], balance: int) -> Quote:
    """The quote that a page opens with: from the entry alone, for the page has read the rest already."""

    def told(ask: Ask) -> Quote:
        entry, ready = offer.entry, check(offer.entry, ask)
        engine = engine_for(entry.provider, ready.kind)
        engine.check(ready, entry)
        each = price_of(offer, ready, files)
        total = each * ready.count
        sent = engine.describe(ready, entry, language=get_language() or "")
        return Quote(each=each, total=total, short_of=max(0, total - balance), sent=sent)

    return stood_in(content, offer, None, files, told)


def price_of(offer: Offer, ask: Ask, files: Sequence[File]) -> int:
    """Raises Unsupported, and PriceNeedsFile where a file decides it."""
    return price.quote(
        offer.entry, ask, margin_percent=offer.margin_percent, credit_usd=settings.CREDIT_USD, files=files
    )


def stood_in(
    content: Content, offer: Offer, project: UUID | None, files: Sequence[File], told: Callable[[Ask], Quote]
) -> Quote:
    """What `told` says of the content. Missing words or files are no trouble: the price is said before them."""
    words = offer.entry.input_for("prompt")
    try:
        ask = ask_from(content, offer.entry, project=project)
        bare = not (ask.start_frame or ask.end_frame or ask.references)
        if ask.prompt.strip() or words is None or not (words.required or bare):
            return told(ask)
        return replace(told(replace(ask, prompt=_("Your words"))), sent=None)
    except AskInvalid as invalid:
        return before_files(offer, ask, files, invalid)
    except ReklamError as error:
        return Quote(trouble=error.message)


def before_files(offer: Offer, ask: Ask, files: Sequence[File], invalid: AskInvalid) -> Quote:
    """The price of an ask that lacks nothing but files, beside what it lacks; else what is wrong."""
    if not set(invalid.errors) <= {"references", *FRAMES}:
        return Quote(trouble=invalid.message)
    try:
        filled = ask.with_parameters(**check_parameters(offer.entry, ask.parameters, {}))
        each = price_of(offer, filled, files)
    except PriceNeedsFile as needs:
        return Quote(trouble=needs.message)
    except ReklamError:
        return Quote(trouble=invalid.message)
    return Quote(each=each, total=each * ask.count, trouble=invalid.message)
