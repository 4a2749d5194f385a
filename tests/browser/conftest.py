"""A Chromium on the real studio. These tests have a pytest run of their own: Playwright keeps an event loop running."""

import importlib.util
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.providers.kie_server import running_kie
from tests.stack import running_studio

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1366, "height": 860}
PHONE = {"width": 390, "height": 844}
DEMO = ("demo@reklamai.local", "reklamai-demo")
CHROMIUM = Path(__file__).resolve().parents[2] / ".ci" / "chromium.py"

expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def executable():
    """The path of a Chromium of this machine; the gate has installed one if there was none."""
    spec = importlib.util.spec_from_file_location("chromium", CHROMIUM)
    chromium = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(chromium)
    found = chromium.find()
    assert found, "no Chromium here: run `python .ci/chromium.py`"
    return found


@pytest.fixture(scope="session")
def browser(executable):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kie():
    """The stand-in of a vendor, rich and quick."""
    with running_kie(run_s=0.5, scale=20.0) as server:
        server.set(balance=10_000.0)
        yield server


@pytest.fixture(scope="session")
def vendor_studio(kie):
    """A studio of its own that has a key for it; a module gives its address as `server`."""
    keys = {
        "KIE_API_KEY": "kie-key",
        "KIE_BASE_URL": kie.base_url,
        "KIE_UPLOAD_URL": kie.upload_url,
        "FETCH_TRUSTED_HOSTS": f"{kie.results_host}, {urlsplit(kie.upload_url).netloc}",
    }
    with running_studio(**keys) as running:
        yield running


@pytest.fixture
def open_page(browser, server):
    """Gives `open_page(**options)`: a page in a fresh profile, addresses relative to the studio."""
    contexts = []

    def open_page(*, viewport=DESKTOP, locale="ru-RU", **options):
        context = browser.new_context(base_url=server, viewport=viewport, locale=locale, **options)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    """A desktop, in Russian, signed out."""
    return open_page()


@pytest.fixture
def phone(open_page):
    """A phone, in Russian, signed out."""
    return open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def sign_in():
    """Gives `sign_in(page)`: the sample account through the form, as a person does it."""

    def sign_in(page, email=DEMO[0], password=DEMO[1]):
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/account/login" not in url)
        return page

    return sign_in


@pytest.fixture
def signed_in(page, sign_in):
    """A desktop, in Russian, signed in."""
    return sign_in(page)
