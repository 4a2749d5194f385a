"""What every order's form posts: its key, and the price that was told."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.views import PageRequest

LONGEST_PRICE = 10
"""Digits of a price that is read."""


def key_in(request: PageRequest) -> UUID:
    key = id_in(request.POST.get("key", ""))
    if key is None:
        raise BadInput(_("The order came without its key. Load the page again."))
    return key


def price_in(request: PageRequest) -> int | None:
    """The most that may be held for it; None where the form told no price."""
    quoted = request.POST.get("quoted", "")
    return int(quoted) if quoted.isdecimal() and len(quoted) < LONGEST_PRICE else None


def id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
