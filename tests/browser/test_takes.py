"""Made again until it is like enough, in a browser: the option, both prices, the card that tells of its takes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import WORK_MS, signed_up, speak
from tests.browser.test_anchors import a_file, anchor_called
from tests.browser.test_pages import complaints_of, faults
from tests.browser.test_shell import SMALLEST, fits
from tests.media.anchors.people import astronaut

LOOKS = {
    "desktop-dark-en": ({"viewport": DESKTOP, "color_scheme": "dark"}, "en"),
    "phone-light-ru": ({"viewport": PHONE, "color_scheme": "light", "is_mobile": True, "has_touch": True}, "ru"),
}


@pytest.fixture(scope="module")
def maker(browser, server):
    """An account with an anchor, and a work that was made three times for its light."""
    context = browser.new_context(base_url=server, locale="en-GB")
    page = context.new_page()
    said = complaints_of(page)
    signed_up(page, "en")
    page.goto("/anchors")
    page.locator("[data-anchor-files]").set_input_files([a_file("astronaut.png", astronaut())])
    expect(page.locator(".card[data-state=done]")).to_have_count(1, timeout=WORK_MS)
    anchor_called(page, "astronaut")
    pk = page.url.rsplit("/", 1)[1]
    page.goto("/create/image")
    expect(page.locator("#retakes")).to_be_hidden()
    page.goto(f"/create/image?hold=anchor:{pk}:lighting")
    page.locator("#prompt").fill("An astronaut smiles")
    page.locator("#order-form [name='parameters.resolution']").select_option("720p")
    page.locator("#retakes-most").select_option("2")
    expect(page.locator("#quote-takes")).to_contain_text("Up to 3 takes")
    page.locator("#retakes-below").fill("99")
    with page.expect_response("**/estimate"):
        page.locator("#retakes-below").press("Tab")
    page.locator("#make").click()
    expect(page.locator("#cards .card[data-state=done]")).to_have_count(1, timeout=3 * WORK_MS)
    expect(page.locator("#cards .card-takes")).to_contain_text("2 more takes; below your 99")
    assert said == []
    yield context.storage_state(), pk
    context.close()


@pytest.fixture
def as_maker(open_page, maker):
    return lambda **options: open_page(storage_state=maker[0], **options)


@pytest.mark.parametrize("look", LOOKS)
def test_the_option_and_the_takes_stand_in_every_look(as_maker, maker, look):
    options, language = LOOKS[look]
    page = as_maker(**options)
    speak(page, language)
    page.goto(f"/create/image?hold=anchor:{maker[1]}:lighting")
    expect(page.locator("#retakes")).to_be_visible()
    page.locator("#retakes-most").select_option("3")
    expect(page.locator("#quote-takes")).to_contain_text("4")
    assert fits(page)
    assert faults(page) == []
    page.goto("/library")
    page.locator(".card-takes a").click()
    page.wait_for_url(re.compile("/generations/[0-9a-f-]{36}"))
    expect(page.locator(".takes li")).to_have_count(3)
    assert fits(page)
    assert faults(page) == []


def test_another_take_is_used_instead(as_maker):
    page = as_maker(locale="en-GB", viewport=SMALLEST)
    page.goto("/library")
    page.locator(".card-takes a").click()
    shown = page.locator(".takes li", has=page.locator(".tag"))
    before = shown.locator("a").inner_text()

    page.locator(".takes li form button").first.click()

    expect(page.locator(".takes li[aria-current] .tag")).to_be_visible()
    assert shown.locator("a").inner_text() != before
