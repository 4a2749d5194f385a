"""A master of a finished draft: chosen in the dialog, said what it carries, downloaded. On a desktop in Russian."""

import re

from playwright.sync_api import expect

from tests.browser.test_orders import signed_up

WORK_MS = 120_000


def test_a_finished_draft_becomes_a_sixteen_bit_tiff_that_says_what_it_carries(page):
    alone = signed_up(page)
    alone.goto("/create/image")
    alone.locator("#order-form [name='parameters.resolution']").first.select_option("720p")
    alone.locator("#prompt").fill("Банка тоника на камне")
    alone.locator("#make").click()
    card = alone.locator(".card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    alone.goto(card.get_attribute("data-url"))

    alone.get_by_role("link", name="Экспортировать мастер").click()
    dialog = alone.locator("#master-dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("radio", name=re.compile("TIFF")).check()
    expect(dialog.locator("#master-estimate")).to_contain_text("МБ")
    dialog.get_by_role("button", name="Экспортировать бесплатно").click()

    made = alone.locator("#masters-made [data-statement]")
    expect(made).to_contain_text("Контейнер 16 бит, источник 8 бит", timeout=WORK_MS)
    with alone.expect_download() as download:
        alone.locator("#masters-made a[download]").click()
    kept = download.value.path().read_bytes()
    assert kept[:4] in (b"II*\0", b"MM\0*")
    assert download.value.suggested_filename.endswith((".tif", ".tiff"))
