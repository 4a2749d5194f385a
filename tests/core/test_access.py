"""Each request has a name, one line and one count."""

import json
import logging
import re

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from reklamai.core import metrics
from reklamai.core.logs import LineFormatter
from reklamai.core.proxies import read_trust
from studio.models import User


@pytest.fixture
def lines():
    """What a server would have written, parsed."""

    class Keeper(logging.Handler):
        def __init__(self):
            super().__init__(logging.DEBUG)
            self.setFormatter(LineFormatter(form="json"))
            self.found = []

        def emit(self, record):
            self.found.append(json.loads(self.format(record)))

    keeper, root = Keeper(), logging.getLogger()
    access = logging.getLogger("reklamai.core.access")
    before = access.level
    root.addHandler(keeper)
    access.setLevel(logging.DEBUG)
    yield keeper.found
    access.setLevel(before)
    root.removeHandler(keeper)


def answered(lines):
    return [line for line in lines if line["event"] == "answered"]


def count_of(**labels):
    found = {}
    for family in text_string_to_metric_families(generate_latest(metrics.REGISTRY).decode()):
        for sample in family.samples:
            if sample.name == "reklamai_http_requests_total":
                found[sample.labels["method"], sample.labels["route"], sample.labels["status"]] = sample.value
    return found.get((labels["method"], labels["route"], str(labels["status"])), 0)


def test_an_answer_leaves_one_line_with_its_facts(client, db, lines):
    answer = client.get("/account/login/?next=/secret-corner")

    [line] = answered(lines)
    assert (line["method"], line["path"], line["route"], line["status"]) == (
        "GET", "/account/login/", "account/login/", 200,
    )  # fmt: skip
    assert line["ms"] >= 0
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert "secret-corner" not in json.dumps(lines)
    assert "user" not in line


def test_the_line_names_who_asked_by_number_only(client, db, lines):
    user = User.objects.create_user("vera@lis.studio", "tonic-morning-9")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    client.get("/library")

    [line] = answered(lines)
    assert line["user"] == user.pk
    assert "vera" not in json.dumps(lines)


def test_every_line_of_a_request_carries_its_name(client, db, lines):
    answer = client.post("/account/login/", {"login": "x"}, headers={"X-Forwarded-For": "1.2.3.4"})
    logging.getLogger("studio").warning("said inside the same request's context")

    assert len(lines) > 1
    assert {line["request_id"] for line in lines} == {answer.headers["X-Request-ID"]}


def test_the_next_request_has_another_name(client, db):
    names = {client.get("/healthz").headers["X-Request-ID"] for _ in range(3)}

    assert len(names) == 3


def test_a_request_carries_nothing_of_the_one_before(client, db, lines):
    user = User.objects.create_user("vera@lis.studio", "tonic-morning-9")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/library")
    client.logout()

    client.get("/healthz")

    assert "user" in answered(lines)[-2]
    assert "user" not in answered(lines)[-1]


def test_a_trusted_proxys_name_is_taken_and_a_strangers_is_not(client, db, settings):
    given = {"headers": {"X-Request-ID": "proxy-named-1234"}}
    assert client.get("/healthz", **given).headers["X-Request-ID"] != "proxy-named-1234"

    settings.TRUSTED_PROXIES = read_trust("127.0.0.1")
    assert client.get("/healthz", **given).headers["X-Request-ID"] == "proxy-named-1234"


@pytest.mark.parametrize("name", ["short", "with space 123", "x" * 65, "line\\nbreak-1234"])
def test_a_strange_name_is_replaced(client, db, settings, name):
    settings.TRUSTED_PROXIES = read_trust("127.0.0.1")

    found = client.get("/healthz", headers={"X-Request-ID": name}).headers["X-Request-ID"]

    assert re.fullmatch(r"[0-9a-f]{32}", found)


def test_answers_are_counted_by_route_and_status(client, db):
    before = count_of(method="GET", route="healthz", status=200)

    client.get("/healthz")
    client.get("/healthz")

    assert count_of(method="GET", route="healthz", status=200) == before + 2


def test_addresses_that_are_no_page_share_one_series(client, db):
    before = count_of(method="GET", route="-", status=404)

    client.get("/nope/1")
    client.get("/nope/2")

    assert count_of(method="GET", route="-", status=404) == before + 2
    assert "nope" not in generate_latest(metrics.REGISTRY).decode()


def test_a_made_up_method_makes_no_series_of_its_own(client, db):
    client.generic("BREW", "/healthz")

    assert "BREW" not in generate_latest(metrics.REGISTRY).decode()


def test_a_page_that_breaks_has_its_line_too(client, db, settings, lines):
    settings.ROOT_URLCONF = "tests.core.broken_urls"
    client.raise_request_exception = False

    answer = client.get("/broken")

    assert answer.status_code == 500
    assert [line["status"] for line in answered(lines)] == [500]
    [told] = [line for line in lines if "exception" in line]
    assert "a can at sunset" not in json.dumps(lines)
    assert told["request_id"] == answer.headers["X-Request-ID"]
