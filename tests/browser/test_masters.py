"""A master of a finished draft: chosen in the dialog, said what it carries, downloaded. In Russian, then on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import PICTURE, WORK_MS, bearer, library_of, order, signed_up
from tests.browser.test_pages import faults


@pytest.fixture
def drawn(page):
    """A page of somebody with one finished draft, and the draft's address."""
    headers = bearer(page, signed_up(page))
    [pk] = order(page, headers, PICTURE | {"prompt": "Банка тоника на камне"})
    library_of(page, 1)
    return page, f"/generations/{pk}"


def test_a_finished_draft_becomes_a_sixteen_bit_tiff_that_says_what_it_carries(drawn, open_page):
    page, address = drawn
    page.goto(address)

    page.get_by_role("link", name="Экспортировать мастер").click()
    dialog = page.locator("#master-dialog")
    expect(dialog).to_be_visible()
    assert faults(page) == []
    dialog.get_by_role("radio", name=re.compile("TIFF")).check()
    expect(dialog.locator("#master-estimate")).to_contain_text("МБ")
    dialog.get_by_role("button", name="Экспортировать бесплатно").click()

    made = page.locator("#masters-made [data-statement]")
    expect(made).to_contain_text("Контейнер 16 бит, источник 8 бит", timeout=WORK_MS)
    with page.expect_download() as download:
        page.locator("#masters-made a[download]").click()
    assert download.value.path().read_bytes()[:4] in (b"II*\0", b"MM\0*")
    assert download.value.suggested_filename.endswith((".tif", ".tiff"))

    state = page.context.storage_state()
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "color_scheme": "dark"}
    reader = open_page(storage_state=state, **phone)
    for where in (address, f"{address}/masters"):
        reader.goto(where)
        expect(reader.locator("#masters-made [data-statement]")).to_be_visible()
        assert faults(reader) == [], where
