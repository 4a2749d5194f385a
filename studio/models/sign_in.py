from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models.user import User


class TokenFamilyQuerySet(models.QuerySet["TokenFamily"]):
    def alive(self, user: User) -> TokenFamilyQuerySet:
        return self.filter(owner=user, revoked_at=None, expires_at__gt=timezone.now())


class TokenFamily(models.Model):
    """One sign-in through the API: all tokens that came of it carry its id, and end with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="token_families")
    ip = models.GenericIPAddressField(_("address"), null=True)
    user_agent = models.CharField(_("program"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("signed in"), auto_now_add=True)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    """When its newest refresh token does."""
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = TokenFamilyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("API sign-in"), _("API sign-ins")
        ordering = ["-last_seen_at", "id"]
        indexes = [
            models.Index(fields=["owner", "-last_seen_at"], name="token_family_owner_newest"),
            models.Index(fields=["expires_at"], name="token_family_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.user_agent} {self.created_at:%Y-%m-%d}"
