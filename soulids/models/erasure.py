from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RemoteErasure(models.Model):
    """Something of a face that a vendor still has and must not have any more. Names no person and no Soul ID."""

    provider = models.CharField(_("provider"), max_length=20)
    what = models.CharField(max_length=20)
    """What the vendor calls it: "file", "version", "model", "training"."""
    ref = models.CharField(max_length=300)
    """The vendor's own name of it."""
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=40, blank=True)
    done_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("erasure at a vendor"), _("erasures at vendors")
        ordering = ["pk"]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(done_at=None), name="erasure_due")]
        constraints = [models.UniqueConstraint(fields=["provider", "what", "ref"], name="one_erasure_per_thing")]

    def __str__(self) -> str:
        return f"{self.provider} {self.what}"
