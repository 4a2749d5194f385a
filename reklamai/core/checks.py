"""Django's system checks for the set-up: what would only show at work stops the start instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error

from reklamai.core.queues import too_short_retries


def check_queue_retries(*_apps: Sequence[AppConfig] | None, **_kwargs: Any) -> list[Error]:
    """A task must not be handed out a second time while it still runs or waits in the process."""
    return [
        Error(f"Q_CLUSTER would run tasks twice at once: {problem}.", id="core.E001")
        for problem in too_short_retries(settings.Q_CLUSTER)
    ]


def check_no_pool(*_apps: Sequence[AppConfig] | None, **_kwargs: Any) -> list[Error]:
    """qcluster forks, and forks would share a pool's sockets: answers would reach the wrong asker."""
    return [
        Error(f"DATABASES[{name!r}] has a connection pool, which breaks the workers: remove it.", id="core.E002")
        for name, database in settings.DATABASES.items()
        if database.get("OPTIONS", {}).get("pool")
    ]
