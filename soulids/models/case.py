from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from studio.models import User

OPEN_FOR = timedelta(hours=24)


class SoulCaseQuerySet(models.QuerySet["SoulCase"]):
    def open_for(self, user: User) -> SoulCaseQuerySet:
        """Those that open a face to this member of staff now."""
        return self.filter(staff=user, opened_at__gt=timezone.now() - OPEN_FOR)


class SoulCase(models.Model):
    """Why a member of staff looked at the face of somebody's Soul ID. It opens that face to them for a day.

    It outlives the Soul ID: who looked, when and why is still to be read when the face is gone.
    """

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    soul = models.ForeignKey("soulids.SoulID", null=True, on_delete=models.SET_NULL, related_name="cases")
    reason = models.CharField(_("reason"), max_length=200)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)

    objects = SoulCaseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("case on a Soul ID"), _("cases on Soul IDs")
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["staff", "soul", "-opened_at"], name="soulcase_of_staff")]

    def __str__(self) -> str:
        return self.reason
