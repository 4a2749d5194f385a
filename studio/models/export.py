from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models.user import User


class ExportStatus(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Being packed")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


UNDER_WAY = (ExportStatus.QUEUED, ExportStatus.RUNNING)


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def visible_to(self, user: User) -> DataExportQuerySet:
        """This user's that are under way, failed, or can still be downloaded."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), owner=user)


class DataExport(models.Model):
    """An archive of all that a person has here, packed in the worker, kept for some days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    status = models.CharField(_("status"), max_length=8, choices=ExportStatus.choices, default=ExportStatus.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    touched_at = models.DateTimeField(default=timezone.now)
    """When its work was queued, begun or last heard of."""
    file = models.FileField(_("file"), max_length=300, blank=True)
    size_bytes = models.BigIntegerField(_("bytes"), default=0)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("data export"), _("data exports")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(status__in=UNDER_WAY), name="one_export_of_a_person_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.status}"

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def stored_name(self) -> str:
        """Name of the file in our storage."""
        return self.file.name or ""
