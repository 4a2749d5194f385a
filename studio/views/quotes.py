"""The price of what stands in a composer, and what would be sent for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import ReklamError
from studio.catalogue.entry import Entry
from studio.catalogue.labels import mark_label
from studio.catalogue.validate import AskInvalid
from studio.engines.base import Sent
from studio.forms.content import Content, ask_from
from studio.models import User
from studio.services import generations
from studio.services.generations import Estimate


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole credits; None where they cannot be said yet, and `trouble` says why."""

    each: int | None = None
    total: int | None = None
    short_of: int = 0
    trouble: str = ""
    sent: Sent | None = None

    @property
    def marks(self) -> list[tuple[str, str, int]]:
        """(mark, its words, how many controls have it), native first."""
        if self.sent is None:
            return []
        number = Counter(control.mark for control in self.sent.controls)
        number["native"] += len(self.sent.files)
        return [(mark, mark_label(mark), number[mark]) for mark in ("native", "prompt", "post") if number[mark]]


def quoted(owner: User, content: Content, entry: Entry, *, composer: str, project: UUID | None) -> Quote:
    """The quote. Missing words are no trouble: the price is said before them."""
    try:
        ask = ask_from(content, entry, composer=composer, project=project)
        if ask.prompt.strip():
            return told(generations.estimate(owner=owner, ask=ask))
        try:
            return told(generations.estimate(owner=owner, ask=ask))
        except AskInvalid as invalid:
            if invalid.errors.keys() != {"prompt"}:
                raise
        stand_in = replace(ask, prompt=_("Your words"))
        return replace(told(generations.estimate(owner=owner, ask=stand_in)), sent=None)
    except ReklamError as error:
        return Quote(trouble=error.message)


def told(estimate: Estimate) -> Quote:
    return Quote(
        each=estimate.each,
        total=estimate.total,
        short_of=max(0, estimate.total - estimate.balance),
        sent=estimate.sent,
    )
