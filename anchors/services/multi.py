"""Multi-references made, filled, put into the bin and taken out of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from anchors.models import SLOTS, MultiReference, ReferenceAnchor
from anchors.selectors.anchors import not_found as no_anchor
from anchors.selectors.multi import not_found
from reklamai.core.errors import BadInput
from studio.models import User
from studio.services import credits

MOST = 500
"""Live multi-references of one person: beyond it lists stop being lists."""
Slots = Mapping[str, UUID | None]
"""Slot -> anchor; None empties it."""


@transaction.atomic
def create(owner: User, *, name: str, slots: Slots) -> MultiReference:
    """A new set. Raises NotFound for an anchor that is not there or somebody else's, BadInput for an unknown slot."""
    credits.lock_account(owner)  # two tabs at the limit take turns
    if MultiReference.objects.visible_to(owner).count() >= MOST:
        words = _("You have %(most)s multi-references, which is as many as there can be.")
        raise BadInput(words % {"most": MOST})
    made = MultiReference(owner=owner, name=name[:120])
    fill(made, slots)
    made.save(force_insert=True)
    return made


@transaction.atomic
def change(owner: User, *, pk: UUID, name: str | None = None, slots: Slots | None = None) -> MultiReference:
    """Another name, and other anchors in the slots that are given; the others stay. Raises as `create`."""
    found = MultiReference.objects.visible_to(owner).select_for_update().filter(pk=pk).first()
    if found is None:
        raise not_found()
    if name is not None:
        found.name = name[:120]
    fill(found, slots or {})
    found.save()
    return found


def fill(found: MultiReference, slots: Slots) -> None:
    """Put anchors into slots, in memory. One anchor may fill several."""
    if unknown := sorted(set(slots) - set(SLOTS)):
        raise BadInput(_("There is no such slot: %(name)s.") % {"name": unknown[0]})
    wanted = {pk for pk in slots.values() if pk is not None}
    anchors = ReferenceAnchor.objects.visible_to(found.owner).in_bulk(wanted)
    if len(anchors) < len(wanted):
        raise no_anchor()
    for name, pk in slots.items():
        setattr(found, name, None if pk is None else anchors[pk])


def delete(owner: User, *, pk: UUID) -> None:
    """Put it into the bin; its anchors stay. Raises NotFound."""
    now = timezone.now()
    if not MultiReference.objects.visible_to(owner).filter(pk=pk).update(deleted_at=now, updated_at=now):
        raise not_found()


def restore(owner: User, *, pk: UUID) -> None:
    """Take it out of the bin, within its days there. Raises NotFound."""
    now = timezone.now()
    if not MultiReference.objects.in_bin_of(owner).filter(pk=pk).update(deleted_at=None, updated_at=now):
        raise not_found()
