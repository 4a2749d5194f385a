import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from reklamai.core.errors import BadInput, Conflict, NotEnoughCredits, NotFound
from reklamai.core.middleware import ExpectedTrouble


@pytest.fixture
def trouble():
    """Gives `trouble(error, htmx=False)`: what the middleware makes of an error that a page raised."""

    def trouble(error, *, htmx=False):
        request = RequestFactory().get("/create", headers={"HX-Request": "true"} if htmx else {})
        request.user, request.htmx = AnonymousUser(), HtmxDetails(request)
        with translation.override("en"):
            return ExpectedTrouble(lambda request: None).process_exception(request, error)

    return trouble


@pytest.mark.parametrize(
    ("error", "status"), [(BadInput, 400), (NotEnoughCredits, 402), (NotFound, 404), (Conflict, 409)]
)
def test_expected_trouble_is_a_page_with_its_own_words_and_status(trouble, error, status):
    response = trouble(error("You have too few credits for <this>.", needed=24))

    assert response.status_code == status
    assert "You have too few credits for &lt;this&gt;." in response.content.decode()
    assert "needed" not in response.content.decode()


def test_htmx_gets_the_same_words_as_a_toast_and_swaps_nothing(trouble):
    response = trouble(NotEnoughCredits("You have too few credits for this."), htmx=True)

    assert response.status_code == 402
    assert response.content == b""
    assert json.loads(response.headers["HX-Trigger"])["toast"] == {
        "text": "You have too few credits for this.",
        "is": "bad",
        "undo": "",
    }


def test_a_bug_is_not_taken_for_expected_trouble(trouble):
    assert trouble(ValueError("a bug")) is None


def test_an_address_that_does_not_exist_says_so_with_the_header(page):
    response = page.get("/no-such-page")

    html = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page" in html
    assert 'class="rail"' in html


def test_a_visitor_gets_the_same_page_without_rooms(client, db):
    response = client.get("/no-such-page", headers={"accept-language": "ru"})

    html = response.content.decode()
    assert response.status_code == 404
    assert "Такой страницы нет" in html
    assert 'class="rail"' not in html


def test_a_form_without_its_token_is_refused_in_words(vera):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/preferences", {"theme": "dark"}, headers={"accept-language": "en"})

    assert response.status_code == 403
    assert "This form was open for too long" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "429.html", "403_csrf.html"])
def test_every_page_for_trouble_renders_without_a_person(name, db):
    html = render_to_string(name, {}, request=RequestFactory().get("/"))

    assert html.count("<h1>") == 1
    assert 'class="error-code' in html


@pytest.mark.parametrize(("language", "words"), [("en", "Something broke on our side"), ("ru", "Что-то сломалось")])
def test_the_page_for_a_bug_leans_on_nothing(language, words):
    with translation.override(language):
        html = render_to_string("500.html")

    assert words in html
    assert f'lang="{language}"' in html
