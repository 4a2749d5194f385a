"""ElevenLabs' stand-in as the hall's tests use it: `from tests.studio.at_elevenlabs import elevenlabs, server`.

server       one stand-in for a module's tests
elevenlabs   the same, calm again, with settings that lead to it and the entries that come with the product
"""

from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from reklamai.core.secret import Secret
from studio.ask import Ask
from studio.engines import tables
from studio.models import CatalogueModel, Generation
from studio.selectors import ledger
from studio.services import orders, work
from tests.providers.elevenlabs_server import running_elevenlabs

ENTRIES = {
    entry["model"]: entry
    for entry in yaml.safe_load(
        (Path(__file__).resolve().parents[2] / "studio/catalogue/entries/elevenlabs.yaml").read_text("utf-8")
    )
}
PLAIN, LIVELY, QUICK, CHANGER, EFFECTS, MUSIC = ENTRIES


@pytest.fixture(scope="module")
def server():
    with running_elevenlabs() as server:
        yield server


@pytest.fixture
def elevenlabs(settings, server, private_media, db):
    server.calm()
    settings.ELEVENLABS_API_KEY = Secret("el-key")
    settings.ELEVENLABS_BASE_URL = server.base_url
    settings.FETCH_TRUSTED_HOSTS = [server.previews_host]
    settings.VENDOR_LIMITS, settings.VENDOR_PLACES = {}, {"elevenlabs": 3}
    tables.loaded.cache_clear()
    for name, entry in ENTRIES.items():
        CatalogueModel.objects.create(id=name, provider="elevenlabs", entry=entry, enabled=True)
    yield server
    assert not list(ledger.faults())


def ordered(owner, words="Hello, world", *, model=PLAIN, references=(), **parameters):
    kind = ENTRIES[model]["kind"]
    ask = Ask(kind=kind, model=model, prompt=words, parameters=parameters, references=tuple(references))
    return orders.order(owner=owner, ask=ask, key=uuid4())[0]


def step(generation):
    """One attempt at it, as a worker would, now."""
    Generation.objects.filter(pk=generation.pk, ask_after__isnull=False).update(ask_after=generation.created_at)
    work.run(generation.pk)
    generation.refresh_from_db()
    return generation


def worked(generation, *, rounds=6):
    """Run it as workers would, without their pauses, until it is over or nothing more happens."""
    for _ in range(rounds):
        if step(generation).is_over:
            break
    return generation
