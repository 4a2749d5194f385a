"""The supervisor's looks: what has ended starts again, and a database that is away ends nothing."""

import fcntl
import io
import os
import signal
import sys

import pytest
from django.conf import settings

from reklamai.core.database import embedded
from reklamai.core.embedded import EmbeddedPostgres, place_for, postmaster
from reklamai.core.embedded import server as server_module
from reklamai.core.starting import CannotStart
from reklamai.core.supervisor import tending
from reklamai.core.supervisor.console import Console
from reklamai.core.supervisor.service import Recipe, Service
from reklamai.core.supervisor.tending import Tending
from tests.core.test_embedded_postgres import OPTIONS, home, opened, wait_until  # noqa: F401


@pytest.fixture
def out():
    return io.StringIO()


@pytest.fixture
def service(out):
    made = Service(Recipe("web", [sys.executable, "-c", "import time; time.sleep(60)"]), Console(out))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def database(opened, monkeypatch):
    """A server of this test's own, which the tending looks after; killed by `kill(database)`."""
    server = opened()
    monkeypatch.setattr(tending, "server", lambda: server)
    return server


def kill(database):
    pid = postmaster.claimed(database.place.data).pid
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not database.answers())


@pytest.fixture
def looks(out, service):
    return Tending(Console(out), {"web": service}, clusters=[], embedded=True)


def test_a_database_that_was_killed_is_started_at_the_next_look(looks, database, out):
    kill(database)

    looks.look()

    assert database.answers()
    assert "PostgreSQL is back" in out.getvalue()


def test_a_database_that_cannot_start_is_told_once_and_tried_until_it_can(looks, database, out, monkeypatch):
    kill(database)
    good = dict(database._options)
    database._options["max_connections"] = "many"

    for _ in range(3):
        looks.look()
    database._options.update(good)
    looks.look()

    assert database.answers()
    assert out.getvalue().count("is tried again") == 1


def test_services_are_tended_while_the_database_is_away(looks, database, service, monkeypatch):
    kill(database)
    database._options["max_connections"] = "many"
    killed = service.pid
    os.kill(killed, signal.SIGKILL)
    wait_until(service.is_over)

    def looked():
        looks.look()
        return service.pid not in (None, killed)

    wait_until(looked, seconds=30)


def test_whoever_waits_for_anothers_start_is_told_after_moments(opened, monkeypatch):
    server = opened()
    monkeypatch.setattr(server_module, "NEXT_START_SECONDS", 0.1)
    server.use()
    with (server.place.root / "start.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        kill(server)

        with pytest.raises(CannotStart, match="does not answer yet"):
            server.use()

    server.use()
    assert server.answers()


def test_django_sees_a_database_that_cannot_start_as_one_that_is_away(monkeypatch, home):
    from django.db import OperationalError, connections

    broken = EmbeddedPostgres(place_for(home), database="reklamai", options={**OPTIONS, "max_connections": "many"})
    monkeypatch.setattr("reklamai.core.database.base.server", lambda: broken)
    wrapper = connections["default"].copy()

    with pytest.raises(OperationalError, match="max_connections"):
        wrapper.get_new_connection(wrapper.get_connection_params())

    broken.leave()
    assert embedded.server().place != broken.place
    assert settings.DATABASES["default"]["ENGINE"] == "reklamai.core.database"
