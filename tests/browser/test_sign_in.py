from playwright.sync_api import expect


def test_the_sample_account_signs_in_by_the_form(signed_in):
    expect(signed_in.locator("main")).to_be_visible()
    assert "/account/login" not in signed_in.url


def test_a_wrong_password_stays_on_the_form_and_says_so(page):
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("demo@reklamai.local")
    page.locator("input[name=password]").fill("not the password")
    page.locator("input[name=password]").press("Enter")

    expect(page.locator("input[name=login]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("парол", ignore_case=True)


def test_the_sign_in_page_fits_a_phone(phone):
    phone.goto("/account/login/")

    expect(phone.locator("input[name=login]")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
