"""So many requests a minute: counted once for all processes, told in headers, refused with the time to wait."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from fakeredis import TcpFakeServer
from rest_framework.test import APIClient

from studio.models import RateWindow
from studio.services import allowances
from tests.api.conftest import client_of
from tests.api.test_hostile import refused


@pytest.fixture
def rates(settings, one_minute):
    def set_to(**changes):
        settings.API_RATES = {**settings.API_RATES, **changes}

    return set_to


def test_an_answer_says_what_is_left_of_the_minute(api, rates):
    rates(read=10)

    first, second = api.get("/api/me"), api.get("/api/me")

    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"], second["RateLimit-Remaining"]) == ("10", "9", "8")
    assert 1 <= int(first["RateLimit-Reset"]) <= 60


def test_one_too_many_is_a_429_that_says_how_long_to_wait(api, rates):
    rates(read=2)
    statuses = [api.get("/api/me").status_code for _each in range(2)]

    answer = api.get("/api/me")

    assert statuses == [200, 200]
    error = refused(answer, 429)
    assert error["code"] == "throttled"
    assert int(answer["Retry-After"]) == error["facts"]["retry_after"] == int(answer["RateLimit-Reset"])
    assert answer["RateLimit-Remaining"] == "0"


def test_each_scope_has_an_allowance_of_its_own(api, order, rates):
    rates(read=1, order=1, estimate=1)

    assert api.get("/api/me").status_code == 200
    assert api.post("/api/estimates", order, format="json").status_code == 200
    assert api.post("/api/generations", order, format="json").status_code == 202
    for answer in (
        api.get("/api/credits"),
        api.post("/api/estimates", order, format="json"),
        api.post("/api/generations/bulk", {"orders": [order]}, format="json"),
    ):
        refused(answer, 429)


def test_each_account_has_an_allowance_of_its_own(api, bob, rates):
    rates(read=1)
    api.get("/api/me")

    assert client_of(bob).get("/api/me").status_code == 200


def test_files_are_counted_apart(api, alice, place, run, rates):
    asset = run(place(alice)).result
    rates(read=1, file=2)
    api.get("/api/me")

    statuses = [api.get(f"/api/assets/{asset.pk}/file").status_code for _each in range(3)]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("headers", [{}, {"HTTP_AUTHORIZATION": "Api-Key rk_guess"}])
def test_who_is_not_signed_in_is_counted_by_address(db, rates, headers):
    rates(anonymous=2)
    one, other = APIClient(REMOTE_ADDR="10.1.1.1"), APIClient(REMOTE_ADDR="10.1.1.2")

    statuses = [one.get("/api/me", **headers).status_code for _each in range(3)]

    assert statuses == [401, 401, 429]
    assert other.get("/api/me", **headers).status_code == 401


def test_the_next_minute_begins_anew(db, monkeypatch):
    times = iter([59.5, 59.6, 60.1])
    monkeypatch.setattr(time, "time", lambda: next(times))

    assert [allowances.use("a") for _each in range(3)] == [(1, 1), (2, 1), (1, 60)]


def in_threads(number, work):
    found = []

    def run():
        found.append(work())
        connection.close()

    threads = [threading.Thread(target=run) for _each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_time_are_counted_each(one_minute):
    assert in_threads(20, lambda: allowances.use("busy")[0]) == list(range(1, 21))


class Redis(TcpFakeServer):
    request_queue_size = 64
    """Connections that wait to be taken: beyond the usual five the kernel lets one wait a whole second."""


@pytest.fixture
def redis(settings):
    server = Redis(("127.0.0.1", 0), server_type="redis")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.REDIS_URL = f"redis://127.0.0.1:{server.server_address[1]}"
    options = {"socket_timeout": 20, "socket_connect_timeout": 20}
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": settings.REDIS_URL,
            "OPTIONS": options,
        }
    }
    yield server
    server.shutdown()
    server.server_close()


def test_redis_counts_where_it_is_set_and_the_database_rests(db, redis, one_minute, django_assert_num_queries):
    with django_assert_num_queries(0):
        counts = in_threads(10, lambda: allowances.use("busy")[0])

    assert counts == list(range(1, 11))


def test_a_redis_that_is_away_lets_everybody_through(db, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": settings.REDIS_URL}
    }

    assert allowances.use("a")[0] == 0
    assert "redis is away" in caplog.text


def test_counting_takes_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        allowances.use("a")


def test_rows_that_nobody_uses_are_swept(db):
    allowances.use("old")
    allowances.use("fresh")
    RateWindow.objects.filter(key="old").update(seen_at=timezone.now() - timedelta(hours=2))

    assert allowances.forget_old() == 1
    assert [row.key for row in RateWindow.objects.all()] == ["fresh"]
