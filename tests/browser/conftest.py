"""A Chromium on the real studio. These tests have a pytest run of their own: Playwright keeps an event loop running."""

import importlib.util
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import people
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
SETTINGS = "tests.browser.settings"

PATIENCE_MS = 60_000
"""For any answer of a page on a machine that does much else: only a failure waits so long."""

expect.set_options(timeout=PATIENCE_MS)


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
def studio():
    with running_studio(DJANGO_SETTINGS_MODULE=SETTINGS) as running:
        yield running


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
    with running_studio(DJANGO_SETTINGS_MODULE=SETTINGS, **keys) as running:
        yield running


@pytest.fixture
def open_page(browser, server):
    """Gives `open_page(**options)`: a page in a fresh profile, addresses relative to the studio."""
    contexts = []

    def open_page(*, viewport=DESKTOP, locale="ru-RU", **options):
        context = browser.new_context(base_url=server, viewport=viewport, locale=locale, **options)
        context.set_default_timeout(PATIENCE_MS)
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
    """Gives `sign_in(page)`: the sample account, or another, signed in where the page is."""
    return lambda page, email=DEMO[0], password=DEMO[1]: people.signed_in(page, email, password)


@pytest.fixture
def signed_in(page, sign_in):
    """A desktop, in Russian, signed in."""
    return sign_in(page)
