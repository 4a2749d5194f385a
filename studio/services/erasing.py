"""What of a person goes, and what stays because money moved: rows without words, files, names or faces."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from studio.belongings import belongings
from studio.models import (
    Allowance,
    ApiKey,
    Asset,
    BulkOrder,
    ComposerDraft,
    DataExport,
    Generation,
    GenerationReference,
    Project,
    TokenFamily,
    User,
    WebhookEndpoint,
)
from studio.services import bin

GONE = (ComposerDraft, Project, ApiKey, TokenFamily, BulkOrder, Allowance, WebhookEndpoint)
"""Rows that name their owner and go with them."""
WORDLESS: dict[str, Any] = {
    "prompt": "", "negative_prompt": "", "audio_prompt": "", "parameters": {}, "sent": {}, "notes": {}, "scores": {},
    "error_message": "", "aspect_ratio": "", "seed": None, "provider_ref": "", "camera": {}, "master": {}, "plan": {},
}  # fmt: skip


def erase(user: User) -> None:
    """Erase what belongs to this person; the row itself stays, without a name. May be repeated."""
    for room in belongings():
        room.erase(user)  # first: their rows protect files
    erase_files(user)
    erase_work(user)
    for model in GONE:
        model._default_manager.filter(owner=user).delete()
    erase_ways_in(user)
    forget_person(user)


def erase_files(user: User) -> None:
    """Uploads, results, copies for orders, archives: rows first, then the files that nobody else's row names."""
    references = GenerationReference.objects.filter(generation__owner=user)
    exports = DataExport.objects.filter(owner=user)
    names = set(references.exclude(file="").values_list("file", flat=True))
    names |= set(exports.exclude(file="").values_list("file", flat=True))
    for pair in Asset.objects.filter(owner=user).values_list("file", "thumbnail"):
        names |= set(pair)
    with transaction.atomic():
        references.delete()
        exports.delete()
        Asset.objects.filter(owner=user).delete()
    bin.forget_unused(names - {""})


def erase_work(user: User) -> None:
    """Orders that cost nothing go; the ledger points at the others, which keep what the money needs."""
    now = timezone.now()
    Generation.objects.filter(owner=user, entries=None).delete()
    Generation.objects.filter(owner=user, deleted_at=None).update(deleted_at=now)
    Generation.objects.filter(owner=user).update(**WORDLESS)


def erase_ways_in(user: User) -> None:
    for model in (EmailAddress, UserSession, OutstandingToken):
        model._default_manager.filter(user=user).delete()
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        model._default_manager.filter(username__iexact=user.email).delete()


def forget_person(user: User) -> None:
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.name = f"erased-{user.pk}@erased.invalid", ""
    user.set_unusable_password()
    user.last_login = None
    user.erased_at = user.erased_at or timezone.now()
    user.save()
