"""Bodies that nobody sends by accident: bombs, characters that no database keeps, types that are none. Never a 500."""

import json
import time
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.security.routes import PAGES
from tests.security.test_odd_addresses import STEADY, page, status_of  # noqa: F401

DEEP = 100_000
BOMBS = {
    "open lists": "[" * DEEP,
    "lists": "[" * DEEP + "]" * DEEP,
    "objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "a long name": json.dumps({"taskId": "x" * 10**6}),
    "a long number": '{"data":{"task_id":' + "9" * 5000 + "}}",
    "an endless number": "1e999999999",
    "half a character": '"\\ud800"',
    "a NUL": '{"taskId": "\\u0000"}',
    "NULs inside": '{"data": {"taskId": "a\\u0000b", "task_id": ["\\ud800"]}}',
    "no numbers": "[NaN, Infinity]",
    "no text": b"\xff\xfe\x00",
    "nothing": "",
}
DOORS = ["/hooks/kie", "/api/generations", "/api/estimates", "/api/token", "/api/token/refresh", "/api/keys"]
FORMS = [route for route in PAGES if not route.words.startswith(("healthz", "readyz", "metrics", "hooks"))]
FIELDS = [
    "login", "email", "password", "password1", "name", "text", "prompt", "project", "language", "theme", "next", "pk",
    "scopes", "expires", "key", "model", "kind", "on", "action", "code", "seed", "duration", "aspect_ratio", "q",
    "role",
]  # fmt: skip
VALUES = {
    "a NUL": b"a\x00b",
    "only a NUL": b"\x00",
    "no UTF-8": b"\xed\xa0\x80\xff",
    "long": b"x" * 20_000,
    "a long number": b"9" * 400,
    "less than nothing": b"-1",
    "a digit that is none": "²".encode(),
    "an object": b"[object Object]",
    "a number": b"98",
}
TYPES = [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 500, "/", "",
    "application/x-www-form-urlencoded; charset=nonsense", "application/json; charset=utf-7", "a" * 300, "text/plain",
]  # fmt: skip
FILE = (
    '--b\r\nContent-Disposition: form-data; name="file"; filename="{}"\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n'
)
FORM = "application/x-www-form-urlencoded"
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS.keys())
@pytest.mark.parametrize("path", DOORS)
def test_a_bomb_of_a_body_is_turned_away_at_once(page, path, body):
    began = time.monotonic()

    assert 400 <= status_of(page.post(path, body, content_type="application/json")) < 500
    assert time.monotonic() - began < 10


@settings(**STEADY)
@given(JSON, st.dictionaries(st.sampled_from(["taskId", "data", "task_id", "code"]), JSON))
def test_any_json_at_a_vendors_bell_is_answered(db, body, inner):
    for words in (body, inner, {"taskId": body, "data": inner}):
        status_of(Client().post("/hooks/kie?order=x", json.dumps(words), content_type="application/json"))


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_odd_values_in_the_form_of_every_page_are_answered(browser_of, vera, vera_at, value):
    browser, sent = browser_of(vera), "&".join(f"{name}={quote_from_bytes(value)}" for name in FIELDS)

    for route in FORMS:
        if "logout" not in route.words:
            status_of(browser.post(vera_at(route), sent, content_type=FORM))
            status_of(Client().post(vera_at(route), sent, content_type=FORM))


@pytest.mark.parametrize(
    "name", ["a\x00.png", "../../x.png", "x" * 3000 + ".png", "\u202egnp.exe", "", ".", "\r\nX: y"]
)
def test_a_file_with_an_odd_name_is_answered(page, name):
    for path in ("/uploads", "/api/assets"):
        status_of(page.post(path, FILE.format(name).encode(), content_type="multipart/form-data; boundary=b"))


@pytest.mark.parametrize("kind", TYPES)
def test_a_body_of_an_odd_type_is_answered(page, kind):
    for path in ("/preferences", "/uploads", "/account/login/", "/api/assets", "/api/generations", "/hooks/kie"):
        status_of(page.generic("POST", path, b"--b\r\n\r\na=1", content_type=kind))


def test_a_form_of_too_many_fields_is_turned_away(page):
    assert status_of(page.post("/preferences", "&".join(f"a{n}=1" for n in range(5000)), content_type=FORM)) == 400
