"""What the staff's health page looks at on this machine. Each look answers in words and never raises."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from reklamai.core.errors import StoreTrouble
from reklamai.core.stores import store
from reklamai.core.supervisor import ground

ENCODERS = ("libx264", "libx265", "libvpx-vp9", "prores_ks", "aac", "libopus", "libmp3lame")
"""What our clips and sounds are written with."""
NOWHERE = "health-page-looks-for-this"
"""A name that no file has: asking for it proves that the store answers."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at."""

    what: str
    well: bool
    words: str


def looks() -> list[Look]:
    """All of them, in the order in which trouble spreads."""
    seen: dict[str, Callable[[], tuple[bool, str]]] = {
        "database": database,
        "migrations": migrations,
        "storage": storage,
        "disk": disk,
        "FFmpeg": encoders,
        "mail": mail,
    }
    return [Look(what, *look()) for what, look in seen.items()]


def database() -> tuple[bool, str]:
    """Version, size, connections, and how long a question takes."""
    began = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())),"
                " (SELECT count(*) FROM pg_stat_activity), current_setting('max_connections')"
            )
            version, size, used, most = cursor.fetchone()
    except DatabaseError as error:
        return False, str(error)
    took = (time.perf_counter() - began) * 1000
    crowded = int(used) > 0.9 * int(most)
    return not crowded, f"PostgreSQL {version}, {size}, {used}/{most} connections, {took:.0f} ms"


def migrations() -> tuple[bool, str]:
    """Whether the tables are those that this code expects."""
    executor = MigrationExecutor(connection)
    due = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{step.app_label}.{step.name}" for step, _back in due)
    return not due, f"{names}: manage.py migrate" if due else str(len(executor.loader.applied_migrations))


def storage() -> tuple[bool, str]:
    """Whether the store of files answers."""
    began = time.perf_counter()
    try:
        store().stat(NOWHERE)
    except StoreTrouble as error:
        return False, error.message
    return True, f"{type(store()).__name__}, {(time.perf_counter() - began) * 1000:.0f} ms"


def disk() -> tuple[bool, str]:
    """Room on the disk of the data folder."""
    usage = shutil.disk_usage(settings.HOME if settings.HOME.exists() else settings.HOME.parent)
    words = f"{usage.free / 2**30:.1f} GB / {usage.total / 2**30:.1f} GB"
    return usage.free > ground.LEAST_FREE_BYTES, words


def encoders() -> tuple[bool, str]:
    """FFmpeg's version, and the encoders that it lacks."""
    version, known = ffmpeg()
    lacking = [name for name in ENCODERS if name not in known]
    return bool(known) and not lacking, f"{version}; – {', '.join(lacking)}" if lacking else version


@cache
def ffmpeg() -> tuple[str, frozenset[str]]:
    """(version, names of encoders) of the packaged program; it does not change while we run."""
    import imageio_ffmpeg

    def said(option: str) -> str:
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", option]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout

    try:
        version, listed = said("-version"), said("-encoders")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        return str(error), frozenset()
    names = (line.split()[1] for line in listed.splitlines() if len(line.split()) > 1)
    return " ".join(version.split()[:3]), frozenset(names)


def mail() -> tuple[bool, str]:
    """Whether letters leave this machine."""
    if settings.MAIL_IS_SET_UP:
        return True, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return False, "EMAIL_URL is not set: letters are printed with the server's log"
