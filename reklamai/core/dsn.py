"""Django's database settings in libpq's words, for connections that are not Django's."""

from __future__ import annotations

from django.conf import settings
from psycopg.conninfo import make_conninfo


def dsn(using: str = "default", who: str = "reklamai") -> str:
    """The words for a database of DATABASES (while tests run: the test database). `who` shows in pg_stat_activity."""
    given = settings.DATABASES[using]
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {name: value for name, value in given.get("OPTIONS", {}).items() if name.startswith("ssl")}
    return make_conninfo(
        **{word: given[name] for word, name in parts.items() if given.get(name)},
        **options,
        application_name=who,
        connect_timeout=10,
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
    )
