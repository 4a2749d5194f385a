from pathlib import Path

from playwright.sync_api import expect

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text()
OPEN = ["/account/login/", "/account/signup/", "/account/password/reset/", "/no-such-page"]
OURS = ["/usage", "/projects", "/settings", "/account/email/", "/account/password/change/"]
SMALLEST = {"width": 360, "height": 740}


STILL = """() => Promise.all(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime < 5000).map((each) => each.finished.catch(() => {})))"""
"""Until nothing fades in any more: half of a colour has half of its contrast."""


def troubles(page):
    """What axe finds serious or critical, with the first place of each."""
    page.evaluate(STILL)
    page.evaluate(AXE)
    return page.evaluate(
        "axe.run().then(found => found.violations.filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => [one.id, one.nodes[0].html]))"
    )


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pages_of_the_shell_are_accessible_and_fit_the_smallest_phone_by_night(open_page, sign_in):
    page, complaints = open_page(viewport=SMALLEST, color_scheme="dark"), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)

    found = {}
    for address in OPEN:
        page.goto(address)
        found[address] = (troubles(page), fits(page))
    sign_in(page)
    for address in OURS:
        page.goto(address)
        found[address] = (troubles(page), fits(page))

    assert {address: result for address, result in found.items() if result != ([], True)} == {}
    assert complaints == []


def test_the_keyboard_opens_search_and_the_list_of_keys_and_leaves_them(signed_in):
    signed_in.goto("/settings")

    signed_in.keyboard.press("Control+k")
    expect(signed_in.locator("#search-words")).to_be_focused()
    signed_in.keyboard.press("Escape")
    expect(signed_in.locator("#search-dialog")).to_be_hidden()
    signed_in.keyboard.press("?")
    expect(signed_in.locator("#shortcuts-dialog")).to_be_visible()


def test_a_question_mark_that_is_typed_into_a_field_opens_nothing(signed_in):
    signed_in.goto("/settings")

    signed_in.locator("#id_name").press("?")

    expect(signed_in.locator("#shortcuts-dialog")).to_be_hidden()


def test_a_menu_gives_the_focus_back(signed_in):
    signed_in.goto("/settings")
    opener = signed_in.locator("summary.avatar-button")

    opener.press("Enter")
    expect(signed_in.locator("a[href='/usage'] >> visible=true").first).to_be_visible()
    signed_in.keyboard.press("Escape")

    expect(opener).to_be_focused()
    expect(opener.locator("..")).not_to_have_attribute("open", "")


def test_a_toast_that_can_be_taken_back_offers_it_and_can_be_closed(signed_in):
    signed_in.goto("/settings")

    signed_in.evaluate(
        "document.body.dispatchEvent(new CustomEvent('toast', {detail: {text: '<b>3</b>', undo: '/preferences'}}))"
    )
    toast = signed_in.locator("#toasts .toast")

    expect(toast).to_contain_text("<b>3</b>")
    expect(toast.locator("button").first).to_be_visible()
    toast.locator("button").last.click()
    expect(toast).to_have_count(0)


def test_without_scripts_language_theme_projects_and_filters_still_work(open_page, sign_in):
    page = sign_in(open_page(java_script_enabled=False))
    page.goto("/projects")

    switch = page.locator("header .wide details:has(button[name=theme])")
    switch.locator("summary").click()
    switch.locator("button[value=dark]").click()
    page.locator(".project-new input[name=name]").fill("Без скриптов")
    page.locator(".project-new button").click()
    page.goto("/usage")
    page.locator("form[data-sends-itself] label", has_text="Пополнения").click()
    page.locator("[data-without-scripts]").click()

    assert "kind=added" in page.url
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".menu-place summary").first).to_contain_text("Без скриптов")
