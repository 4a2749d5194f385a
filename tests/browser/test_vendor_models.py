"""Models of a vendor, as people use them: found, priced, ordered, paid for what comes and for nothing else."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import WORK_MS

MODEL = "Nano Banana 2"


@pytest.fixture(scope="module")
def server(vendor_studio):
    return vendor_studio.url


@pytest.fixture
def at_work(open_page, sign_in):
    """A desktop, in Russian, before the composer of pictures."""
    page = sign_in(open_page())
    page.goto("/create/image")
    return page


def choose(page, words):
    """By the keyboard alone: open the dialog, type, go down to the first, take it."""
    page.locator("#model-button").press("Enter")
    page.locator("[data-model-words]").fill(words)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#model-dialog")).to_be_hidden()


def balance(page):
    return int("".join(filter(str.isdigit, page.locator(".header .balance b").first.inner_text())))


def test_a_model_is_found_by_its_name_and_the_form_and_the_price_are_its_own(at_work):
    at_work.locator("#prompt").fill("A cup on a stone")
    choose(at_work, MODEL.lower())

    expect(at_work.locator("#model-button")).to_contain_text(MODEL)
    expect(at_work.locator("#model-button")).to_be_focused()
    expect(at_work.locator("#prompt")).to_have_value("A cup on a stone")
    expect(at_work.locator("#make")).to_contain_text("кредит")


def test_the_picker_narrows_by_what_a_model_can_and_says_when_nothing_fits(at_work):
    at_work.locator("#model-button").click()
    rows = at_work.locator("label.model:visible")
    expect(rows.nth(20)).to_be_visible()

    at_work.locator("[data-model-words]").fill("no such model at all")

    expect(rows).to_have_count(0)
    expect(at_work.locator("[data-no-models]")).to_be_visible()
    at_work.keyboard.press("Escape")  # empties the field, as everywhere
    expect(rows.nth(20)).to_be_visible()
    at_work.keyboard.press("Escape")
    expect(at_work.locator("#model-dialog")).to_be_hidden()


def test_a_picture_is_ordered_made_by_the_vendor_and_charged_at_its_quote(at_work, kie):
    before = balance(at_work)
    choose(at_work, MODEL.lower())
    at_work.locator("#prompt").fill("A glass of tonic by the sea")
    expect(at_work.locator("#make")).to_contain_text("кредит")
    told = int("".join(filter(str.isdigit, at_work.locator("#make").inner_text())))

    at_work.locator("#make").click()

    card = at_work.locator(".card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    expect(card).to_contain_text(MODEL)
    assert card.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    at_work.reload()
    assert told > 0
    assert balance(at_work) == before - told


def test_what_the_vendor_refuses_costs_nothing_and_says_why(at_work):
    before = balance(at_work)
    choose(at_work, MODEL.lower())
    at_work.locator("#prompt").fill("Something refused {kie:moderated}")

    at_work.locator("#make").click()

    card = at_work.locator(".card").first
    expect(card).to_have_attribute("data-state", "failed", timeout=WORK_MS)
    expect(card).to_contain_text("отказывается")
    at_work.reload()
    assert balance(at_work) == before


def test_a_slider_shows_its_value_as_it_moves(at_work):
    at_work.goto("/create/video")
    slider = at_work.locator("#order-form input[type=range]").first
    shown = slider.locator("xpath=following-sibling::output")
    expect(shown).to_have_text("0,5")
    expect(slider).to_have_value("0.5")  # a decimal comma would be no number to a browser

    slider.focus()
    at_work.keyboard.press("ArrowRight")

    expect(shown).to_have_text("0,6")
