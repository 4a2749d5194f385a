"""Soul IDs begun, named and described. Photos, consent, training and the end of one have modules of their own."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, KeyReused
from soulids import handles
from soulids.models import SoulID
from soulids.selectors.souls import not_found
from studio.models import User
from studio.services import credits

MOST = 200
"""Soul IDs of one person: beyond it galleries stop being galleries."""
LONGEST_NAME, LONGEST_DESCRIPTION = 80, 200


@transaction.atomic
def create(owner: User, *, name: str, key: UUID, handle: str = "", description: str = "") -> SoulID:
    """A draft without photos. Without a `handle` it gets one of its name.

    The same key gives the same Soul ID; with another ask it raises KeyReused. Raises BadInput for no name, for a handle
    that cannot be one and beyond MOST, Conflict for a handle that another one has.
    """
    digest = digest_of(name=name, handle=handle, description=description)
    credits.lock_account(owner)  # two tabs take turns: neither the key nor the handle nor the last place goes twice
    if earlier := repeated(owner, key=key, digest=digest):
        return earlier
    rows = SoulID.objects.visible_to(owner)
    if rows.count() >= MOST:
        raise BadInput(_("You have %(most)s Soul IDs, which is as many as there can be.") % {"most": MOST}, limit=MOST)
    name = named(name)
    free = free_handle(owner, handle) if handle else handles.made_of(name, taken=taken(owner))
    return SoulID.objects.create(
        owner=owner, key=key, ask_digest=digest, name=name, handle=free, description=described(description)
    )


def digest_of(**asked: object) -> str:
    """SHA-256 of everything asked: tells a repeated request from another one under the same key."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def repeated(owner: User, *, key: UUID, digest: str) -> SoulID | None:
    """The Soul ID that this key has made already. Raises KeyReused if something else was asked."""
    earlier = SoulID.objects.filter(owner=owner, key=key).first()
    if earlier and earlier.ask_digest != digest:
        raise KeyReused(_("This key was used for another Soul ID."))
    return earlier


@transaction.atomic
def change(
    owner: User, *, pk: UUID, name: str | None = None, handle: str | None = None, description: str | None = None
) -> SoulID:
    """Another name, handle or description; what is None stays. Another name keeps the handle: prompts call it by that.

    Raises NotFound, BadInput for no name and for what cannot be a handle, Conflict for one that another Soul ID has.
    """
    credits.lock_account(owner)
    soul = held(owner, pk)
    if name is not None:
        soul.name = named(name)
    if handle is not None:
        soul.handle = free_handle(owner, handle, but=soul)
    if description is not None:
        soul.description = described(description)
    soul.save(update_fields=["name", "handle", "description", "updated_at"])
    return soul


def held(owner: User, pk: UUID) -> SoulID:
    """The row, ours until the transaction ends. The account is locked before it, never after. Raises NotFound."""
    soul = SoulID.objects.visible_to(owner).select_for_update(no_key=True).filter(pk=pk).first()
    if soul is None:
        raise not_found()
    return soul


def free_handle(owner: User, text: str, *, but: SoulID | None = None) -> str:
    """Raises BadInput, and Conflict that names who has it."""
    handle = handles.checked(text)
    other = SoulID.objects.visible_to(owner).filter(handle=handle).first()
    if other is not None and other != but:
        words = _("“@%(handle)s” is taken: your Soul ID “%(name)s” is called so.")
        raise Conflict(words % {"handle": handle, "name": other.name}, handle=handle, soul=str(other.pk))
    return handle


def taken(owner: User) -> set[str]:
    return set(SoulID.objects.visible_to(owner).values_list("handle", flat=True))


def named(name: str) -> str:
    """Raises BadInput for nothing."""
    found = " ".join(name.split())[:LONGEST_NAME]
    if not found:
        raise BadInput(_("Give it a name."))
    return found


def described(text: str) -> str:
    return text.strip()[:LONGEST_DESCRIPTION]
