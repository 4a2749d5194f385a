from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ComposerDraft(models.Model):
    """What a user has typed into a composer and not ordered yet; one per composer."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="composer_drafts")
    composer = models.CharField(max_length=20)
    """ "image" or "video"."""
    content = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("composer draft"), _("composer drafts")
        constraints = [models.UniqueConstraint(fields=["owner", "composer"], name="one_draft_per_composer")]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.composer}"
