from __future__ import annotations

from django.db import models


class RateWindow(models.Model):
    """How much of an allowance was used in the window that is open now; the next window takes the row over."""

    key = models.CharField(max_length=120, primary_key=True)
    window = models.BigIntegerField()
    """Whole windows since 1970."""
    used = models.PositiveIntegerField()
    seen_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.used}"
