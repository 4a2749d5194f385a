"""A connection that is not Django's, for what runs before or beside Django."""

from __future__ import annotations

import psycopg
from django.conf import settings

from reklamai.core.database.embedded import server
from reklamai.core.dsn import dsn

EMBEDDED = "reklamai.core.database"


def is_embedded() -> bool:
    """Whether these settings use the server that we run ourselves."""
    return str(settings.DATABASES["default"]["ENGINE"]) == EMBEDDED


def connect() -> psycopg.Connection:
    """A connection of its own to the default database, each statement its own transaction. Close it: use `with`.

    The embedded server is started first if it does not run. Raises psycopg.OperationalError, CannotStart.
    """
    if is_embedded():
        server().use()
    return psycopg.connect(dsn(), autocommit=True)
