"""Accounts, a catalogue entry with a price, and an engine that does what a test says."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import uuid4

import cv2
import numpy as np
import pytest

from studio.ask import Ask
from studio.engines.base import Result, ResultFile
from studio.engines.describe import sent_by_entry
from studio.models import CatalogueModel, Generation, User
from studio.services import credits, orders, work

ENTRY = {
    "model": "fake-picture",
    "provider": "fake",
    "title": "Fake",
    "kind": "text_to_image",
    "output": "image",
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"},
        "ratio": {"type": "string", "enum": ["1:1", "16:9"], "default": "1:1", "maps_to": "aspect_ratio"},
        "seed": {"type": "integer", "min": 0, "max": 2147483647, "maps_to": "seed"},
        "images": {"type": "array", "max_items": 2, "maps_to": "reference_images"},
    },
    "price": {"unit": "image", "credits": 20, "usd_per_credit": 0.005},
}
PRICE = 10
"""20 vendor credits of 0.005 USD each, in ours of 0.01 USD."""


@dataclass
class FakeEngine:
    """Makes a small grey picture, or whatever `does` is set to."""

    cluster: str = "light"
    can_stop: bool = True
    does: Callable | None = None
    runs: list = field(default_factory=list)

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def run(self, job, report):
        self.runs.append(job)
        return self.does(job, report) if self.does else picture_result(job)

    def stop(self, job):
        pass


FAKE = FakeEngine()


def fake_engine_of_tests():
    return FAKE


def picture_result(job):
    path = job.workdir / "made.png"
    cv2.imwrite(str(path), np.full((40, 60, 3), 128, np.uint8))
    return Result(files=(ResultFile(path),), seed=job.seed, notes={"engine": "fake"})


@pytest.fixture
def fake_engine(settings, monkeypatch):
    from studio.engines import tables

    FAKE.does, FAKE.can_stop, FAKE.cluster = None, True, "light"
    FAKE.runs.clear()
    tables.loaded.cache_clear()
    settings.ENGINES = {**settings.ENGINES, "fake": "tests.studio.conftest.fake_engine_of_tests"}
    yield FAKE
    tables.loaded.cache_clear()


@pytest.fixture
def alice(db, settings):
    settings.SIGNUP_CREDITS = 100
    user = User.objects.create_user("alice@example.com", "a long password", language="en")
    credits.open_account(user)
    return user


@pytest.fixture
def bob(db, settings):
    settings.SIGNUP_CREDITS = 100
    user = User.objects.create_user("bob@example.com", "a long password", language="ru")
    credits.open_account(user)
    return user


@pytest.fixture
def entry(db):
    return CatalogueModel.objects.create(id="fake-picture", provider="fake", entry=deepcopy(ENTRY), enabled=True)


@pytest.fixture
def an_ask(entry):
    def make(prompt="a poster", **changes):
        return Ask(kind="text_to_image", model="fake-picture", prompt=prompt, **changes)

    return make


@pytest.fixture
def place(an_ask, fake_engine, private_media):
    """Order without running: `place(alice, prompt="…", count=2)`; the first generation."""

    def order(owner, *, key=None, **changes):
        return orders.order(owner=owner, ask=an_ask(**changes), key=key or uuid4())[0]

    return order


@pytest.fixture
def run():
    """Do a generation's work here and now, and read it again."""

    def do(generation):
        work.run(generation.pk)
        return Generation.objects.get(pk=generation.pk)

    return do


def balance_of(user):
    user.account.refresh_from_db()
    return user.account.balance
