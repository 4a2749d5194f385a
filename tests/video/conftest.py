"""People of the hall, and the API in their name."""

from tests.api.conftest import api, api_of_bob  # noqa: F401
from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401
