from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class VendorWindow(models.Model):
    """When the last requests under one of a vendor's limits were sent, by the database's clock."""

    name = models.CharField(primary_key=True, max_length=60)
    sent_at = ArrayField(models.FloatField(), default=list)
    """Seconds since 1970, the oldest first; only those within the limit's window are kept."""

    def __str__(self) -> str:
        return self.name


class VendorFile(models.Model):
    """A file of ours that a vendor has, found again by its content."""

    provider = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    url = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "sha256"], name="vendorfile_one_address")]

    def __str__(self) -> str:
        return f"{self.provider} {self.sha256[:12]}"


class VendorBalance(models.Model):
    """What is left on our account with a vendor, as it last said."""

    provider = models.CharField(primary_key=True, max_length=20)
    credits = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    """The vendor's own; None until it has answered once."""
    answered_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)
    """The code of why it did not answer when it was last asked; "" if it did."""

    def __str__(self) -> str:
        return f"{self.provider} {self.credits}"
