"""How the photos of a Soul ID go into the orders of this room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from soulids.models import SoulPhoto
from soulids.told import told
from studio.ask import ReferenceAsk, ResolvedReference
from studio.models import User
from studio.references import lent

LEARNED_FROM: Final = "training_photos"
"""The one role in which the numbers of a face go along: only our own engine has it."""


class Photos:
    """Source "soul-photo": one photo, named by its row."""

    def resolve(self, user: User, ask: ReferenceAsk) -> tuple[ResolvedReference, ...]:
        """Raises NotFound, for a malformed id too."""
        try:
            rows = SoulPhoto.objects.filter(soul__owner=user, pk=UUID(ask.id))
        except ValueError as error:
            raise NotFound(_("There is no such photo.")) from error
        photo = rows.select_related("asset", "soul__consent").first()
        if photo is None:
            raise NotFound(_("There is no such photo."))
        return (replace(lent(photo.asset, ask.role), facts=facts_of(photo) if ask.role == LEARNED_FROM else {}),)

    def refuse_gone(self, user: User, ids: Collection[str]) -> None:
        if SoulPhoto.objects.filter(soul__owner=user, pk__in=ids).count() < len(set(ids)):
            raise NotFound(_("There is no such photo."))


def facts_of(photo: SoulPhoto) -> dict[str, Any]:
    """What was found in it, as `soulids.learning` reads it. Raises Conflict before that, and without consent."""
    if not hasattr(photo.soul, "consent"):
        raise Conflict(_("Say first by what right this face may be learned."), because="no_consent")
    found = photo.found
    if found is None or found.vector is None:
        raise Conflict(_("Some photos are still being looked at."))
    return told(found)
