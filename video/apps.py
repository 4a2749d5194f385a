from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class VideoConfig(AppConfig):
    name = "video"
    verbose_name = _("Cinema")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from video.loading import load

        # A migration would write the words once; a flushed or restored database would then have none.
        post_migrate.connect(load, sender=self, dispatch_uid="video.loading")
