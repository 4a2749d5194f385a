"""The library as people use it: filters, search, many at once, the bin, the archive, two side by side, the keyboard."""

import io
import json
import re
import zipfile
from collections import namedtuple

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.people import CLIP, PICTURE, bearer, library_of, order, signed_up, until
from tests.flows.test_supervision import wait_until

CUP = "Чашка кофе на столе у окна, утро"
SHOE = "Кроссовок на бетоне, день"
BOTTLE = "A perfume bottle on a plinth in a photo studio"
MOUNTAINS = "Горы на рассвете, медленный облёт"

Somebody = namedtuple("Somebody", "state headers works")


@pytest.fixture(scope="module")
def somebody(browser, server):
    """An account with three pictures and, newest, a clip."""
    context = browser.new_context(base_url=server, locale="ru-RU")
    page = context.new_page()
    headers = bearer(page, signed_up(page))
    orders = [PICTURE | {"prompt": words} for words in (CUP, SHOE, BOTTLE)] + [CLIP | {"prompt": MOUNTAINS}]
    works = order(page, headers, *orders)
    library_of(page, 4)
    yield Somebody(context.storage_state(), headers, works)
    context.close()


@pytest.fixture
def library(open_page, somebody):
    """Four works in a profile of its own; whatever the test before did, all are there and none is a favourite."""
    page = open_page(storage_state=somebody.state, accept_downloads=True)
    for work in somebody.works:
        address = f"/api/generations/{work}"
        assert page.request.post(f"{address}/restore", headers=somebody.headers).ok
        assert page.request.delete(f"{address}/favourite", headers=somebody.headers).ok
    page.goto("/library")
    expect(page.locator(".card[data-state=done]")).to_have_count(4)
    return page


def card(page, words):
    return page.locator(".card", has_text=words[:30])


def shown(page):
    return page.locator(".card a.card-words").all_inner_texts()


def pick(page, first, last):
    """From the first to the last by a click and a click with Shift."""
    page.locator("[data-select-mode]").click()
    picks = page.locator(".card .pick")
    picks.nth(first).click()
    picks.nth(last).click(modifiers=["Shift"])
    expect(page.locator("[data-picked]")).to_have_text(str(last - first + 1))


def do(page, action):
    page.locator(f"[data-bulk] button[value={action}]").click()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("чашки", [CUP]),
        ("бетону", [SHOE]),
        ("горах", [MOUNTAINS]),
        ("bottles", [BOTTLE]),
        ("самовар", []),
    ],
)
def test_the_search_finds_words_in_any_form(library, asked, found):
    library.locator("#library-words").fill(asked)

    library.wait_for_url(lambda url: "q=" in url)
    expect(library.locator(".card a.card-words")).to_have_text(found)
    library.reload()
    assert shown(library) == found


def test_filters_narrow_the_list_and_the_address_keeps_them(library):
    kinds = library.locator(".lib-filters nav").first

    kinds.locator("a[href*='kind=clip']").click()
    expect(library.locator(".card a.card-words")).to_have_text([MOUNTAINS])
    library.reload()
    assert shown(library) == [MOUNTAINS]
    library.locator("a[href*='kind=picture']").click()
    expect(library.locator(".card a.card-words")).to_have_text([BOTTLE, SHOE, CUP])
    library.go_back()
    expect(library.locator(".card a.card-words")).to_have_text([MOUNTAINS])


def test_a_range_becomes_favourites_and_the_filter_shows_them(library):
    pick(library, 1, 3)

    do(library, "favourite")

    expect(library.locator(".card [data-key=favourite][aria-pressed=true]")).to_have_count(3)
    expect(library.locator("#toasts")).to_contain_text("3")
    library.locator("a[href*='show=favourites']").click()
    expect(library.locator(".card a.card-words")).to_have_text([BOTTLE, SHOE, CUP])
    library.keyboard.press("Escape")
    heart = library.locator(".card [data-key=favourite]").first
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "false")
    library.reload()
    assert shown(library) == [SHOE, CUP]


def test_what_many_at_once_deleted_comes_back_by_the_toast(library):
    pick(library, 0, 2)

    do(library, "delete")
    expect(library.locator(".card")).to_have_count(1)
    library.locator("#toasts .toast button").first.click()

    expect(library.locator(".card")).to_have_count(4)
    library.reload()
    expect(library.locator(".card[data-state=done]")).to_have_count(4)


def test_what_is_in_the_bin_is_restored_from_there(library):
    pick(library, 2, 3)
    do(library, "delete")
    expect(library.locator(".card")).to_have_count(2)

    library.goto("/library?show=bin")
    expect(library.locator(".card[data-state=deleted]")).to_have_count(2)
    pick(library, 0, 1)
    do(library, "restore")
    expect(library.locator(".card")).to_have_count(0)

    library.goto("/library")
    expect(library.locator(".card[data-state=done]")).to_have_count(4)


def test_one_deleted_by_its_menu_can_be_taken_back_in_its_place(library):
    one = card(library, SHOE)

    one.locator("[data-key=menu]").click()
    one.locator("[data-key=delete]").click()
    expect(one).to_have_attribute("data-state", "deleted")
    one.locator("[data-key=restore]").click()

    expect(one).to_have_attribute("data-state", "done")
    expect(one.locator("img")).to_be_visible()


