"""API keys: what opens with them, what does not, and who may have them."""

import logging
from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from reklamai.core.errors import Conflict
from studio.models import ApiKey, Generation
from studio.services import keys
from tests.api.test_api import a_png

ALL = ["read", "order", "manage"]


def with_key(text, *, header="HTTP_X_API_KEY", form="{}"):
    client = APIClient(raise_request_exception=False)
    client.credentials(**{header: form.format(text)}, HTTP_ACCEPT_LANGUAGE="en")
    return client


def a_key(owner, *scopes, **fields):
    return keys.make(owner, name="Shop", scopes=scopes or ALL, **fields)


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_key_is_told_once_and_only_its_digest_is_kept(api, alice):
    answer = api.post("/api/keys", {"name": "Shop", "scopes": ["read", "order"]}, format="json")
    made = answer.json()

    row = ApiKey.objects.get(pk=made["id"])
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert made["key"].startswith(made["prefix"])
    assert made["key"] not in str([list(map(str, values)) for values in ApiKey.objects.values_list()])
    assert len(made["key"]) - len(row.prefix) == 40
    assert row.scopes == ["read", "order"]
    assert "key" not in api.get("/api/keys").json()["results"][0]


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("HTTP_X_API_KEY", "{}"),
        ("HTTP_AUTHORIZATION", "Bearer {}"),
        ("HTTP_AUTHORIZATION", "Api-Key {}"),
        ("HTTP_AUTHORIZATION", "api-key   {}"),
    ],
)
def test_a_key_is_taken_from_every_header_that_it_may_stand_in(alice, header, form):
    client = with_key(a_key(alice).text, header=header, form=form)

    assert client.get("/api/me").json()["email"] == alice.email


@pytest.mark.parametrize("query", ["key", "api_key", "access_token", "X-Api-Key"])
def test_a_key_in_an_address_opens_nothing(alice, query):
    assert APIClient().get(f"/api/me?{query}={a_key(alice).text}").status_code == 401


def test_a_key_does_what_its_scopes_name_and_nothing_else(alice, order, private_media):
    reads, orders, manages = (with_key(a_key(alice, scope).text) for scope in ALL)
    made = orders.post("/api/generations", order, format="json")
    url = f"/api/generations/{made.json()[0]['id']}"

    assert made.status_code == 202
    assert reads.get(url).status_code == reads.post("/api/estimates", order, format="json").status_code == 200
    assert code(orders.get(url)) == code(manages.get(url)) == (403, "permission_denied")
    assert code(reads.post("/api/generations", order, format="json")) == (403, "permission_denied")
    assert code(manages.post("/api/generations", order, format="json")) == (403, "permission_denied")
    assert reads.post(f"{url}/cancel").status_code == 403
    assert orders.delete(url).status_code == orders.patch("/api/me", {"name": "x"}, format="json").status_code == 403
    assert orders.post(f"{url}/cancel").status_code == 200
    assert manages.delete(url).status_code == 204
    assert Generation.objects.count() == 1


def test_a_key_that_may_read_opens_files_and_one_that_may_not_does_not(api, alice):
    asset = api.post("/api/assets", {"file": a_png()}, format="multipart").json()

    assert with_key(a_key(alice, "read").text).get(asset["url"]).status_code == 200
    assert code(with_key(a_key(alice, "order").text).get(asset["url"])) == (403, "permission_denied")


def test_no_key_makes_lists_or_revokes_keys(alice):
    made = a_key(alice)
    client = with_key(made.text)

    answers = [
        client.get("/api/keys"),
        client.post("/api/keys", {"name": "More", "scopes": ALL}, format="json"),
        client.delete(f"/api/keys/{made.row.pk}"),
    ]

    assert [code(answer) for answer in answers] == [(403, "permission_denied")] * 3
    assert ApiKey.objects.of(alice).count() == 1


def unknown(_alice, made):
    return made.text[:-1] + ("a" if made.text[-1] != "a" else "b")


def revoked(alice, made):
    keys.revoke(alice, pk=made.row.pk)
    return made.text


def expired(_alice, made):
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return made.text


def of_a_closed_account(alice, made):
    alice.is_active = False
    alice.save()
    return made.text


def strange(_alice, _made):
    return "rk_" + "\u0430" * 48


