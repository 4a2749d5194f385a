"""People with Soul IDs. The rows themselves are made by plain functions: see `tests.soulids.rows`.

soul       alice's draft "Maria" without photos
album      the same with twelve judged photos that miss no view, and the consent
trained    the same with a first training: `trained.version` is there, orders can use it
looking    the engine that judges photos, replaced by one that finds what a test says (`looking.found`, `looking.does`)
picture    picture(owner, name="photo.png"): an ordinary upload in the library, each of its own content
png        png(): the bytes of a small picture that no other call has given, as a file
"""

import base64
import io
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from studio.engines.base import Result
from studio.engines.describe import sent_by_entry
from studio.models import CatalogueModel
from tests.api.conftest import client_of
from tests.soulids import rows
from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = yaml.safe_load((ROOT / "studio/catalogue/entries/local_soulids.yaml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def catalogue_of_souls(db):
    """The entries behind this room's orders."""
    for data in ENTRIES:
        CatalogueModel.objects.create(id=data["model"], provider=data["provider"], entry=data, enabled=True)


class Looking:
    """The engine of tests: gives each photo the facts of a good one of person 0, each another, or what `found` says."""

    cluster, can_stop = "light", True

    def __init__(self):
        self.found, self.does, self.runs = {}, None, []

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def run(self, job, report):
        self.runs.append(job)
        if self.does:
            self.does(job, report)
        return Result(
            files=(), notes={"photos": {each.source_id: self.told(each.source_id) for each in job.references}}
        )

    def told(self, pk):
        facts = self.found.get(pk)
        if isinstance(facts, str):
            return {"trouble": facts}
        facts = facts or rows.facts_of(seed=int(pk[:6], 16))
        return told(facts)

    def stop(self, job):
        pass


def told(facts):
    """Facts as the engine of photos tells them."""
    vector = None if facts.vector is None else base64.b64encode(facts.vector.tobytes()).decode()
    return {"facts": facts.as_json(), "vector": vector}


LOOKING = Looking()


def looking_of_tests():
    return LOOKING


@pytest.fixture
def looking(settings, catalogue_of_souls, private_media):
    """The engine behind the real entry; `looking.found[str(photo.pk)]` is what it finds in a photo."""
    from studio.engines import tables

    vars(LOOKING).clear()  # a method that a test has replaced, too
    LOOKING.__init__()
    tables.loaded.cache_clear()
    settings.ENGINES = {**settings.ENGINES, "local.soulid_judge": "tests.soulids.conftest.looking_of_tests"}
    yield LOOKING
    tables.loaded.cache_clear()


@pytest.fixture
def png():
    return lambda: io.BytesIO(rows.pixels())


@pytest.fixture
def picture(private_media):
    return lambda owner, name="photo.png", **columns: rows.a_file(owner, name=name, room="", **columns)


@pytest.fixture
def soul(alice, private_media):
    return rows.a_soul(alice)


@pytest.fixture
def album(soul):
    rows.an_album_row(soul)
    rows.consent_of(soul)
    return soul


@pytest.fixture
def trained(album):
    rows.a_version(album)
    return album


@pytest.fixture
def api(alice, private_media):
    return client_of(alice)


@pytest.fixture
def api_of_bob(bob):
    return client_of(bob)
