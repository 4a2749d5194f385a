"""Pages and API while the database is away: a clear 503 for everybody, and everything again when it is back."""

import json

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def database_away(monkeypatch):
    """No new connection can be made, and the one there is has been closed."""

    def nobody(self):
        raise OperationalError("connection refused")

    connection.close()
    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "connect", nobody)
        yield patch


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


@pytest.fixture
def member(page):
    """Vera's browser, which does not pass a server's errors on to the test."""
    page.raise_request_exception = False
    return page


def test_a_page_is_a_503_in_words_without_a_trace(member, database_away):
    answer = member.get("/", headers={"accept-language": "en"})

    html = answer.content.decode()
    assert answer.status_code == 503
    assert "Orders and credits are safe" in html
    assert "Traceback" not in html
    assert "connection refused" not in html
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_in_the_language_of_the_browser(member, database_away):
    assert "Отошли на минуту" in member.get("/", headers={"accept-language": "ru"}).content.decode()


@pytest.mark.parametrize("path", ["/api/generations", "/api/credits"])
def test_the_api_answers_json(member, database_away, path):
    answer = member.get(path, headers={"accept-language": "en"})

    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "away"
    assert answer.json()["error"]["facts"] == {"retry_after": 5}


def test_an_api_call_that_loses_it_half_way_answers_the_same(member):
    with connection.execute_wrapper(losing("studio_generation")):
        answer = member.get("/api/generations")

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "away")


def losing(table):
    """A database that is lost at the first question about this table."""

    def broken(execute, sql, params, many, context):
        if table in sql:
            raise OperationalError("the server closed the connection")
        return execute(sql, params, many, context)

    return broken


def test_htmx_gets_a_toast_and_swaps_nothing(member, database_away):
    answer = member.get("/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (503, b"")
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["is"] == "bad"


def test_a_view_that_loses_it_half_way_answers_the_same(visitor):
    with connection.execute_wrapper(losing("")):
        answer = visitor.post("/account/login/", {"login": "vera@example.com", "password": "x" * 12})

    assert answer.status_code == 503


def test_what_load_balancers_ask_says_so(visitor, database_away):
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/readyz").status_code == 503


def test_everything_is_there_again_when_it_is_back(member, database_away):
    assert member.get("/").status_code == 503

    database_away.undo()

    assert member.get("/library").status_code == 200


def test_another_fault_stays_a_500(visitor, monkeypatch):
    def broken(execute, sql, params, many, context):
        raise ZeroDivisionError

    with connection.execute_wrapper(broken):
        answer = visitor.post("/account/login/", {"login": "vera@example.com", "password": "x" * 12})

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
