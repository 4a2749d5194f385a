"""How much a person may keep. Uploads stop exactly at the limit; results of orders already taken never do."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from reklamai.core.errors import QuotaReached
from studio.models import User
from studio.selectors.storage import usage


def check(owner: User, *, size: int = 0) -> None:
    """Raises QuotaReached where `size` more bytes, or anything at all, would be too much. Changes nothing."""
    found = usage(owner)
    if found.full or not found.has_room_for(size):
        words = _("Your storage of %(limit)s is full. Delete what you do not need and empty the bin.")
        raise QuotaReached(words % {"limit": filesizeformat(found.limit)}, limit=found.limit, needed=size)


def claim(owner: User, *, size: int) -> None:
    """The same, for the transaction that writes the file's row: it ends before another one of this person looks.

    The user's row is locked, but not its key: orders and rows that point at it go on meanwhile.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    check(owner, size=size)
