"""Every refusal under /api/ is JSON of one shape, in the reader's language, whoever refuses."""

import json
import logging

import pytest
from django.db import OperationalError, connection
from rest_framework.test import APIClient

from studio.api import account
from tests.api.test_hostile import refused


@pytest.fixture
def broken_door(monkeypatch):
    """A door with a bug, as nobody has written one on purpose."""

    class Broken(account.Me):
        def get(self, request):
            raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr(account.Me, "get", Broken.get)


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/api/nothing", "/api/", "/api/generations/1", "/api/models/x/y/z"])
def test_a_route_that_is_not_there_is_a_404_for_every_method(api, path, method):
    error = refused(getattr(api, method)(path), 404, 405)

    assert error["code"] in ("not_found", "method_not_allowed")


def test_the_404_is_told_in_the_account_s_language_or_the_one_asked_for(api_of_bob):
    assert refused(api_of_bob.get("/api/nothing"), 404)["message"] == "There is nothing here."

    del api_of_bob._credentials["HTTP_ACCEPT_LANGUAGE"]
    assert refused(api_of_bob.get("/api/nothing"), 404)["message"] == "Здесь ничего нет."


def test_a_method_that_a_door_does_not_know_names_those_it_does(api):
    answer = api.delete("/api/projects")

    assert refused(answer, 405)["code"] == "method_not_allowed"
    assert set(answer["Allow"].split(", ")) >= {"GET", "POST"}


def test_an_answer_of_another_type_than_json_is_a_406(api):
    assert refused(api.get("/api/me", HTTP_ACCEPT="text/csv"), 406)["code"] == "not_acceptable"


def test_who_asks_for_a_picture_is_told_of_errors_in_json(api):
    answer = api.get("/api/assets/0b1d1c1e-0000-4000-8000-000000000000/file", HTTP_ACCEPT="image/png")

    assert refused(answer, 404)["code"] == "not_found"


def test_a_body_that_is_not_utf8_is_a_400(api):
    answer = api.post("/api/projects", "имя".encode("cp1251"), content_type="application/json")

    assert refused(answer, 400)["code"] == "parse_error"


@pytest.mark.parametrize("charset", ["nonsense", "idna", "utf-8"])
def test_a_body_in_another_encoding_than_it_says_is_refused(api, charset):
    body = json.dumps({"name": "x"}).encode("utf-16")

    refused(api.post("/api/projects", body, content_type=f"application/json; charset={charset}"), 400, 415)


def test_401_says_how_to_sign_in(db):
    for path in ("/api/me", "/api/assets/0b1d1c1e-0000-4000-8000-000000000000/file"):
        for headers in ({}, {"HTTP_AUTHORIZATION": "Bearer nonsense"}, {"HTTP_AUTHORIZATION": "Api-Key rk_nonsense"}):
            answer = APIClient().get(path, **headers)
            refused(answer, 401)
            assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_bug_is_a_500_in_json_with_the_name_our_log_has_it_under(api, broken_door, caplog):
    answer = api.get("/api/me")

    error = refused(answer, 500)
    assert error["code"] == "internal"
    assert error["facts"] == {"request_id": answer["X-Request-ID"]}
    assert "secret" not in answer.content.decode()
    [record] = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert record.exc_info[0] is ZeroDivisionError


@pytest.mark.parametrize("path", ["/api/me", "/api/assets/0b1d1c1e-0000-4000-8000-000000000000/file"])
def test_a_database_that_is_away_is_a_503_and_no_bug(api, path, caplog):
    def broken(execute, sql, params, many, context):
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(broken):
        answer = api.get(path)

    assert refused(answer, 503)["code"] == "away"
    assert answer["Retry-After"] == "5"
    assert "api bug" not in caplog.text


def test_a_host_that_is_not_ours_is_refused_in_json(db):
    answer = APIClient(raise_request_exception=False).get("/api/me", HTTP_HOST="evil.example")

    assert refused(answer, 400)["code"] == "bad_request"


def test_a_page_is_refused_as_a_page_still(db):
    answer = APIClient().get("/nothing")

    assert answer.status_code in (302, 404)
    assert not answer.get("Content-Type", "").startswith("application/json")


def test_a_place_in_a_list_is_part_of_a_field_s_name(api, order):
    body = {"orders": [order, order | {"references": [{}]}, {}]}

    fields = refused(api.post("/api/generations/bulk", body, format="json"))["facts"]["fields"]

    assert set(fields) >= {"orders.1.references.0.id", "orders.2.kind", "orders.2.model"}


def test_a_range_that_a_file_does_not_have_is_a_416_in_json(api, alice, place, run):
    asset = run(place(alice)).result

    answer = api.get(f"/api/assets/{asset.pk}/file", HTTP_RANGE="bytes=99999999-")

    assert refused(answer, 416)["code"] == "no_such_range"
    assert answer["Content-Range"] == f"bytes */{asset.size_bytes}"
