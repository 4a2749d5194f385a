"""API keys: made, shown once, checked, revoked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, NotFound
from studio.models import ApiKey, Scope, User

MARK = "rk_"
PREFIX_LENGTH, SECRET_LENGTH = 8, 40
LOOK = re.compile(rf"{MARK}[0-9A-Za-z]{{{PREFIX_LENGTH + SECRET_LENGTH}}}")
USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Made:
    """A fresh key. `text` is the key itself: nobody can read it again."""

    row: ApiKey
    text: str

    def __repr__(self) -> str:
        return f"Made({self.row.prefix}…)"


@transaction.atomic
def make(owner: User, *, name: str, scopes: Collection[str], expires_at: datetime | None = None) -> Made:
    """A key that may what `scopes` name. Raises BadInput, and Conflict where the person has too many."""
    wanted = [scope for scope in Scope.values if scope in scopes]
    if not wanted or len(wanted) != len(set(scopes)):
        raise BadInput(_("Choose what the key may do."))
    if expires_at is not None and expires_at <= timezone.now():
        raise BadInput(_("The end of a key lies in the future."))
    User.objects.select_for_update().get(pk=owner.pk)  # two tabs at the limit take turns
    if ApiKey.objects.of(owner).count() >= settings.MOST_API_KEYS:
        raise Conflict(
            _("You have %(most)s keys, as many as there can be: revoke one.") % {"most": settings.MOST_API_KEYS}
        )
    prefix = MARK + get_random_string(PREFIX_LENGTH)
    text = prefix + get_random_string(SECRET_LENGTH)
    row = ApiKey.objects.create(
        owner=owner, name=name.strip(), prefix=prefix, digest=digest_of(text), scopes=wanted, expires_at=expires_at
    )
    return Made(row=row, text=text)


def find(text: str) -> ApiKey | None:
    """The living key with this text, with its owner; None for any other. Its use is noted once a minute."""
    if not LOOK.fullmatch(text):
        return None
    prefix = text[: len(MARK) + PREFIX_LENGTH]
    key = ApiKey.objects.alive().select_related("owner").filter(prefix=prefix).first()
    if key is None or not constant_time_compare(key.digest, digest_of(text)):
        return None
    note_use(key)
    return key


def note_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at <= now - USED_EVERY:
        due = Q(last_used_at=None) | Q(last_used_at__lte=now - USED_EVERY)
        ApiKey.objects.filter(due, pk=key.pk).update(last_used_at=now)


def revoke(owner: User, *, pk: UUID) -> ApiKey:
    """It opens nothing from now on. Raises NotFound for one that is revoked already, or somebody else's."""
    if not ApiKey.objects.of(owner).filter(pk=pk).update(revoked_at=timezone.now()):
        raise NotFound(_("There is no such key."))
    return ApiKey.objects.get(pk=pk)


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