@pytest.mark.parametrize(
    "spoil", [unknown, revoked, expired, of_a_closed_account, strange, lambda *_: "", lambda *_: "rk_"]
)
def test_a_key_that_opens_nothing_gets_one_answer_whatever_is_wrong_with_it(alice, spoil):
    made = a_key(alice)
    client = with_key(made.text)
    assert client.get("/api/me").status_code == 200

    text = spoil(alice, made)

    assert code(with_key(text.encode().decode("latin-1")).get("/api/me")) == (401, "key_not_valid")


def test_a_key_of_somebody_else_does_not_exist(api_of_bob, alice):
    made = a_key(alice)

    answer = api_of_bob.delete(f"/api/keys/{made.row.pk}")

    assert code(answer) == code(api_of_bob.delete(f"/api/keys/{uuid4()}")) == (404, "not_found")
    assert api_of_bob.get("/api/keys").json()["results"] == []
    assert with_key(made.text).get("/api/me").status_code == 200


def test_a_revoked_key_is_gone_from_the_list_and_cannot_be_revoked_again(api, alice):
    made = a_key(alice)

    assert api.delete(f"/api/keys/{made.row.pk}").status_code == 204
    assert api.get("/api/keys").json()["results"] == []
    assert api.delete(f"/api/keys/{made.row.pk}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"name": "", "scopes": ALL},
        {"name": "x" * 81, "scopes": ALL},
        {"name": "a\x00", "scopes": ALL},
        {"name": "Shop", "scopes": []},
        {"name": "Shop", "scopes": ["admin"]},
        {"name": "Shop", "scopes": "read"},
        {"name": "Shop"},
        {"name": "Shop", "scopes": ALL, "expires_at": "2020-01-01T00:00:00Z"},
        {"name": "Shop", "scopes": ALL, "expires_at": "soon"},
    ],
)
def test_a_key_that_makes_no_sense_is_a_clear_400(api, body):
    answer = api.post("/api/keys", body, format="json")

    assert answer.status_code == 400
    assert answer.json()["error"]["message"]
    assert not ApiKey.objects.exists()


def test_last_use_is_written_once_a_minute(alice, django_assert_num_queries):
    made = a_key(alice)
    client = with_key(made.text)
    client.get("/api/me")
    first = ApiKey.objects.get().last_used_at
    client.get("/api/me")
    assert ApiKey.objects.get().last_used_at == first

    ApiKey.objects.update(last_used_at=first - timedelta(seconds=61))
    client.get("/api/me")

    assert ApiKey.objects.get().last_used_at >= first


def test_a_key_is_in_no_log_line_whether_it_opens_or_not(alice, caplog):
    made = a_key(alice)
    caplog.set_level(logging.DEBUG)

    for text in (made.text, made.text[:-1] + "!"):
        for header, form in (("HTTP_X_API_KEY", "{}"), ("HTTP_AUTHORIZATION", "Bearer {}")):
            with_key(text, header=header, form=form).post("/api/generations", {}, format="json")

    logging.getLogger("studio").info("listening")
    assert "listening" in caplog.text
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert made.text[11:] not in logged
    assert made.text not in repr(made)


def test_the_openapi_document_names_keys_and_tokens(db):
    schema = APIClient().get("/api/schema", HTTP_ACCEPT="application/vnd.oai.openapi+json").json()
    schemes = schema["components"]["securitySchemes"]

    assert schemes["apiKey"]["name"] == "X-Api-Key"
    assert schemes["jwtAuth"]["bearerFormat"] == "JWT"
    assert {"apiKey", "jwtAuth"} <= {name for each in schema["paths"]["/api/me"]["get"]["security"] for name in each}


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_at_the_limit_make_one_key(alice, settings):
    settings.MOST_API_KEYS = 3
    for _ in range(2):
        a_key(alice)
    start, refused = Barrier(8), []

    def make():
        try:
            start.wait(timeout=30)
            a_key(alice)
        except Conflict as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert ApiKey.objects.of(alice).count() == 3
    assert len(refused) == 7


def test_the_limit_is_said_and_a_revoked_key_makes_room(api, alice, settings):
    settings.MOST_API_KEYS = 1
    made = a_key(alice)
    full = api.post("/api/keys", {"name": "More", "scopes": ALL}, format="json")
    keys.revoke(alice, pk=made.row.pk)

    assert code(full) == (409, "conflict")
    assert api.post("/api/keys", {"name": "More", "scopes": ALL}, format="json").status_code == 201
