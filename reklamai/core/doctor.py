"""What `manage.py doctor` looks at: each thing the set-up needs, whether it is there, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from reklamai.core.database.plain import connect
from reklamai.core.errors import StoreTrouble
from reklamai.core.queues import too_short_retries
from reklamai.core.starting import CannotStart
from reklamai.core.stores import store
from reklamai.core.supervisor import ground, steps

STORE_CURES = {
    "no_bucket": "make the bucket, or put its name into S3_BUCKET",
    "refused": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the rights of the folder",
    "away": "S3_ENDPOINT_URL, S3_REGION, and the way there",
    "full": "free space on the disk",
    "clock": "set this machine's clock",
}
LOCK = steps.ROOT / "requirements.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    what: str
    well: bool
    words: str
    """What was found, or what is wrong and how to mend it."""


def examine() -> Iterator[Finding]:
    """Look at everything, one finding each. Starts the embedded database for the look, if it does not run."""
    checks: dict[str, Callable[[], str]] = {
        "Python": ground.check_python,
        "packages": check_packages,
        "data folder": lambda: ground.check_home(settings.HOME),
        "disk": lambda: ground.check_disk(settings.HOME),
        "shared memory": ground.check_shared_memory,
        "port": lambda: check_port(settings.PORT),
        "database": check_database,
        "files": check_files,
        "set-up steps": check_steps,
        "ffmpeg": check_ffmpeg,
        "queues": check_queues,
        "rooms": check_rooms,
    }
    for what, check in checks.items():
        try:
            yield Finding(what, well=True, words=check())
        except CannotStart as trouble:
            yield Finding(what, well=False, words=trouble.message)


def check_packages(lock: Path = LOCK) -> str:
    """That every package of the lock is installed in its version. Raises CannotStart."""
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)$", lock.read_text(), re.MULTILINE)
    wrong = [f"{name} {version}" for name, version in pins if _installed(name) != version]
    if wrong:
        raise CannotStart(f"missing or of another version: {', '.join(wrong)}. Mend: rm -r .venv && make setup")
    if importlib.util.find_spec("cv2") and _installed("opencv-contrib-python"):
        raise CannotStart("two OpenCVs lie in one folder. Mend: rm -r .venv && make setup")
    return f"{len(pins)} as pinned"


def check_port(port: int) -> str:
    """That `port` is free, or ours already. Raises CannotStart."""
    try:
        ground.listen(port, ["localhost"]).close()
    except CannotStart as taken:
        raise CannotStart(f"{taken.message} (If that is a running `make run`, all is well.)") from taken
    return f"{port} is free"


def check_database() -> str:
    """That the database answers and has pgvector. Raises CannotStart."""
    try:
        with connect() as connection:
            row = connection.execute(
                "SELECT current_setting('server_version'),"
                " (SELECT default_version FROM pg_available_extensions WHERE name = 'vector')"
            ).fetchone()
    except psycopg.OperationalError as error:
        raise CannotStart(f"it does not answer: {error}. Mend: start it, or unset DATABASE_URL.") from error
    version, vector = row or ("", None)
    if vector is None:
        raise CannotStart(f"PostgreSQL {version} has no pgvector. Mend: install the package postgresql-…-pgvector.")
    return f"PostgreSQL {version}, pgvector {vector}"


def check_files() -> str:
    """That the store can be written to and read, by doing it. Raises CannotStart."""
    try:
        return store().check(write=True)
    except StoreTrouble as trouble:
        why = STORE_CURES.get(str(trouble.facts.get("reason")), "see docs/storage.md")
        raise CannotStart(f"the store of files turned a test down ({trouble.facts}). Mend: {why}") from trouble


def check_steps() -> str:
    """That nothing of the set-up is due. Raises CannotStart."""
    due = steps.pending()
    if due:
        raise CannotStart(f"due: {', '.join(due)}. Mend: python manage.py prepare (make run does it too)")
    return "all done"


def check_ffmpeg() -> str:
    """That the packaged ffmpeg runs. Raises CannotStart."""
    import imageio_ffmpeg

    try:
        done = subprocess.run(
            [imageio_ffmpeg.get_ffmpeg_exe(), "-version"], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise CannotStart(f"it does not run: {error}. Mend: rm -r .venv && make setup") from error
    return " ".join(done.stdout.split()[:3])


def check_queues() -> str:
    """That no task can run twice at once. Raises CannotStart."""
    wrong = too_short_retries(settings.Q_CLUSTER)
    if wrong:
        raise CannotStart("; ".join(wrong))
    return "ok"


def check_rooms() -> str:
    """That rooms could do what was due: erase at vendors what people have deleted here. Raises CannotStart."""
    try:
        late = {each.name: each.late() for each in (import_string(path)() for path in settings.ROOM_UPKEEPS)}
    except DatabaseError as error:
        raise CannotStart("the database does not tell. Mend that first") from error
    if any(late.values()):
        named = ", ".join(f"{name} {count}" for name, count in late.items() if count)
        raise CannotStart(f"tried and not done: {named}. Mend: the vendor's key; the admin shows each with its trouble")
    return "nothing is late"


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
