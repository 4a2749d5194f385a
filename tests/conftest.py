"""What every test stands on: one PostgreSQL per session, in the temp folder, started by the first connection."""

import shutil
import time
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.test.signals import setting_changed

from reklamai.core.database.embedded import server as embedded_server
from reklamai.core.translations import compile_all
from tests import bucket, emptying
from tests.stack import running_studio, with_tables


def pytest_configure():
    """What a start prepares: compiled translations, a folder for static files."""
    if compile_all():  # Django is set up by now and has looked for them in vain: it is told to look again
        setting_changed.send(sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with_tables(settings.HOME)
    emptying.install()


def pytest_ignore_collect(collection_path, config):
    """Browser tests run only when asked for by folder: Playwright's event loop and asyncio tests exclude each other."""
    if collection_path.name == "browser" and not any("browser" in argument for argument in config.args):
        return True
    return None


def pytest_unconfigure():
    """The folders go with the session; nothing of it is left in the temp folder."""
    if not settings.configured:
        return
    place = embedded_server().place
    embedded_server().leave()
    for folder in (settings.HOME, place.root, place.sockets):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The test database is not dropped: its whole server goes, whatever connections threads have left open."""
    return True


@pytest.fixture
def private_media(settings, tmp_path):
    """Uploads and results of one test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def beats_where_they_are_seen(request, monkeypatch):
    """What a test does in one transaction, the thread that keeps a worker's lease cannot see: after one beat it would
    stop the work as somebody else's, and on a slow machine most works take longer."""
    marker = request.node.get_closest_marker("django_db")
    if marker and not marker.kwargs.get("transaction") and "transactional_db" not in request.fixturenames:
        monkeypatch.setattr("studio.services.reporting.BEAT_EVERY_S", 3600.0)


@pytest.fixture
def one_minute(monkeypatch):
    """The clock by which requests are counted stands: a test that ran over the end of a minute would count anew."""
    now = 1_800_000_000.0 - 1_800_000_000 % 60 + 1
    monkeypatch.setattr(time, "time", lambda: now)


@pytest.fixture(scope="session")
def moto_address():
    """The address of an S3 server in a process of its own, for the whole session."""
    with bucket.running_moto() as address:
        yield address


@pytest.fixture
def moto(moto_address):
    """An empty bucket of that server, and a client to look into it past our own code."""
    made = SimpleNamespace(address=moto_address, bucket=f"b-{uuid4().hex}", client=bucket.client_of(moto_address))
    made.client.create_bucket(Bucket=made.bucket)
    yield made
    made.client.close()


@pytest.fixture
def door(moto_address):
    """A way to that server that breaks when it is told to."""
    with bucket.door_before(moto_address) as made:
        yield made


@pytest.fixture
def in_bucket(settings, moto):
    """Gives `in_bucket(address, attempts=, timeout_s=, VARIABLE=...)`: from then on files are kept in the bucket."""

    def switch(address="", *, attempts=None, timeout_s=None, **environment):
        given = {"S3_BUCKET": moto.bucket, "S3_ENDPOINT_URL": address or moto.address, **environment}
        found = bucket.settings_for(**given)
        patience = {"attempts": attempts, "timeout_s": timeout_s}
        for alias in ("default", "s3"):
            found["STORAGES"][alias]["OPTIONS"] |= {name: value for name, value in patience.items() if value}
        for name, value in found.items():
            setattr(settings, name, value)

    return switch


@pytest.fixture(scope="session")
def studio():
    """The real thing, started once for the session: supervisor, database, pages, sockets, workers."""
    with running_studio() as running:
        yield running


@pytest.fixture(scope="session")
def server(studio):
    """The address of the real thing."""
    return studio.url
