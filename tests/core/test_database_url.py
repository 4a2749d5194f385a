from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from reklamai.settings.env import read
from reklamai.settings.files import LASTING, database

URL = "postgresql://studio:secret@10.0.0.5:5433/studio"


def options(**environment):
    return database(read(environment), Path("/nowhere"), "unused")["OPTIONS"]


def test_a_connection_over_the_network_notices_a_cut_cable_within_a_minute():
    found = options(DATABASE_URL=URL)

    quiet_s = found["keepalives_idle"] + found["keepalives_interval"] * found["keepalives_count"]
    assert quiet_s <= 60
    assert found["tcp_user_timeout"] <= 60_000, "in milliseconds: what was sent and is not acknowledged"
    assert found["connect_timeout"] <= 10


def test_libpq_knows_each_of_these_words():
    assert conninfo_to_dict(make_conninfo(**LASTING)) == {name: str(value) for name, value in LASTING.items()}


def test_the_address_itself_has_the_last_word():
    found = options(DATABASE_URL=f"{URL}?connect_timeout=3&sslmode=require")

    assert (int(found["connect_timeout"]), found["sslmode"]) == (3, "require")


def test_every_connection_still_says_whose_it_is():
    assert options(DATABASE_URL=URL)["application_name"].startswith("reklamai ")


def test_a_word_that_libpq_does_not_know_would_be_refused():
    with pytest.raises(psycopg.ProgrammingError):
        make_conninfo(keepalive_idle=30)
