"""The bottom floor as a Django app: commands and checks."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Set-up, supervision, health."""

    name = "reklamai.core"
    label = "core"
