import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO
from tests.browser.people import PASSWORD


def signs_in(page, email, password):
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")


def test_the_sample_account_signs_in_by_the_form(page):
    signs_in(page, *DEMO)

    expect(page).to_have_url(re.compile("/create/"))
    expect(page.locator("main")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_newcomer_signs_up_by_the_form_and_signs_in_again_elsewhere(open_page, scripts):
    page, email = open_page(java_script_enabled=scripts), f"{uuid4().hex[:10]}@example.com"
    page.goto("/account/signup/")
    page.locator("input[name=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/create/"))
    expect(page.locator(".header .balance b").first).to_have_text("100")

    page.context.clear_cookies()
    signs_in(page, email, PASSWORD)

    expect(page).to_have_url(re.compile("/create/"))


def test_a_wrong_password_stays_on_the_form_and_says_so(page):
    signs_in(page, DEMO[0], "not the password")

    expect(page.locator("input[name=login]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("парол", ignore_case=True)


def test_the_sign_in_page_fits_a_phone(phone):
    phone.goto("/account/login/")

    expect(phone.locator("input[name=login]")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
