"""Addresses, headers and cookies that anybody may write: whatever they hold, an answer, never a 500."""

from base64 import urlsafe_b64encode
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.staff import member_of

NASTY = [
    "", " ", "\x00", "a\x00b", "-1", "0", "1e309", "NaN", "9" * 400, "٣", "½", "²", "𝟙", "\u202e", "\ufeff", "%", "%00",
    "{}", "[]", "null", "true", "../../etc/passwd", "'; DROP TABLE x; --", "<script>", "=cmd|' /C calc'!A0", "x" * 5000,
    "2026-02-30", "0000-01-01", "9999-12-31", "10000-01-01T00:00:00Z", "2026-11-22T25:61:61+99:99",
    "00000000-0000-0000",
]  # fmt: skip
NAMES = [
    "cursor", "q", "search", "kind", "status", "state", "project", "model", "from", "to", "first", "last", "size",
    "period", "sort", "show", "view", "reuse", "pk", "asset", "next", "key", "order", "page", "created_after",
    "created_before",
]  # fmt: skip
LOOKS = [
    "/library", "/usage", "/usage.csv", "/create/image", "/create/image/models", "/create/image/pick/reference",
    "/projects", "/compare", "/settings/keys", "/account/login/", "/api/generations", "/api/assets",
    "/api/credits/entries", "/api/projects", "/api/models", "/api/nope",
]  # fmt: skip
RAW = st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))
ODD = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), RAW)
QUERY = st.lists(st.tuples(st.sampled_from(NAMES), ODD), max_size=5)
CURSOR = st.one_of(ODD, st.binary(max_size=60).map(lambda raw: urlsafe_b64encode(raw).decode()))
HEADER = st.one_of(
    st.sampled_from([each for each in NASTY if each.isascii() and "\x00" not in each]),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=200),
)
PIECES = st.lists(st.sampled_from(["0-0", "-1", "5-", "-", "9-1", "a-b", "²-³"]), max_size=50)
RANGE = st.one_of(
    HEADER,
    st.builds("bytes={}-{}".format, st.integers(-9, 10**25), st.integers(-9, 10**25)),
    PIECES.map(lambda pieces: "bytes=" + ",".join(pieces)),
)
TONGUES = ["ru" * 400, "en;q=9e999", "*;q=0", "ru-RU-x-" + "a-" * 300, ",,,;;;", "zh-hant-tw-x", "../ru", "i-default"]
LANGUAGE = st.one_of(HEADER, st.sampled_from(TONGUES))
CLOCK = st.one_of(
    HEADER, st.sampled_from(["Europe/Moscow", "../../etc/passwd", "/etc/localtime", "Etc/GMT+99", "posix"])
)
STEADY = {"max_examples": 30, "deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
ROOMS = ["studio/generation", "studio/user", "studio/asset", "studio/ledgerentry", "admin/logentry", "django_q/ormq"]


def status_of(answer):
    assert answer.status_code < 500, answer.content[:400]
    return answer.status_code


def cookie(text):
    """What a browser could send of it."""
    return text.encode("ascii", "replace").decode()[:2000]


@pytest.fixture
def page(browser_of, vera, belongings):
    return browser_of(vera)


@pytest.mark.parametrize("path", LOOKS)
def test_any_query_of_a_list_is_answered(page, path):
    @settings(**STEADY)
    @given(QUERY)
    def asked(pairs):
        status_of(page.get(f"{path}?" + "&".join(f"{name}={quote(value)}" for name, value in pairs)))

    asked()


@pytest.mark.parametrize("path", [path for path in LOOKS if path.startswith(("/lib", "/usage", "/api/"))])
def test_a_cursor_that_was_tampered_with_is_refused_or_left_out(page, path):
    @settings(**STEADY)
    @given(CURSOR)
    def asked(cursor):
        assert status_of(page.get(f"{path}?cursor={quote(cursor)}")) in (200, 400, 404, 422)

    asked()


@pytest.mark.parametrize("name", ["file", "thumbnail"])
def test_any_range_of_a_file_is_answered(page, belongings, name):
    @settings(**STEADY)
    @given(RANGE)
    def asked(wanted):
        path = f"/assets/{belongings['assets/'].pk}/{name}"
        assert status_of(page.get(path, headers={"Range": wanted})) in (200, 206, 416)

    asked()


@settings(**STEADY)
@given(language=LANGUAGE, clock=CLOCK, chosen=LANGUAGE, agent=HEADER)
def test_any_language_and_clock_of_a_browser_is_answered(page, language, clock, chosen, agent):
    page.cookies["clock"], page.cookies["django_language"] = cookie(clock), cookie(chosen)

    status_of(page.get("/usage", headers={"Accept-Language": language, "User-Agent": agent, "HX-Request": "true"}))
    status_of(page.get("/nope", headers={"Accept-Language": language, "HX-Current-URL": agent}))
    status_of(page.get("/api/me", headers={"Accept-Language": language, "Accept": agent}))


@settings(**STEADY)
@given(key=HEADER, authorization=HEADER, session=HEADER)
def test_any_key_token_and_session_is_answered(page, key, authorization, session):
    order = {"kind": "text_to_image", "model": "nothing", "prompt": "x"}
    headers = {"Idempotency-Key": key}
    status_of(page.post("/api/generations", order, content_type="application/json", headers=headers))
    for scheme in ("Bearer", "Api-Key", "Basic", "Token", ""):
        answer = Client().get("/api/me", headers={"Authorization": f"{scheme} {authorization}"})
        assert status_of(answer) in (401, 403, 429)
    stranger = Client()
    stranger.cookies["sessionid"] = cookie(session)
    assert status_of(stranger.get("/settings")) == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("room", ROOMS)
def test_any_query_of_staff_is_answered(room):
    _user, browser = member_of(superuser=True)
    names = ["q", "p", "o", "status__exact", "created_at__gte", "id__exact", "pk__in", "e", "nope", "date_joined__year"]
    for value in ("%00", "a%00b", "%ED%A0%80", "9" * 400, "-1", "2026-02-30", "x" * 3000, "["):
        for name in names:
            status_of(browser.get(f"/admin/{room}/?{name}={value}"))
    for row in ("%00", "9" * 40, "_5F", str(uuid4())):
        status_of(browser.get(f"/admin/{room}/{row}/change/"))
        status_of(browser.get(f"/admin/{room}/{row}/history/"))
