"""The bottom floor as a Django app: commands and checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks

from reklamai.core.checks import check_no_pool, check_queue_retries


class CoreConfig(AppConfig):
    """Set-up, supervision, health."""

    name = "reklamai.core"
    label = "core"

    def ready(self) -> None:
        """Hang the checks in."""
        checks.register(check_queue_retries)
        checks.register(check_no_pool)
