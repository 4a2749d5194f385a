"""The backend's entry point; Django looks for a class of this name in this module."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base

from reklamai.core.database.embedded import server
from reklamai.core.starting import CannotStart


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it. `manage.py migrate` works alone or beside a running studio, with one server."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection to the embedded server, started first if nobody runs it (or again, if it was killed).

        Raises OperationalError where it cannot be started: whoever can wait for a database waits for this one too.
        """
        try:
            server().use()
        except CannotStart as trouble:
            raise OperationalError(trouble.message) from trouble
        return super().get_new_connection(conn_params)
