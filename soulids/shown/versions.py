"""Trainings that are kept, and pictures that models have made of a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from soulids.models import SoulMaster, SoulVersion
from soulids.shown.words import GRADES
from studio.models import Asset, Generation
from studio.models.status import OPEN


@dataclass(frozen=True, slots=True)
class Training:
    """One training in the list of versions."""

    version: SoulVersion
    grade: str


def trainings(found: Iterable[SoulVersion]) -> list[Training]:
    return [Training(each, str(GRADES.get(each.quality.grade, "")) if each.quality else "") for each in found]


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that a model has made, or makes, to be the master image. mood: as signs of status have it."""

    order: Generation
    picture: Asset | None
    said: str
    mood: str
    can_be_chosen: bool


def made(found: Iterable[SoulMaster], version: SoulVersion) -> list[Made]:
    """The newest first; their orders' files are read already."""
    return [_made(each, version) for each in found]


def _made(master: SoulMaster, version: SoulVersion) -> Made:
    order = master.order
    picture = next((each for each in order.assets.all() if each.deleted_at is None), None)
    if order.status in OPEN:
        return Made(order, None, _("Being made"), "run", can_be_chosen=False)
    if picture is None:
        return Made(order, None, order.error_message or str(order.get_status_display()), "bad", can_be_chosen=False)
    if master.passed is None:
        return Made(order, picture, _("Being measured"), "run", can_be_chosen=False)
    if not master.passed:
        return Made(order, picture, _("Not surely this person"), "bad", can_be_chosen=False)
    if version.master_id == picture.pk:
        return Made(order, picture, _("In use"), "good", can_be_chosen=False)
    return Made(order, picture, _("Is this person"), "good", can_be_chosen=True)
