import pytest
from django.db import connection

from reklamai.core.health import healthz, readyz


def test_a_living_process_says_so_without_asking_the_database(rf):
    answer = healthz(rf.get("/healthz"))

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_the_database_answers(rf):
    assert readyz(rf.get("/readyz")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_it_is_not_ready_when_the_database_is_away(rf, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    answer = readyz(rf.get("/readyz"))

    assert answer.status_code == 503
    assert b"away" in answer.content
