from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Allowance(models.Model):
    """How much one person may keep, where that differs from QUOTA_MB."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="allowance"
    )
    limit_mb = models.PositiveBigIntegerField(_("limit, MB"), help_text=_("0: no limit."))
    note = models.CharField(_("note"), max_length=200, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("storage allowance"), _("storage allowances")

    def __str__(self) -> str:
        return str(self.owner)


class StoreReport(models.Model):
    """What one look through the whole store found and did."""

    began_at = models.DateTimeField(_("began"), db_index=True)
    ended_at = models.DateTimeField(_("ended"), auto_now_add=True)
    files = models.PositiveBigIntegerField(_("files"))
    bytes = models.PositiveBigIntegerField(_("bytes"))
    purged = models.PositiveIntegerField(_("emptied from the bin"))
    dropped = models.PositiveIntegerField(_("files without a row, removed"))
    dropped_bytes = models.PositiveBigIntegerField(_("bytes of these"))
    unfinished = models.PositiveIntegerField(_("half-written files, removed"))
    young = models.PositiveIntegerField(_("files without a row, too young to remove"))
    missing = models.PositiveIntegerField(_("missing files"))
    missing_names = models.JSONField(_("names of missing files"), default=list, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("report on the store"), _("reports on the store")
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"
