from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffCase(models.Model):
    """Why a member of staff looked into somebody's order. It opens the order's words and pictures to them for a day."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    generation = models.ForeignKey("studio.Generation", on_delete=models.CASCADE, related_name="cases")
    reason = models.CharField(_("reason"), max_length=200)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("case"), _("cases")
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["staff", "generation", "-opened_at"], name="case_of_staff")]

    def __str__(self) -> str:
        return self.reason
