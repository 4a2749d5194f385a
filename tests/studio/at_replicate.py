"""Replicate's stand-in as the hall's tests use it: `from tests.studio.at_replicate import replicate, server`.

server      one stand-in for a module's tests
replicate   the same, calm again, with settings that lead to it and the entries that come with the product
"""

import hmac
import json
import time
from base64 import b64decode, b64encode
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.core.cache import cache

from reklamai.core.secret import Secret
from studio.engines import tables
from studio.models import CatalogueModel, Generation
from studio.selectors import ledger
from studio.services import bells, work
from tests.providers.replicate_server import running_replicate

ENTRIES = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "studio/catalogue/entries/replicate.yaml").read_text("utf-8")
)
CALM = {
    "faults": {}, "balance": 1000.0, "per_minute": 10_000, "callbacks": "none", "run_s": 0.0, "kept_s": 3600.0,
    "key": "r8_stand_in_key", "files": {},
}  # fmt: skip
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""What the stand-in signs with: the secret of the documents' own example."""
RENDER, TRAINING = (entry["model"] for entry in ENTRIES)


@pytest.fixture(scope="module")
def server():
    with running_replicate() as server:
        yield server


@pytest.fixture
def replicate(settings, server, private_media, db):
    server.set(**CALM)
    settings.REPLICATE_API_TOKEN = Secret("r8_stand_in_key")
    settings.REPLICATE_BASE_URL = server.base_url
    settings.REPLICATE_TIMEOUT_S = 5
    settings.FETCH_TRUSTED_HOSTS = [server.delivery_host]
    settings.VENDOR_LIMITS, settings.CALLBACKS_URL = {}, "https://testserver"
    tables.loaded.cache_clear()
    cache.clear()
    for entry in ENTRIES:
        CatalogueModel.objects.create(id=entry["model"], provider="replicate", entry=entry, enabled=True)
    yield server
    assert not list(ledger.faults())


def step(generation):
    """One attempt at it, as a worker would, now."""
    Generation.objects.filter(pk=generation.pk, ask_after__isnull=False).update(ask_after=generation.created_at)
    work.run(generation.pk)
    generation.refresh_from_db()
    return generation


def worked(generation, *, rounds=6):
    """Run it as workers and the poller would, without their pauses, until it is over or nothing more happens."""
    for _ in range(rounds):
        if step(generation).is_over:
            break
    return generation


def tasks_of(server, generation):
    """What the vendor was made to do for this order: each of its tasks names it in its bell's address."""
    return [task for task in server.tasks() if bells.order_of(task["webhook"].partition("order=")[2]) == generation.pk]


def creates(server):
    """Orders that reached the vendor, answered or not."""
    return server.journal("create")


def ring(client, url, task_id, *, secret=SECRET, age_s=0, body=None):
    """As the vendor posts to the address that it was given: signed, over the very bytes."""
    content = json.dumps({"id": task_id, "status": "succeeded"}).encode() if body is None else body
    delivery, stamp = f"msg_{uuid4().hex}", str(int(time.time()) - age_s)
    digest = hmac.digest(b64decode(secret.partition("_")[2]), f"{delivery}.{stamp}.".encode() + content, "sha256")
    headers = {
        "webhook-id": delivery, "webhook-timestamp": stamp, "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }  # fmt: skip
    path = url.removeprefix("https://testserver")
    return client.post(path, content, content_type="application/json", headers=headers)
