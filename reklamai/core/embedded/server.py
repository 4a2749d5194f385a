"""The embedded server as its users see it: use it, leave it."""

from __future__ import annotations

import fcntl
import os
import pwd
import select
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from reklamai.core.embedded import binaries, postmaster
from reklamai.core.embedded.place import Place
from reklamai.core.starting import CannotStart

KEEPER = Path(__file__).with_name("keeper.py")
LOOK_EVERY_SECONDS = 0.02
# A start after a crash replays the log first; a healthy one takes 0.1 s.
READY_SECONDS = 120
# How long the children of a killed server may take to notice (PostgreSQL polls; seen: under 1 s).
LEFTOVERS_SECONDS = 10
# How long to wait for somebody else's start: a first one makes the data folder; later a page has somebody waiting.
FIRST_START_SECONDS, NEXT_START_SECONDS = 120.0, 3.0
BEING_STARTED = "PostgreSQL is being started by another process; it does not answer yet."


class EmbeddedPostgres:
    """One PostgreSQL server on the folders of a `Place`, shared by all processes that use it."""

    def __init__(self, place: Place, *, database: str, options: Mapping[str, str]) -> None:
        self.place = place
        self.database = database
        self._options = {"listen_addresses": "", "unix_socket_permissions": "0700", **options}
        self._guard = threading.Lock()
        self._use: IO[str] | None = None
        self._patience = FIRST_START_SECONDS

    def use(self) -> None:
        """Have the server running, with its database, until `leave` or the end of this process. Repeating is cheap.

        Raises CannotStart with the last words of PostgreSQL, or when another's start takes too long.
        """
        if not self._guard.acquire(timeout=self._patience):
            raise CannotStart(BEING_STARTED)
        try:
            if self._use is None:
                self.place.root.mkdir(parents=True, exist_ok=True)
                self._use = _locked(self.place.root / "users.lock", fcntl.LOCK_SH)
            if not self.answers():
                with self._turn_to_start():
                    if not self.answers():
                        self._start()
            self._patience = NEXT_START_SECONDS
        finally:
            self._guard.release()

    def _turn_to_start(self) -> IO[str]:
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            with suppress(BlockingIOError):
                return _locked(self.place.root / "start.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
            time.sleep(LOOK_EVERY_SECONDS)
        raise CannotStart(BEING_STARTED)

    def leave(self, *, seconds: float = 20) -> bool:
        """Use it no longer. Waits up to `seconds` for the stop; False if it goes on because others use it."""
        with self._guard:
            if self._use is None:
                return not self.answers()
            self._use.close()
            self._use = None
            return self._has_stopped(time.monotonic() + seconds)

    def answers(self) -> bool:
        """Whether the server runs and accepts connections."""
        return postmaster.answers(self.place.data, self.place.sockets)

    def dsn(self, database: str | None = None) -> str:
        """The libpq words for a connection to `database`, or to the project's own."""
        return f"host={self.place.sockets} user=postgres dbname={database or self.database}"

    def _start(self) -> None:
        self._make_data()
        self.place.give(self.place.sockets)
        deadline = time.monotonic() + LEFTOVERS_SECONDS
        while not self._launch():
            words = self._last_words()
            if "pre-existing shared memory" not in words or time.monotonic() > deadline:
                raise CannotStart(f"PostgreSQL does not start ({self.place.log}): {words}")
            time.sleep(0.2)
        self._make_database()

    def _make_data(self) -> None:
        if (self.place.data / "PG_VERSION").exists():
            return
        _check_named()
        fresh = self.place.root / "data.new"
        with ExitStack() as undo:
            undo.callback(_remove, fresh)
            _remove(fresh)
            self.place.give(fresh)
            # The builtin locale makes lower() and ILIKE of Cyrillic independent of LANG.
            binaries.run(
                self.place, "initdb", "-D", fresh, "-U", "postgres", "--auth-local=trust", "--auth-host=reject",
                "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
                *(["--no-sync"] if self._options.get("fsync") == "off" else []),
            )  # fmt: skip
            fresh.rename(self.place.data)

    def _launch(self) -> bool:
        """Start a keeper and wait until the server answers; False if it ended instead."""
        postmaster.disown_stale(self.place.data, self.place.sockets)
        options = {**self._options, "unix_socket_directories": str(self.place.sockets)}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        server = [str(binaries.programs_for(self.place) / "postgres"), "-D", str(self.place.data), *settings]
        locks = [str(self.place.root / "users.lock"), str(self.place.log), self.place.servant or ""]
        ours, keepers = os.pipe()  # the keeper holds its end for as long as it lives
        with os.fdopen(ours) as sign, self.place.log.open("ab") as words:
            subprocess.run(
                [sys.executable, "-ISE", str(KEEPER), *locks, *server],
                stdin=subprocess.DEVNULL, stdout=words, stderr=words, pass_fds=[keepers],
                cwd="/", env=binaries.environment(), start_new_session=True, check=True,
            )  # fmt: skip
            os.close(keepers)
            return self._is_ready(sign)

    def _is_ready(self, sign: IO[str]) -> bool:
        """Wait until the server answers; False if `sign` tells that the keeper has ended."""
        deadline = time.monotonic() + READY_SECONDS
        while not self.answers():
            if select.select([sign], [], [], LOOK_EVERY_SECONDS)[0]:
                return False
            if time.monotonic() > deadline:
                raise CannotStart(f"PostgreSQL is not ready after {READY_SECONDS} s: see {self.place.log}.")
        return True

    def _make_database(self) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database)))

    def _has_stopped(self, deadline: float) -> bool:
        """Whether nobody uses the server and it is down, by `deadline` (monotonic seconds)."""
        while time.monotonic() < deadline:
            try:
                lock = _locked(self.place.root / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(LOOK_EVERY_SECONDS)
                continue
            with lock:
                if not self.answers():
                    return True
            time.sleep(LOOK_EVERY_SECONDS)  # we were quicker than the keeper: its turn
        return False

    def _last_words(self) -> str:
        return self.place.log.read_text(errors="replace")[-500:].strip() if self.place.log.exists() else "no log"


def _locked(path: Path, how: int) -> IO[str]:
    """An open file that holds the lock until it is closed. Raises BlockingIOError with LOCK_NB if somebody has it."""
    file = path.open("a")
    try:
        fcntl.flock(file, how)
    except BlockingIOError:
        file.close()
        raise
    return file


def _check_named() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise CannotStart(
            f"PostgreSQL cannot run for user id {os.geteuid()}, which has no name on this machine: "
            "give it a line in /etc/passwd, or set DATABASE_URL to a server of yours."
        ) from error


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
