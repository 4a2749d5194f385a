from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CatalogueModel(models.Model):
    """One model that can be ordered from: the entry as data, and what staff decide about it."""

    id = models.CharField(primary_key=True, max_length=120)
    provider = models.CharField(_("provider"), max_length=20)
    entry = models.JSONField(_("entry"))
    """What `studio.catalogue.entry.parse` reads; written by `load_catalogue`, never by hand."""
    enabled = models.BooleanField(_("on"), default=False)
    margin_percent = models.PositiveIntegerField(_("margin, %"), default=0)
    position = models.PositiveIntegerField(_("order"), default=1000)
    notes = models.TextField(_("notes"), blank=True)
    median_seconds = models.FloatField(_("median time, s"), null=True, blank=True)
    """Measured over its last finished orders; empty until there are some."""
    success = models.FloatField(_("share of successes"), null=True, blank=True)
    """0..1, measured over its last orders; empty until there are enough."""
    live = models.JSONField(_("at the vendor"), default=dict, blank=True)
    """What the last refresh read there: "price" (free text), "credits" (a price read for certain), "gone"."""
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("model"), _("catalogue")
        permissions = [("price_cataloguemodel", "Can set the margin of models")]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.id
