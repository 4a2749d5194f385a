"""Make what every first start of the studio makes, once for all test runs: they copy it.

    python .ci/tables.py FOLDER

FOLDER/data     PostgreSQL's: pytest's database, migrated and without rows of ours; the studio's, with its first rows
FOLDER/setup    the marks that say so, so that a start skips what is done: it would take 9 s of a core each time
FOLDER/static   the collected static files
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
ROOT = Path(__file__).resolve().parents[1]
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
        prepare(settings.HOME)
        server().leave()
        taken(server().place.data, folder / "data")
        for part in ("setup", "static"):
            shutil.copytree(settings.HOME / part, folder / part)
    finally:
        server().leave()
        for left in (settings.HOME, server().place.root, server().place.sockets):
            shutil.rmtree(left, ignore_errors=True)


def prepare(home: Path) -> None:
    """All steps of a first start in this home, as `manage.py dev` does them."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "reklamai.settings.dev",
        "REKLAMAI_HOME": str(home),
        "DEMO": "1",
    }
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)


def taken(data: Path, folder: Path) -> None:
    """Copy a server's folder once it has stopped, with its owners: root's PostgreSQL runs as another account."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + STOPPED_WITHIN_S
    while (data / "postmaster.pid").exists():
        if time.monotonic() > deadline:
            raise SystemExit("PostgreSQL did not stop in time.")
        time.sleep(0.05)
    subprocess.run([shutil.which("cp") or "cp", "-a", str(data), str(folder)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
