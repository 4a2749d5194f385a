import json
import re
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from reklamai.core.htmx import toast, trigger, wants_fragment
from reklamai.core.middleware import clock
from studio.services import projects

PAGES = ["/settings", "/projects", "/usage", "/account/email/", "/account/password/change/", "/account/logout/"]


class Outline(HTMLParser):
    """The tags of a page with their attributes, and the words of its headings."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def outline(response):
    return Outline(response.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_one_main_and_a_way_past_the_header(page, address):
    found = outline(page.get(address))

    assert len(found.all("h1")) == 1
    assert [main["id"] for main in found.all("main")] == ["main"]
    assert found.all("a")[0]["href"] == "#main"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_more_than_twelve_queries(page, address, django_assert_max_num_queries):
    page.get(address)  # the first visit writes down from where one is signed in
    with django_assert_max_num_queries(12):
        assert page.get(address).status_code == 200


def test_the_header_shows_credits_held_credits_and_the_queue(page, vera, order):
    order(vera, price=30, status="running")

    html = page.get("/settings").content.decode()

    assert re.search(r'id="header-balance".*?<b class="num">70</b>.*?30 held', html, re.DOTALL)
    assert re.search(r'id="header-queue".*?<span class="num">1</span>', html, re.DOTALL)


def test_an_empty_queue_is_not_shown(page):
    html = page.get("/settings").content.decode()

    assert 'class="dot"' not in html


def test_a_visitor_sees_no_rooms_and_no_balance(client):
    html = client.get("/account/login/").content.decode()

    assert 'class="rail"' not in html
    assert "header-balance" not in html


def test_the_rooms_are_those_that_there_are(page):
    found = outline(page.get("/usage"))

    rail = [link["href"] for link in found.all("a") if link.get("class") == "rail-link"]
    rooms = ["/create", "/storyboards", "/cinema", "/soul-ids", "/anchors", "/transitions", "/library"]
    assert rail[:7] == rooms
    assert set(rail) == set(rooms)
    assert [link["href"] for link in found.all("a") if link.get("aria-current") == "page"] == ["/usage"]


def test_the_language_of_the_account_wins_over_the_browsers(page, vera):
    vera.language = "ru"
    vera.save()

    response = page.get("/settings", headers={"accept-language": "en"})

    assert outline(response).all("html")[0]["lang"] == "ru"
    assert "Настройки" in response.content.decode()


def test_a_visitor_reads_the_browsers_language_until_another_is_chosen(client):
    before = client.get("/account/login/", headers={"accept-language": "en"})
    client.post("/preferences", {"language": "ru", "next": "/account/login/"})
    after = client.get("/account/login/", headers={"accept-language": "en"})

    assert "Sign in" in before.content.decode()
    assert "Войти" in after.content.decode()


def test_a_choice_of_language_and_theme_is_kept_on_the_account(page, vera):
    response = page.post("/preferences", {"language": "ru", "theme": "dark", "next": "/usage"})

    vera.refresh_from_db()
    assert (vera.language, vera.theme) == ("ru", "dark")
    assert response.url == "/usage"
    assert outline(page.get("/usage")).all("html")[0]["data-theme"] == "dark"


def test_a_visitors_theme_is_kept_in_the_browser_and_a_strange_one_is_not(client):
    client.post("/preferences", {"theme": "light"})
    kept = outline(client.get("/account/login/")).all("html")[0]
    client.post("/preferences", {"theme": "<neon>"})

    assert kept["data-theme"] == "light"
    assert client.cookies["theme"].value == "light"


def test_the_theme_of_the_system_is_named_nowhere(client):
    assert "data-theme" not in outline(client.get("/account/login/")).all("html")[0]


@pytest.mark.parametrize("outside", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", ""])
def test_a_form_of_the_shell_never_leads_outside(client, outside):
    assert client.post("/preferences", {"theme": "dark", "next": outside}).url == "/"


def test_preferences_are_changed_by_forms_only(client):
    assert client.get("/preferences", {"theme": "dark"}).status_code == 405


def test_the_front_page_leads_to_the_composer_and_a_visitor_to_the_sign_in_page(page, client):
    assert page.get("/").url == "/create"
    assert client.get("/").url.startswith("/account/login/")


def test_the_switcher_offers_the_persons_own_projects(page, vera, timur):
    projects.create(vera, name="Autumn")
    projects.create(timur, name="Secret")

    html = page.get("/settings").content.decode()

    assert "Autumn" in html
    assert "Secret" not in html


def test_times_are_told_by_the_readers_clock(page, vera, order):
    entry = order(vera).entries.get(kind="hold")
    page.cookies["clock"] = "Asia/Vladivostok"

    html = page.get("/usage?period=all").content.decode()

    assert f'datetime="{entry.created_at.astimezone(clock("Asia/Vladivostok")).isoformat()}"' in html


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd"])
def test_a_clock_that_nobody_has_is_ours(name):
    assert clock(name).key == "UTC"


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("ru", 1, "1 кредит"), ("ru", 3, "3 кредита"), ("ru", 5, "5 кредитов"), ("ru", 11, "11 кредитов"),
        ("ru", 21, "21 кредит"), ("ru", 112, "112 кредитов"), ("en", 1, "1 credit"), ("en", 2, "2 credits"),
        ("en", 12345, "12\u202f345 credits"),
    ],
)  # fmt: skip
def test_credits_are_counted_in_the_readers_grammar(language, amount, words):
    with translation.override(language):
        assert Template("{% load studio_ui %}{{ n|credits }}").render(Context({"n": amount})) == words


@pytest.mark.parametrize(("amount", "shown"), [(24, "+24"), (-24, "−24"), (0, "0"), (-1200, "−1\u202f200")])
def test_a_movement_is_written_with_its_sign(amount, shown):
    assert Template("{% load studio_ui %}{{ n|signed }}").render(Context({"n": amount})) == shown


def test_a_toast_joins_the_events_that_the_answer_already_raises():
    response = toast(trigger(HttpResponse(), "generation:changed", {"pk": "7"}), "Удалено", mood="good", undo="/back")

    assert json.loads(response.headers["HX-Trigger"]) == {
        "generation:changed": {"pk": "7"},
        "toast": {"text": "Удалено", "is": "good", "undo": "/back"},
    }
    assert response.headers["HX-Trigger"].isascii()


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [({}, False), ({"HX-Request": "true"}, True), ({"HX-Request": "true", "HX-Boosted": "true"}, False),
     ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False)],
)  # fmt: skip
def test_only_htmx_that_swaps_a_piece_gets_a_piece(headers, fragment):
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)

    assert wants_fragment(request) is fragment
