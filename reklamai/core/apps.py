"""The bottom floor as a Django app: commands and checks, and what is told to the outside about bugs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from reklamai.core import redact, sentry
from reklamai.core.checks import check_no_pool, check_queue_retries
from reklamai.core.secret import Secret
from reklamai.core.versions import own_version


class CoreConfig(AppConfig):
    """Set-up, supervision, health."""

    name = "reklamai.core"
    label = "core"

    def ready(self) -> None:
        """Hang the checks in; from here on no log shows a key of ours."""
        checks.register(check_queue_retries)
        checks.register(check_no_pool)
        redact.hide(secrets_of(settings.ENV))
        redact.hide(
            [settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD, urlsplit(settings.REDIS_URL or "").password or ""]
        )
        redact.hide(each.get("PASSWORD") or "" for each in settings.DATABASES.values())
        if settings.SENTRY_DSN:
            sentry.start(settings.SENTRY_DSN.reveal(), release=own_version())


def secrets_of(environment: Any) -> Iterator[str]:
    """Every key that the environment holds."""
    for each in fields(environment):
        value = getattr(environment, each.name)
        for secret in value if isinstance(value, list) else [value]:
            if isinstance(secret, Secret):
                yield secret.reveal()
