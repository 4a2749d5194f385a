"""The dialog of voices, as people use it: heard, narrowed, taken, by hand and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_shell import fits, troubles


@pytest.fixture(scope="module")
def server(vendor_studio):
    return vendor_studio.url


@pytest.fixture
def composer(open_page, sign_in):
    """Gives `composer(**options)`: the composer of sounds with our own speech chosen."""

    def composer(**options):
        page = sign_in(open_page(**options))
        page.goto("/create/sound")
        return page

    return composer


def opened(page):
    page.locator("[data-voices]").click()
    expect(page.locator("#voices-dialog label.voice").first).to_be_visible()
    return page.locator("#voices-dialog")


def rows(page):
    return page.locator("#voices-dialog label.voice:visible")


def test_a_voice_is_heard_and_taken_into_the_order(composer):
    page = composer()
    dialog = opened(page)
    expect(rows(page)).to_have_count(8)

    first, second = dialog.locator("[data-voice-sample]").nth(0), dialog.locator("[data-voice-sample]").nth(1)
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).not_to_have_attribute("aria-busy", "true")  # it is made, and plays
    second.click()
    expect(first).to_have_attribute("aria-pressed", "false")  # one at a time
    expect(second).to_have_attribute("aria-pressed", "true")
    dialog.locator("label.voice", has_text="Олег").click()
    dialog.get_by_role("button", name="Взять этот голос").click()

    expect(dialog).to_be_hidden()
    expect(page.locator("#set-voice")).to_have_value("Oleg")
    expect(page.locator("[data-voices]")).to_be_focused()


def test_a_sample_ends_by_itself(composer):
    page = composer()
    dialog = opened(page)
    button = dialog.locator("[data-voice-sample]").first

    button.click()

    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_attribute("aria-pressed", "false", timeout=20_000)


def test_voices_are_narrowed_by_words_and_by_who_speaks(composer):
    page = composer()
    dialog = opened(page)

    dialog.locator("[data-voice-gender=female]").click()
    expect(rows(page)).to_have_count(4)
    dialog.locator("[data-voice-language=ru]").click()
    expect(rows(page)).to_have_count(2)
    dialog.locator("[data-voice-gender=female]").click()  # once more: any
    expect(rows(page)).to_have_count(4)
    dialog.locator("[data-voice-words]").fill("спокойный")
    expect(rows(page)).to_have_text([re.compile("Олег")])
    dialog.locator("[data-voice-words]").fill("nobody")
    expect(dialog.locator("[data-no-voices]")).to_be_visible()


def test_by_the_keyboard_alone(composer):
    page = composer()
    page.evaluate("addEventListener('voice:chosen', event => { window.chosen = event.detail; })")
    page.locator("[data-voices]").press("Enter")
    expect(page.locator("[data-voice-words]")).to_be_focused()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    playing = page.locator("#voices-dialog label.voice:has(:checked) [data-voice-sample]")
    expect(playing).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")

    expect(page.locator("#voices-dialog")).to_be_hidden()
    assert page.evaluate("window.chosen") == {"model": "voice-draft", "voice": page.locator("#set-voice").input_value()}
    assert page.locator("#set-voice").input_value() != "Irina"


def test_closed_without_a_choice_nothing_changes(composer):
    page = composer()
    before = page.locator("#set-voice").input_value()
    dialog = opened(page)
    dialog.locator("label.voice:has(input[value=Victor])").click()

    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(page.locator("#set-voice")).to_have_value(before)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_dialog_is_accessible_and_fits_a_phone(composer, scheme):
    page = composer(viewport=PHONE, color_scheme=scheme, has_touch=True)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    opened(page).locator("[data-voice-sample]").first.tap()

    expect(page.locator("[data-voice-sample]").first).to_have_attribute("aria-pressed", "true")
    assert (troubles(page), fits(page), complaints) == ([], True, [])


def test_a_sample_that_cannot_be_had_is_said(composer):
    page = composer()
    page.route("**/sample", lambda route: route.abort())
    dialog = opened(page)

    dialog.locator("[data-voice-sample]").first.click()

    expect(dialog.locator("[data-voice-told]")).to_have_text(
        "Образец сейчас не получить. Попробуйте снова через десять минут."
    )
    expect(dialog.locator("[data-voice-sample]").first).to_have_attribute("aria-pressed", "false")


def test_where_the_voices_do_not_come_it_is_said_and_tried_again(composer):
    page = composer()
    page.route("**/voices/*?*", lambda route: route.abort())
    page.locator("[data-voices]").click()
    dialog = page.locator("#voices-dialog")

    again = dialog.get_by_role("button", name="Повторить")
    expect(dialog.get_by_role("alert")).to_have_text("Голоса сейчас не показать. Выбранный голос остаётся.")
    expect(again).to_be_focused()
    assert troubles(page) == []
    page.unroute("**/voices/*?*")
    again.click()

    expect(rows(page)).to_have_count(8)
    expect(dialog.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "Escape"])
@pytest.mark.parametrize("trouble", ["lost", "broken", "slow"])
def test_the_dialog_can_be_closed_whatever_becomes_of_its_inside(composer, way, trouble):
    page, waiting = composer(), []

    def held_back(route):
        waiting.append(route)

    answers = {
        "lost": lambda route: route.abort(),
        "broken": lambda route: route.fulfill(status=500, body="<p>broken</p>"),
        "slow": held_back,
    }
    page.route("**/voices/*?*", answers[trouble])
    page.locator("[data-voices]").click()
    dialog = page.locator("#voices-dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_have_text("Выберите голос")

    if way == "button":
        dialog.get_by_role("button", name="Закрыть").click()
    else:
        page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(page.locator("[data-voices]")).to_be_focused()
    for route in waiting:
        route.continue_()
    expect(dialog).to_be_hidden()
