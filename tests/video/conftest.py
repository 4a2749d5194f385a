"""People of the hall, the API in their name, and a reader of plates that makes a small one at once."""

import pytest

from studio.engines import tables
from tests.api.conftest import api, api_of_bob  # noqa: F401
from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401
from tests.video.filming import film, maker  # noqa: F401
from tests.video.plating import Reader, load
from tests.video.sketching import with_small_engines


@pytest.fixture
def reader(settings, private_media, db):
    settings.ENGINES = {**settings.ENGINES, "local.camera_plate": "tests.video.plating.Reader"}
    Reader.fails, Reader.runs = False, 0
    tables.loaded.cache_clear()
    load("local_camera.yaml")
    yield Reader
    tables.loaded.cache_clear()


@pytest.fixture
def sketching(settings, private_media, db):
    yield with_small_engines(settings)
    tables.loaded.cache_clear()
