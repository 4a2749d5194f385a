"""Every page: accessible, one heading, nothing sideways, a silent console, light, usable without scripts."""

from collections import namedtuple

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import CLIP, PICTURE, WORK_MS, bearer, library_of, order, signed_up, speak
from tests.browser.test_shell import SMALLEST, fits, troubles

WORDS = ["Чашка кофе на столе у окна, утро", "Кроссовок на бетоне, день"]
CLIP_WORDS = "Горы на рассвете, медленный облёт"
OUTSIDE = ["/account/login/", "/account/signup/"]
LOOKS = {
    "desktop-dark-en": ({"viewport": DESKTOP, "color_scheme": "dark"}, "en"),
    "smallest-light-ru": ({"viewport": SMALLEST, "color_scheme": "light", "is_mobile": True, "has_touch": True}, "ru"),
}
"""Every page in each: both sizes, both themes, both languages."""
OWN_BYTES = 150_000
SHIFTS = 0.05
WATCH = """
window.seen = {lcp: 0, cls: 0};
new PerformanceObserver((list) => list.getEntries().forEach((it) => { seen.lcp = it.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((it) => { if (!it.hadRecentInput) seen.cls += it.value; }))
  .observe({type: "layout-shift", buffered: true});
"""
WEIGHT = """() => performance.getEntriesByType("resource").filter((each) => /[.](css|js)([?]|$)/.test(each.name))
  .map((each) => [each.encodedBodySize, each.decodedBodySize])"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"

Somebody = namedtuple("Somebody", "state addresses")


@pytest.fixture(scope="module")
def somebody(browser, server):
    """An account with two pictures and a clip: what its browser keeps, and the addresses of all its pages."""
    context = browser.new_context(base_url=server, locale="ru-RU")
    page = context.new_page()
    email = signed_up(page)
    orders = [PICTURE | {"prompt": words} for words in WORDS] + [CLIP | {"prompt": CLIP_WORDS}]
    one, other, clip = order(page, bearer(page, email), *orders)
    library_of(page, 3)
    addresses = [
        "/create/image", "/create/video", "/library", "/library?view=list", "/library?show=bin", f"/generations/{one}",
        f"/generations/{clip}", f"/compare?pk={one}&pk={other}", "/usage", "/projects", "/settings",
    ]  # fmt: skip
    yield Somebody(context.storage_state(), addresses)
    context.close()


@pytest.fixture
def as_somebody(open_page, somebody):
    """Gives `as_somebody(**options)`: a page of a fresh profile that is signed in already."""
    return lambda **options: open_page(storage_state=somebody.state, **options)


def complaints_of(page):
    """What the console and the page complain of from now on, violations of the policy among it."""
    said = []
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("console", lambda line: said.append((page.url, line.text)) if line.type == "error" else None)
    return said


def faults(page):
    """Of the page that stands: what axe finds, headings that are not one, sideways scrolling."""
    found = [str(each) for each in troubles(page)]
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} headings of the first level")
    if not fits(page):
        found.append("scrolls sideways")
    return found


@pytest.mark.parametrize(("options", "language"), LOOKS.values(), ids=LOOKS.keys())
def test_pages_are_accessible_have_one_heading_and_say_nothing_in_the_console(
    open_page, as_somebody, somebody, options, language
):
    stranger, page = open_page(locale=language, **options), as_somebody(locale=language, **options)
    said = [complaints_of(stranger), complaints_of(page)]
    speak(page, language)

    found = []
    for reader, addresses in ((stranger, OUTSIDE), (page, somebody.addresses)):
        for address in addresses:
            reader.goto(address)
            found += [f"{address}: {fault}" for fault in faults(reader)]

    assert found == []
    assert said == [[], []]


@pytest.mark.parametrize("options", [options for options, _ in LOOKS.values()], ids=LOOKS.keys())
def test_dialogs_and_the_selection_are_accessible(as_somebody, options):
    page = as_somebody(**options)
    said = complaints_of(page)

    page.goto("/create/image")
    page.locator("#model-button").click()
    expect(page.locator("#model-dialog label.model").first).to_be_visible()
    picker = troubles(page)
    page.keyboard.press("Escape")
    page.locator(".drop [data-pick-from]").first.click()
    expect(page.locator("#pick-dialog .pick-item").first).to_be_visible()
    files = troubles(page)
    page.goto("/library")
    page.locator("[data-select-mode]").click()
    for pick in page.locator("[data-pick]").all()[:2]:
        pick.check()
    expect(page.locator("[data-bulk]")).to_have_attribute("data-on", "")
    selection = faults(page)
    page.locator("[data-compare]").click()
    expect(page.locator("#compare img").first).to_be_visible()
    drawer = troubles(page)

    assert {"picker": picker, "files": files, "selection": selection, "drawer": drawer} == {
        "picker": [], "files": [], "selection": [], "drawer": [],
    }  # fmt: skip
    assert said == []


def test_a_desktop_by_day_in_russian_is_as_accessible(as_somebody, somebody):
    page = as_somebody(viewport=DESKTOP, color_scheme="light")
    speak(page, "ru")

    found = []
    for address in somebody.addresses[:3]:
        page.goto(address)
        found += [f"{address}: {fault}" for fault in faults(page)]

    assert found == []


@pytest.mark.parametrize("address", ["/create/image", "/library"])
def test_a_page_is_light_and_does_not_jump(as_somebody, address):
    page = as_somebody()
    page.add_init_script(WATCH)

    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(FRAMES)
    weights, seen = page.evaluate(WEIGHT), page.evaluate("seen")

    sent = sum(encoded for encoded, _ in weights)
    print(f"{address}: {sent} bytes of {len(weights)} files, LCP {seen['lcp']:.0f} ms, CLS {seen['cls']:.4f}")
    assert all(0 < encoded < decoded for encoded, decoded in weights), "a file goes out uncompressed"
    assert sent <= OWN_BYTES
    assert seen["cls"] <= SHIFTS


def test_without_scripts_a_picture_is_ordered_by_the_plain_form_and_deleted_by_a_plain_button(open_page):
    page = open_page(java_script_enabled=False)
    signed_up(page)
    page.goto("/create/image")

    page.locator("#prompt").fill("Чашка на столе")
    page.locator("#order-form [name='parameters.resolution']").select_option("720p")
    page.locator("#make").click()

    assert "/create/image" in page.url
    card = page.locator(".card", has_text="Чашка на столе")
    expect(card).to_have_count(1)
    card.locator("[data-key=menu]").click()
    card.locator("[data-key=delete]").click()
    expect(page.locator(".card")).to_have_count(0)
    page.goto("/library?show=bin")
    page.locator(".card [data-key=restore]").click()
    page.goto("/library")
    expect(page.locator(".card")).to_have_count(1)


def test_without_scripts_a_clip_is_cancelled_and_the_language_changed_by_plain_buttons(open_page):
    page = open_page(java_script_enabled=False)
    signed_up(page)
    page.goto("/create/video")
    page.locator("#prompt").fill("Улица в дожде")
    page.locator("#order-form [name='parameters.resolution']").select_option("4k")
    page.locator("#make").click()

    page.locator(".card [data-key=cancel]").click()
    page.locator("header button[value=en]").first.click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".card")).to_have_attribute("data-state", "cancelled", timeout=WORK_MS)
    expect(page.locator(".card")).to_contain_text("Nothing was charged")
