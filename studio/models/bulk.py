from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class BulkOrder(models.Model):
    """What became of many asks that were ordered under one key: told again when the key comes again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_orders")
    key = models.UUIDField(editable=False)
    digest = models.CharField(max_length=64)
    """SHA-256 of all asks: the same key with others is refused."""
    outcomes = models.JSONField(default=list)
    """For each ask, in order: {"generations": [ids]} or {"error": {code, message, facts}}."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_bulk_order_per_key")]

    def __str__(self) -> str:
        return str(self.key)