def test_late_word_of_a_deletion_does_not_take_away_what_came_back(library):
    late, passed = [], []

    def holding_back(page_side):
        server_side = page_side.connect_to_server()

        def hear(text):
            if json.loads(text)["type"] == "gone":
                late.append((page_side, text))
            else:
                page_side.send(text)
                passed.append(text)

        server_side.on_message(hear)

    library.route_web_socket("**/ws/studio", holding_back)
    library.reload()
    one = card(library, SHOE)
    one.locator("[data-key=menu]").click()
    one.locator("[data-key=delete]").click()
    expect(one).to_have_attribute("data-state", "deleted")
    wait_until(lambda: library.wait_for_timeout(50) or late)
    before = len(passed)
    one.locator("[data-key=restore]").click()
    expect(one).to_have_attribute("data-state", "done")
    wait_until(lambda: library.wait_for_timeout(50) or '"card"' in "".join(passed[before:]))

    for page_side, text in late:
        page_side.send(text)
        page_side.send(json.dumps({"type": "header", "html": '<b id="header-queue">all was heard</b>'}))

    expect(library.locator("#header-queue")).to_have_text("all was heard")
    expect(card(library, SHOE).locator("img")).to_be_visible()
    expect(library.locator(".card")).to_have_count(4)


def test_the_archive_holds_the_very_files_of_what_was_picked(library):
    pick(library, 0, 1)
    wanted = [
        library.request.get(each.get_attribute("data-file")).body() for each in library.locator(".card").all()[:2]
    ]

    with library.expect_download() as download:
        library.locator("[data-bulk] [data-download]").click()

    assert re.fullmatch(r"reklamai-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    with zipfile.ZipFile(download.value.path()) as archive:
        names = sorted(archive.namelist())
        packed = [archive.read(name) for name in names]
        assert archive.testzip() is None
    assert sorted(packed) == sorted(wanted)
    assert {name.rpartition(".")[2] for name in names} == {"mp4", "png"}
    assert max(Image.open(io.BytesIO(packed[[name.endswith("png") for name in names].index(True)])).size) >= 720


def test_two_are_compared_beside_the_list_and_swapped(library):
    pick(library, 1, 2)

    library.locator("[data-compare]").click()
    drawer = library.locator("#compare")
    expect(drawer.locator("[data-side=left] img")).to_have_attribute("alt", re.compile("perfume"))
    drawer.locator("[data-split]").focus()
    library.keyboard.press("ArrowRight")
    assert drawer.locator("[data-art]").evaluate("art => art.style.getPropertyValue('--at')") == "51%"
    expect(drawer.locator(".diff")).to_contain_text(SHOE)
    until(library, "[...document.querySelectorAll('#compare img')].every((each) => each.naturalWidth > 0)")
    drawer.locator("[data-swap-sides]").click()
    expect(drawer.locator("[data-side=right] img")).to_have_attribute("alt", re.compile("perfume"))
    drawer.locator("[data-close-compare]").click()

    expect(drawer).to_be_hidden()


def test_arrows_walk_the_grid_and_letters_act_on_the_card_in_focus(library):
    cards = library.locator(".card")
    cards.nth(0).focus()

    library.keyboard.press("ArrowRight")
    expect(cards.nth(1)).to_be_focused()
    library.keyboard.press("f")
    expect(cards.nth(1).locator("[data-key=favourite]")).to_have_attribute("aria-pressed", "true")
    expect(cards.nth(1)).to_be_focused()
    library.keyboard.press("f")
    expect(cards.nth(1).locator("[data-key=favourite]")).to_have_attribute("aria-pressed", "false")
    library.keyboard.press("End")
    expect(cards.nth(3)).to_be_focused()
    library.keyboard.press("Space")
    expect(library.locator("#preview-dialog img")).to_be_visible()
    library.keyboard.press("Escape")
    expect(library.locator("#preview-dialog")).to_be_hidden()
    expect(cards.nth(3)).to_be_focused()
    library.keyboard.press("x")
    expect(library.locator("[data-picked]")).to_have_text("1")
    library.keyboard.press("Escape")
    expect(library.locator("[data-bulk]")).not_to_have_attribute("data-on", "")
    library.keyboard.press("?")
    expect(library.locator("#shortcuts-dialog")).to_contain_text("Сравнить")
    library.keyboard.press("Escape")
    expect(library.locator("#shortcuts-dialog")).to_be_hidden()


def test_a_card_just_drawn_anew_obeys_at_once(library):
    heart = library.locator(".card [data-key=favourite]").first
    # Pressed in the very next turn after the swap: before htmx knew the new button, it sent its form as a whole page.
    library.evaluate("""() => {
      const told = document.body.dataset;
      told.swaps = "0";
      document.body.addEventListener("htmx:afterSwap", () => {
        told.swaps = String(Number(told.swaps) + 1);
        if (told.swaps === "1") setTimeout(() => document.querySelector(".card [data-key=favourite]").click(), 0);
      });
    }""")

    heart.click()

    expect(library.locator("body")).to_have_attribute("data-swaps", re.compile("[2-9]"))
    expect(heart).to_have_attribute("aria-pressed", "false")


def test_enter_opens_a_work_and_reuse_brings_its_words_to_the_composer(library):
    card(library, CUP).focus()

    library.keyboard.press("Enter")
    library.wait_for_url(re.compile("/generations/"))
    expect(library.locator("h1")).to_have_text(CUP)
    library.keyboard.press("r")

    library.wait_for_url(re.compile("/create/image"))
    expect(library.locator("#prompt")).to_have_value(CUP)
    expect(library.locator("[name='parameters.resolution']")).to_have_value("720p")
