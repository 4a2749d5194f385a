"""What a card and a work's page say of the takes of an item."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio.catalogue.labels import role_label
from studio.models import Generation, Status
from studio.retakes import element_of, is_enough, score_of


@dataclass(frozen=True, slots=True)
class Take:
    """One take, as its item's page lists it."""

    generation: Generation

    @property
    def number(self) -> int:
        return self.generation.take

    @property
    def score(self) -> int | None:
        return score_of(self.generation)

    @property
    def can_be_chosen(self) -> bool:
        take = self.generation
        return take.status == Status.DONE and take.deleted_at is None and not take.shown

    @property
    def word(self) -> str:
        """Its status, and two more for what was never begun."""
        take = self.generation
        return "standby" if take.in_standby else "not_needed" if take.was_not_needed else str(take.status)

    @property
    def state(self) -> str:
        take = self.generation
        if take.in_standby:
            return _("waits to see whether it is needed")
        if take.was_not_needed:
            return _("was not needed")
        if take.deleted_at:
            return _("in the bin")
        return str(take.get_status_display())


@dataclass(frozen=True, slots=True)
class Takes:
    """The takes of one item, the first one first; `generation` is the one that is looked at."""

    generation: Generation
    rows: tuple[Generation, ...]

    @property
    def is_over(self) -> bool:
        return all(take.is_over for take in self.rows)

    @property
    def made(self) -> tuple[Take, ...]:
        """Those that were ever needed."""
        return tuple(Take(take) for take in self.rows if not take.standby)

    @property
    def listed(self) -> tuple[Take, ...]:
        return tuple(Take(take) for take in self.rows)

    @property
    def spared(self) -> int:
        """How many were not needed."""
        return sum(take.was_not_needed for take in self.rows)

    @property
    def others(self) -> int:
        """How many more have a result."""
        done = [take for take in self.rows if take.status == Status.DONE and not take.deleted_at]
        return sum(take.pk != self.generation.pk for take in done)

    @property
    def charged(self) -> int:
        """Whole credits, of all takes that were made."""
        return sum(take.price for take in self.rows if take.status == Status.DONE)

    @property
    def held(self) -> int:
        return sum(take.price for take in self.rows if not take.is_over)

    @property
    def revision(self) -> int:
        """Grows with every change of any of them."""
        return sum(take.revision for take in self.rows)

    @property
    def name(self) -> str:
        """Of what is measured."""
        return role_label(element_of(self.generation.retakes.get("score", "")))

    @property
    def below(self) -> int:
        return int(self.generation.retakes["below"])

    @property
    def line(self) -> str:
        """One sentence for the card: where it stands while it is made, how it ended afterwards."""
        return self.ended() if self.is_over else self.under_way()

    def under_way(self) -> str:
        facts = {"take": self.generation.take, "most": len(self.rows)}
        before = [take for take in self.rows if take.take < self.generation.take and not take.standby]
        if not before:
            return _("take %(take)d of up to %(most)d") % facts
        last = before[-1]
        if last.status != Status.DONE:
            return _("take %(take)d of up to %(most)d, the last one failed and cost nothing") % facts
        score = score_of(last)
        if score is None:
            return _("take %(take)d of up to %(most)d, there was nothing to measure in the last one") % facts
        words = _("take %(take)d of up to %(most)d, the last one scored %(score)d of 100")
        return words % (facts | {"score": score})

    def ended(self) -> str:
        if not self.others:
            return self.fallen_short() if self.generation.status == Status.DONE else ""
        more = ngettext("%(n)d more take", "%(n)d more takes", self.others) % {"n": self.others}
        return f"{more}; {short}" if (short := self.fallen_short()) else more

    def fallen_short(self) -> str:
        """Why the shown take is not what was asked for; "" if it is."""
        if self.generation.status != Status.DONE or is_enough(self.generation):
            return ""
        if score_of(self.generation) is None:
            return _("nothing to measure was seen")
        return _("below your %(below)d") % {"below": self.below}


def takes_of(generation: Generation) -> Takes | None:
    """None for what is made once."""
    rows = generation.all_takes
    return Takes(generation, tuple(rows)) if rows else None
