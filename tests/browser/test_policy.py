"""The strict policy in a real browser: staff's rooms, the API's documents, error pages and the studio work under it."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.people import PICTURE, bearer, library_of, order, signed_up
from tests.stack import ROOT

STAFF = ("staff@reklamai.local", "облепиховый-тоник-9")
MAKE_STAFF = f"""
from studio.models import User
User.objects.create_superuser({STAFF[0]!r}, {STAFF[1]!r}, language="en", name="Staff")
"""
LISTS = ["user", "generation", "asset", "project", "creditaccount", "ledgerentry", "cataloguemodel", "apikey"]
LOUD = {"error", "warning"}
VIOLATIONS = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) =>
  broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture(scope="module")
def staff(studio):
    """A member of staff who may do all, in the database of the running studio."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "reklamai.settings.dev", "REKLAMAI_HOME": str(studio.home)}
    command = [sys.executable, "manage.py", "shell", "-c", MAKE_STAFF]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    return STAFF


@pytest.fixture
def watched(open_page):
    """Gives `watched()`: a page, and the list of what its console and its policy complain of."""

    def watched(**options):
        page, said = open_page(**options), []
        page.add_init_script(VIOLATIONS)
        page.on("pageerror", lambda error: said.append((page.url, str(error))))
        page.on("console", lambda line: said.append((page.url, line.text)) if line.type in LOUD else None)
        return page, said

    return watched


def visit(page, addresses, said):
    for address in addresses:
        page.goto(address, wait_until="load")
        said += [(address, each) for each in page.evaluate("broken")]


def test_staffs_rooms_work_where_nothing_inline_runs(watched, sign_in, staff):
    page, said = watched(locale="en-GB")
    sign_in(page, *staff)

    visit(page, ["/admin/", "/admin/health", *(f"/admin/studio/{name}/" for name in LISTS)], said)
    visit(page, ["/admin/auth/group/add/", "/admin/auth/group/", "/admin/password_change/"], said)

    assert said == []


def test_the_moving_parts_of_the_admin_move(watched, sign_in, staff):
    page, said = watched(locale="en-GB")
    sign_in(page, *staff)
    page.goto("/admin/studio/user/")

    page.locator("#action-toggle").check()
    expect(page.locator("#changelist-actions button[name=index]")).to_be_hidden()
    page.locator("#changelist-actions select[name=action]").select_option(index=1)
    expect(page.locator("#changelist-actions button[name=index]")).to_be_visible()
    wide = page.locator("#changelist-actions").evaluate("(bar) => bar.style.width")
    page.locator("#nav-filter").press_sequentially("gen")
    expect(page.locator("#search-results a").first).to_be_visible()
    page.locator("#nav-filter").press("Escape")
    expect(page.locator("#nav-filter")).to_have_value("")
    expect(page.locator("#search-results")).to_be_hidden()
    button = page.locator("[x-on\\:click^='foldSidebar']")
    button.click()
    expect(page.locator("#nav-sidebar")).to_be_hidden()
    page.reload()
    expect(page.locator("#nav-sidebar")).to_be_hidden()
    button.click()
    expect(page.locator("#nav-sidebar")).to_be_visible()
    page.locator("#result_list tbody a").first.click()
    expect(page.locator("form#user_form")).to_have_attribute("action", page.url.removeprefix(origin(page)))
    said += page.evaluate("broken")

    assert wide.endswith("px")
    assert said == []


def origin(page):
    return page.evaluate("location.origin")


def test_the_documents_of_the_api_are_drawn(watched):
    page, said = watched(locale="en-GB")

    page.goto("/api/docs")
    page.locator(".opblock-summary").first.wait_for(timeout=60_000)
    page.locator(".opblock-summary").first.click()
    expect(page.locator(".opblock-body").first).to_be_visible()
    said += page.evaluate("broken")
    page.goto("/api/redoc")
    page.locator("h1, [data-section-id]").first.wait_for(timeout=60_000)
    heading = page.locator("h1").first.evaluate("(it) => getComputedStyle(it).fontFamily")
    said += page.evaluate("broken")

    assert "Montserrat" in heading, "ReDoc's own styles are not in force"
    assert said == []


def test_the_studio_and_its_error_pages_keep_to_the_policy(watched):
    page, said = watched()
    visit(page, ["/account/login/", "/account/signup/", "/account/password/reset/"], said)
    headers = bearer(page, signed_up(page))
    (one,) = order(page, headers, PICTURE | {"prompt": "Чашка кофе у окна"})
    library_of(page, 1)
    visit(page, ["/create/image", "/create/video", "/library", f"/generations/{one}", "/usage", "/projects"], said)
    visit(page, ["/settings", "/settings/keys", "/settings/sign-ins", "/settings/data", "/account/email/"], said)
    errors = len(said)
    visit(page, ["/nope"], said)

    assert said[:errors] == []
    assert [words for _address, words in said[errors:] if "404" not in str(words)] == []
