"""What a training may have beside our own part: a master image and weights by vendors, each with its price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import ReklamError
from soulids.selectors.masters import Choice, choice_from
from studio.ask import Ask, ReferenceAsk
from studio.catalogue import price, validate
from studio.catalogue.files import File
from studio.models import AssetKind
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer as Model

TRAINING, LORA = "soulid_train", "soulid_lora"
NAMED: Final = "00000000-0000-0000-0000-000000000000"
AT_ONCE: Final = 3
PHOTO_PX, PHOTO_BYTES = 1024, 2**20
"""Of the photo that stands for all where a price is told: no vendor charges for the size of a reference."""


@dataclass(frozen=True, slots=True)
class Extra:
    """One thing that may be ordered. why_not: why it cannot be, or ""."""

    model: str
    title: str
    credits: int
    seconds: float | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that step 4 offers. seconds: of our own part; total: of what is chosen, in whole credits."""

    seconds: float | None
    masters: tuple[Extra, ...]
    lora: Extra | None
    total: int = 0
    chosen: str = ""
    """The model of the master image that is ticked."""

    @property
    def first_masters(self) -> tuple[Extra, ...]:
        """Those on view at once, in the catalogue's order."""
        return self.masters[:AT_ONCE]

    @property
    def more_masters(self) -> tuple[Extra, ...]:
        """The rest, folded away."""
        return self.masters[AT_ONCE:]

    @property
    def unfolded(self) -> bool:
        """Whether what is ticked would be hidden."""
        return any(each.model == self.chosen for each in self.more_masters)


def offers(*, master: str = "", lora: bool = False) -> Offers:
    """What can be chosen, and the price of what is. One query. Whatever cannot be ordered costs nothing here."""
    models = catalogue.offers(output="image", include_off=True)
    own = next((each for each in models if each.entry.kind == TRAINING), None)
    pictures = masters_of(models)
    weights = lora_of(models)
    chosen = [each for each in pictures if each.model == master] + ([weights] if lora and weights else [])
    return Offers(
        seconds=own.expected_s if own else None,
        masters=pictures,
        lora=weights,
        total=sum(each.credits for each in chosen if not each.why_not),
        chosen=master,
    )


def masters_of(models: Sequence[Model]) -> tuple[Extra, ...]:
    """Models that can make a master image, those that cannot be ordered last; of these one stands for all."""
    found = [choice for model in models if not model.off and not model.is_utility and (choice := choice_from(model))]
    extras = [priced(choice.offer, ask_of(choice), file_of(choice)) for choice in found]
    open_ = [each for each in extras if not each.why_not]
    return tuple(open_ or extras[:1])


def lora_of(models: Sequence[Model]) -> Extra | None:
    """The training of weights, open or with the reason why not; None where the catalogue has none."""
    found = [model for model in models if model.entry.kind == LORA and not model.off]
    best = next((model for model in found if model.can_be_ordered), next(iter(found), None))
    return priced(best, Ask(kind=LORA, model=best.id), None) if best else None


def ask_of(choice: Choice) -> Ask:
    reference = ReferenceAsk(source="soul-photo", id=NAMED, role=choice.role)
    return Ask(
        kind=choice.kind, model=choice.offer.id, prompt="A portrait", parameters=dict(choice.parameters),
        references=(reference,),
    )  # fmt: skip


def file_of(choice: Choice) -> File:
    return File(choice.role, AssetKind.PICTURE, "image/jpeg", PHOTO_BYTES, longest_px=PHOTO_PX)


def priced(model: Model, ask: Ask, file: File | None) -> Extra:
    entry = model.entry
    try:
        filled = ask.with_parameters(**validate.check_parameters(entry, ask.parameters, {}))
        files = (file,) if file else ()
        cost = price.quote(
            entry, filled, margin_percent=model.margin_percent, credit_usd=settings.CREDIT_USD, files=files
        )
        why_not = model.why_off
    except ReklamError:
        cost, why_not = 0, model.why_off or _("Its price cannot be told.")
    return Extra(entry.id, entry.title, cost, model.expected_s, why_not)
