"""Soul IDs as cards, and what of a training is under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soulids.models import SoulID, SoulStatus
from soulids.shown.words import GRADE_WORDS, GRADES, STAGES
from studio.cards import Card
from studio.cards import cards as order_cards
from studio.models import Asset, Generation, Status

MOODS: Final = {
    SoulStatus.QUEUED: "run", SoulStatus.TRAINING: "run", SoulStatus.READY: "good", SoulStatus.FAILED: "bad",
}  # fmt: skip
LEVELS: Final = {"excellent": "good", "good": "good", "fair": "mid", "poor": "low"}
PARTS: Final = {
    "training": gettext_lazy("Identity on our machine"),
    "master": gettext_lazy("Master picture"),
    "lora": gettext_lazy("Own weights (LoRA)"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One order of a training."""

    title: str
    card: Card

    @property
    def order(self) -> Generation:
        return self.card.generation

    @property
    def state(self) -> str:
        return str(self.order.status)

    @property
    def is_waiting(self) -> bool:
        return self.order.status == Status.QUEUED

    @property
    def place(self) -> int:
        return self.card.place

    @property
    def stage(self) -> str:
        """What is being done, in words."""
        return str(STAGES.get(self.order.stage, self.card.stage))

    @property
    def share(self) -> int:
        """0..100 of its work."""
        return self.order.progress

    @property
    def credits(self) -> int:
        return self.order.price

    @property
    def trouble(self) -> str:
        return self.order.error_message

    @property
    def elapsed(self) -> float | None:
        return None if self.is_waiting else self.order.elapsed_s

    @property
    def expected(self) -> float | None:
        return self.order.expected_s


@dataclass(frozen=True, slots=True)
class SoulCard:
    """One Soul ID. part: its training, while that is under way."""

    soul: SoulID
    part: Part | None = None

    @property
    def order(self) -> Generation | None:
        return self.part.order if self.part else None

    @property
    def state(self) -> str:
        return str(self.soul.status)

    @property
    def picture(self) -> Asset | None:
        return self.soul.version.master if self.soul.version else None

    @property
    def mood(self) -> str:
        return MOODS.get(self.soul.status, "")

    @property
    def said(self) -> str:
        if self.soul.status != SoulStatus.DRAFT:
            return str(self.soul.status.label)
        return _("Draft, photos: %(n)d") % {"n": getattr(self.soul, "photo_count", 0)}

    @property
    def _grade(self) -> str:
        quality = self.soul.version.quality if self.soul.version else None
        return quality.grade if quality else ""

    @property
    def grade(self) -> str:
        return str(GRADES.get(self._grade, "")).lower()

    @property
    def grade_words(self) -> str:
        return str(GRADE_WORDS.get(self._grade, ""))

    @property
    def level(self) -> str:
        return LEVELS.get(self._grade, "none")


def cards(found: Sequence[SoulID]) -> list[SoulCard]:
    """A card for each, in their order; two queries more where somebody is being learned, however many."""
    running = [soul.training for soul in found if soul.training and soul.is_training]
    shown = {each.generation.pk: each for each in order_cards(running)} if running else {}
    return [SoulCard(soul, part_of(shown.get(soul.training_id) if soul.training_id else None)) for soul in found]


def part_of(card: Card | None) -> Part | None:
    return None if card is None else Part(str(PARTS["training"]), card)


def parts(orders: Mapping[str, Generation]) -> list[Part]:
    """The parts of a training by their names, in their order. Two queries at most."""
    shown = order_cards(list(orders.values()))
    return [Part(str(PARTS[name]), card) for name, card in zip(orders, shown, strict=True)]
