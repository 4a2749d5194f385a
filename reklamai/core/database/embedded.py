"""The one embedded server of these settings."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from reklamai.core.embedded import EmbeddedPostgres, place_for


@cache
def server() -> EmbeddedPostgres:
    """The server under `settings.HOME`. Naming it starts nothing; `use()` does."""
    return EmbeddedPostgres(
        place_for(settings.HOME), database=settings.EMBEDDED_DATABASE, options=settings.EMBEDDED_OPTIONS
    )
