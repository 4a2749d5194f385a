"""Make a folder of PostgreSQL with all tables in it, for test runs to copy: migrating takes each of them six seconds.

    python .ci/tables.py FOLDER

The folder has the studio's database and the one of pytest, both migrated and without rows of ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "reklamai.settings.test"
STOPPED_WITHIN_S = 20


def main(folder: Path) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from reklamai.core.database.embedded import server

    django.setup()
    try:
        call_command("migrate", verbosity=0)
        name = connection.settings_dict["NAME"]
        with connection._nodb_cursor() as cursor:
            connection.close()
            cursor.execute(f'CREATE DATABASE "test_{name}" TEMPLATE "{name}"')
        server().leave()
        taken(server().place.data, folder)
    finally:
        server().leave()
        for left in (settings.HOME, server().place.root, server().place.sockets):
            shutil.rmtree(left, ignore_errors=True)


def taken(data: Path, folder: Path) -> None:
    """Copy a server's folder once it has stopped, with its owners: root's PostgreSQL runs as another account."""
    deadline = time.monotonic() + STOPPED_WITHIN_S
    while (data / "postmaster.pid").exists():
        if time.monotonic() > deadline:
            raise SystemExit("PostgreSQL did not stop in time.")
        time.sleep(0.05)
    subprocess.run([shutil.which("cp") or "cp", "-a", str(data), str(folder)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
