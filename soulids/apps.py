from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SoulIDsConfig(AppConfig):
    name = "soulids"
    verbose_name = _("Soul IDs")
    default_auto_field = "django.db.models.BigAutoField"
