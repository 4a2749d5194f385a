"""Forms from elsewhere: every deed asks for its token, every way back stays in the house, every sign-in is new."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from tests.pages.conftest import PASSWORD
from tests.security.routes import ADMIN, ALL, PAGES

EXEMPT = {"hooks/kie"}
"""Pages that take a POST without our token: a vendor's bell, which signs instead."""
NO_COOKIE = {"api/token", "api/token/refresh", "api/token/revoke"}
"""Doors that do not look at cookies, so that a foreign page has nothing to use."""
ELSEWHERE = [
    "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "////evil.example/%2f..",
    "\\\\evil.example", "/\\evil.example", "\\/evil.example", "https:evil.example", "https:/evil.example",
    "https:///evil.example", "http:\\\\evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
    "\tjavascript:alert(1)", "\x01https://evil.example", " //evil.example", "\t//evil.example", "/\t/evil.example",
    "//evil.example\\@testserver", "https://testserver@evil.example", "https://testserver.evil.example",
    "https://evil.example#testserver", "//evil。example", "http://evil.example", "//[::1]/", "//evil%2eexample",
    "ftp://testserver/", "/\r\nLocation: https://evil.example", "https://evil.example\\.testserver",
    "//testserver:80@evil.example",
]  # fmt: skip


@pytest.fixture
def strict(vera):
    """Vera's browser, told to ask for tokens as a real server does."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(vera, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def is_home(location):
    """Whether a browser that is sent there stays with us; judged as browsers do: \\ is /, and blanks are dropped."""
    seen = location.replace("\\", "/").translate(dict.fromkeys(range(33)))
    return seen.startswith("/") and not seen.startswith("//")


def test_every_page_refuses_a_post_without_its_token(strict, vera_at):
    found = {route.words: strict.post(vera_at(route)).status_code for route in PAGES}

    assert {words for words, status in found.items() if status != 403} == EXEMPT


def test_no_page_of_the_admin_is_let_off_the_token(vera, strict):
    vera.is_staff = vera.is_superuser = True
    vera.save()

    assert [route.words for route in ADMIN if getattr(route.view, "csrf_exempt", False)] == []
    assert {strict.post(route.path).status_code for route in ADMIN[::15]} == {403}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_refuses_a_cookie_without_its_token(strict, vera_at, method):
    api = [route for route in ALL if route.path.startswith("/api")]

    found = {route.words: getattr(strict, method)(vera_at(route), content_type="application/json") for route in api}

    assert {words for words, answer in found.items() if answer.status_code not in (403, 405)} <= NO_COOKIE


def test_a_token_of_another_origin_is_no_token(vera, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(vera, backend="django.contrib.auth.backends.ModelBackend")
    browser.get("/settings")
    token = browser.cookies["csrftoken"].value

    def told(**headers):
        return browser.post("/preferences", {"csrfmiddlewaretoken": token, "theme": "dark"}, **headers).status_code

    assert told() == 302
    assert told(HTTP_ORIGIN="https://evil.example") == 403
    assert told(HTTP_ORIGIN="null") == 403
    assert told(HTTP_REFERER="https://evil.example/", secure=True) == 403


@pytest.mark.parametrize("header", ["HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD"])
def test_a_method_in_a_header_or_field_is_not_a_method(browser_of, vera, belongings, header):
    generation, browser = belongings["generations/"], browser_of(vera)

    assert browser.get(f"/generations/{generation.pk}/delete?_method=POST", **{header: "POST"}).status_code == 405
    browser.post(f"/api/generations/{generation.pk}", {"_method": "DELETE"}, **{header: "DELETE"})

    generation.refresh_from_db()
    assert generation.deleted_at is None


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_next_of_a_form_leads_elsewhere(client, db, target):
    answer = client.post("/preferences", {"next": target, "theme": "dark"})

    assert answer.status_code == 302
    assert is_home(answer.headers["Location"])


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_and_out_leads_nowhere_else(client, vera, target):
    entered = client.post(
        f"/account/login/?next={quote(target)}", {"login": vera.email, "password": PASSWORD, "next": target}
    )
    left = client.post("/account/logout/", {"next": target})

    assert (entered.status_code, left.status_code) == (302, 302)
    assert is_home(entered.headers["Location"])
    assert is_home(left.headers["Location"])


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_referer_leads_elsewhere(browser_of, vera, belongings, target):
    answer = browser_of(vera).post(
        f"/generations/{belongings['generations/'].pk}/favourite", {"on": "1"}, headers={"Referer": target}
    )

    assert answer.status_code == 302
    assert is_home(answer.headers["Location"]) or answer.headers["Location"].startswith("http://testserver/")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "\\\\evil.example", "javascript:alert(1)"]
)
def test_staffs_ways_back_stay_in_the_house(vera, browser_of, target):
    vera.is_staff = vera.is_superuser = True
    vera.save()
    for path in ("/admin/login/", "/admin/logout/"):
        answer = Client().post(
            f"{path}?next={quote(target)}", {"username": vera.email, "password": PASSWORD, "next": target}
        )
        assert is_home(answer.headers.get("Location", "/"))


def test_a_session_planted_before_the_sign_in_is_not_the_one_after_it(client, vera):
    client.get("/account/login/")
    client.session["planted"] = 1
    client.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = client.session.session_key

    client.post("/account/login/", {"login": vera.email, "password": PASSWORD})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert stranger.get("/settings").status_code == 302


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"])
def test_no_host_of_a_request_gets_into_a_letter(client, vera, work_off, mailoutbox, header):
    client.post("/account/password/reset/", {"email": vera.email}, **{header: "evil.example"})
    work_off()

    assert all("evil" not in letter.body + letter.subject for letter in mailoutbox)
    assert header == "HTTP_HOST" or "http://testserver/" in mailoutbox[0].body


def test_a_new_signing_key_signs_nobody_out_while_the_old_one_still_counts(
    settings, vera, browser_of, work_off, mailoutbox
):
    browser, old = browser_of(vera), settings.SECRET_KEY
    Client().post("/account/password/reset/", {"email": vera.email})
    work_off()
    link = re.search(r"http://testserver(\S+/reset/key/\S+)", mailoutbox[-1].body)[1]

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [old]
    assert browser.get("/settings").status_code == 200
    assert Client().get(link).status_code == 302  # to the form for a new password

    settings.SECRET_KEY_FALLBACKS = []
    assert Client().get(link).status_code == 200  # the page for a link that is no good
    assert browser_of(vera).get("/settings").status_code == 200
