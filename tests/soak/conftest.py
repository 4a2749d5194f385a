from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401
