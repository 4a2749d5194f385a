"""What happens by itself, and what stays: pushes, polls without a socket, drafts of the form, language and theme."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.people import PASSWORD, PICTURE, WORK_MS, bearer, order, signed_up

PROMPT = "Банка тоника на камне у моря"
OTHER = "Пекарня утром, хлеб на столе"


@pytest.fixture
def alone(page):
    """A new account on a desktop, in Russian."""
    signed_up(page)
    return page


def type_in(page, words):
    """Words into the composer, until the server has kept them: the quote's answer comes after the draft is saved."""
    with page.expect_response(re.compile("/estimate$")):
        page.locator("#prompt").fill(words)


def tab_to(page, selector, most=40):
    """The number of presses of Tab that lead there."""
    for number in range(1, most + 1):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return number
    raise AssertionError(f"{most} presses of Tab do not lead to {selector}")


def test_without_a_socket_the_card_is_asked_for_until_it_is_done(alone):
    sockets = []
    alone.route_web_socket("**/ws/studio", lambda socket: (sockets.append(socket), socket.close()))
    alone.goto("/create/image")
    alone.evaluate("window.notReloaded = true")

    alone.locator("#prompt").fill(PROMPT)
    alone.locator("#order-form [name='parameters.resolution']").select_option("720p")
    with alone.expect_request(re.compile("/card$")):
        alone.locator("#make").click()

    expect(alone.locator(".card")).to_have_attribute("data-state", "done", timeout=WORK_MS)
    expect(alone.locator(".card img")).to_be_visible()
    assert alone.evaluate("window.notReloaded")
    assert sockets


def test_an_order_of_another_program_appears_by_itself_in_every_open_page(open_page):
    page = open_page()
    headers = bearer(page, signed_up(page))
    library, studio = page.context.new_page(), page.context.new_page()
    for each, address in ((page, "/create/image"), (library, "/library"), (studio, "/create/video")):
        with each.expect_websocket() as socket:
            each.goto(address)
        assert socket.value.url.endswith("/ws/studio")
    started = time.monotonic()

    order(page, headers, PICTURE | {"prompt": PROMPT})

    expect(page.locator(".card", has_text=PROMPT)).to_have_count(1)
    print(f"order to card: {time.monotonic() - started:.2f} s")
    expect(library.locator(".card", has_text=PROMPT)).to_have_count(1)
    expect(page.locator(".card")).to_have_attribute("data-state", "done", timeout=WORK_MS)
    expect(library.locator(".card")).to_have_attribute("data-state", "done")
    expect(studio.locator(".card")).to_have_count(0)


def test_the_draft_of_the_form_survives_a_reload_and_waits_in_a_second_tab(alone):
    alone.goto("/create/image")
    alone.locator("[name='parameters.aspect_ratio']").select_option("9:16")
    type_in(alone, PROMPT)

    alone.reload()
    expect(alone.locator("#prompt")).to_have_value(PROMPT)
    expect(alone.locator("[name='parameters.aspect_ratio']")).to_have_value("9:16")
    other = alone.context.new_page()
    other.goto("/create/image")
    expect(other.locator("#prompt")).to_have_value(PROMPT)
    expect(other.locator("[name='parameters.aspect_ratio']")).to_have_value("9:16")


def test_a_card_drawn_anew_behind_the_preview_gets_the_focus_back(open_page):
    page = open_page()
    headers = bearer(page, signed_up(page))
    [work] = order(page, headers, PICTURE | {"prompt": PROMPT})
    page.goto("/create/image")
    card = page.locator(".card")
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    card.focus()
    page.keyboard.press("Space")
    expect(page.locator("#preview-dialog img")).to_be_visible()

    page.request.post(f"/api/generations/{work}/favourite", headers=headers)
    expect(card.locator("[data-key=favourite]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")

    expect(card).to_be_focused()


def test_an_older_drawing_of_a_card_does_not_replace_a_newer_one(open_page):
    page = open_page()
    headers = bearer(page, signed_up(page))
    order(page, headers, PICTURE | {"prompt": PROMPT})
    page.goto("/create/image")
    card = page.locator(".card")
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    heart = card.locator("[data-key=favourite]")
    before = card.evaluate("card => card.outerHTML")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")

    # A bell that was drawn before the press was written down, and that a slow network brings now.
    card.evaluate("(card, html) => studioCards.replace(card, html)", before)

    expect(heart).to_have_attribute("aria-pressed", "true")


def test_words_whose_price_had_not_come_when_the_page_was_left_are_kept(alone):
    asked = []

    def hold_back(route):
        asked.append(route)

    alone.route("**/estimate", hold_back)
    alone.goto("/create/image")

    with alone.expect_request(re.compile("/estimate$")):
        alone.locator("#prompt").fill(OTHER)
    alone.goto("/usage")

    alone.goto("/create/image")
    expect(alone.locator("#prompt")).to_have_value(OTHER)
    for route in asked:
        route.abort()


def test_a_look_at_the_other_composer_costs_no_words(alone):
    alone.goto("/create/image")
    type_in(alone, PROMPT)

    alone.locator(".composer nav a[href='/create/video']").click()
    alone.wait_for_url(re.compile("/create/video"))
    alone.locator(".composer nav a[href='/create/image']").click()
    alone.wait_for_url(re.compile("/create/image"))

    expect(alone.locator("#prompt")).to_have_value(PROMPT)


def test_language_and_theme_stay_after_a_reload_and_in_another_browser(open_page, sign_in):
    page = open_page(color_scheme="light")
    email = signed_up(page)
    page.goto("/library")

    page.locator("header .wide button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/library")
    page.locator("header .wide summary:has(+ .menu button[name=theme])").click()
    page.locator("header .wide button[value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("h1")).to_have_text("Library")

    other = open_page(color_scheme="light")
    sign_in(other, email, PASSWORD)
    other.goto("/library")
    expect(other.locator("html")).to_have_attribute("lang", "en")
    assert other.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_picture_is_ordered_looked_at_liked_and_used_again_without_a_mouse(alone):
    alone.goto("/create/image")
    alone.keyboard.press("Tab")
    expect(alone.locator("a.skip")).to_be_focused()
    alone.keyboard.press("Enter")
    assert tab_to(alone, "#prompt") <= 4
    alone.keyboard.type(PROMPT)
    alone.keyboard.press("Control+Enter")
    card = alone.locator(".card", has_text=PROMPT)
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)

    tab_to(alone, "[data-card]")
    alone.keyboard.press("f")
    expect(card.locator("[data-key=favourite]")).to_have_attribute("aria-pressed", "true")
    expect(card).to_be_focused()
    alone.keyboard.press("Space")
    expect(alone.locator("#preview-dialog img")).to_be_visible()
    alone.keyboard.press("Escape")
    expect(card).to_be_focused()
    alone.keyboard.press("?")
    expect(alone.locator("#shortcuts-dialog")).to_contain_text("Ctrl")
    alone.keyboard.press("Escape")
    expect(alone.locator("#shortcuts-dialog")).to_be_hidden()
    alone.locator("#prompt").fill("")
    card.focus()
    alone.keyboard.press("r")
    expect(alone.locator("#prompt")).to_have_value(PROMPT)
    expect(alone.locator("#prompt")).to_be_focused()
