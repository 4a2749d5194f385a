"""What the supervisor does while everything runs: looks after the services, the database and the clusters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

import psycopg

from reklamai.core.database.embedded import server
from reklamai.core.database.plain import connect
from reklamai.core.starting import CannotStart
from reklamai.core.supervisor.console import Console
from reklamai.core.supervisor.service import Service
from reklamai.core.supervisor.stuck import Cluster

LOOK_EVERY_SECONDS, LOOK_FOR_STUCK_SECONDS = 0.5, 4.0


class Tending:
    """One look after the other. No trouble with the database ends it: that is when it is needed."""

    def __init__(
        self, console: Console, services: Mapping[str, Service], *, clusters: Iterable[str], embedded: bool
    ) -> None:
        self._console = console
        self._services = services
        self._clusters = {name: Cluster(name) for name in clusters}
        self._embedded = embedded
        self._looked = time.monotonic()
        self._told = False

    def run(self, wait: Callable[[float], bool]) -> None:
        """Look until `wait(seconds)` says that a stop was asked for."""
        while not wait(LOOK_EVERY_SECONDS):
            self.look()

    def look(self) -> None:
        """Start again what has ended, first of all the database."""
        database = self._database_answers()
        for name, service in self._services.items():
            if service.is_over() and name in self._clusters and database:
                self._with_database(self._clusters[name].release)
            service.tend()
        if database and time.monotonic() - self._looked >= LOOK_FOR_STUCK_SECONDS:
            self._looked = time.monotonic()
            self._with_database(self._free_stuck)

    def _database_answers(self) -> bool:
        """Whether it does now; an embedded one that is gone is started again. Each trouble is told once."""
        if not self._embedded or server().answers():
            self._told = False
            return True
        if not self._told:
            self._console.say("PostgreSQL is gone, starting it again")
        try:
            server().use()
        except (CannotStart, psycopg.Error, OSError) as error:
            if not self._told:
                self._console.say(f"it does not start yet and is tried again: {error}")
            self._told = True
            return False
        self._console.say("PostgreSQL is back")
        self._told = False
        return True

    def _with_database(self, deed: Callable[[psycopg.Connection], None]) -> None:
        try:
            with connect() as connection:
                deed(connection)
        except (psycopg.Error, CannotStart):
            self._console.say("the database does not answer")

    def _free_stuck(self, connection: psycopg.Connection) -> None:
        for name, cluster in self._clusters.items():
            group = self._services[name].pid
            if group and cluster.is_stuck(connection, group):
                self._console.say(f"{name} has stopped taking work, starting it again")
                self._services[name].kill()
