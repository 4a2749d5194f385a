"""What a search for a face names: "soul-query:<asset>", the picture that was sent to be looked at and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.ask import ReferenceAsk, ResolvedReference
from studio.models import Asset, User
from studio.references import lent

SOURCE, ROOM = "soul-query", "soulids"


class Queries:
    """Lends a file of this room's own that is nobody's photo."""

    def resolve(self, user: User, ask: ReferenceAsk) -> tuple[ResolvedReference, ...]:
        """Raises NotFound, for a malformed id too."""
        try:
            mine = Asset.objects.visible_to(user).filter(room=ROOM, soul_photo=None, generation=None)
            found = mine.filter(pk=UUID(ask.id)).first()
        except ValueError:
            found = None
        if found is None:
            raise NotFound(_("There is no such file."))
        return (lent(found, ask.role),)
