from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PlateStatus(models.TextChoices):
    READING = "reading", _("Reading")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Plate(models.Model):
    """A user's picture made ready for the live view: small, opened by us, with the depth of every pixel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plates")
    asset = models.OneToOneField("studio.Asset", on_delete=models.CASCADE, related_name="plate")
    """The picture. It goes with it."""
    order = models.ForeignKey("studio.Generation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The free order that reads it."""
    status = models.CharField(_("status"), max_length=8, choices=PlateStatus.choices, default=PlateStatus.READING)
    picture = models.FileField(_("picture"), max_length=300, blank=True)
    """PNG, at most 1280 px, upright RGB, made by us."""
    depth = models.FileField(_("depth"), max_length=300, blank=True)
    """16-bit PNG of the same size: 1 / depth, 65535 at 0.25 m, 0 infinitely far."""
    facts = models.JSONField(default=dict, blank=True)
    """{"subject_m", "face": box or null}."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("plate"), _("plates")

    def __str__(self) -> str:
        return f"plate {self.id}"
