"""A storyboard built in a browser: typed, dragged, moved by keys, kept by itself; two tabs; a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import PICTURE, WORK_MS, bearer, library_of, order, signed_up
from tests.browser.test_pages import complaints_of, faults
from tests.flows.test_supervision import wait_until

SHOTS = ["Улица на рассвете", "Рука берёт банку", "Крупно: капли на металле", "Она улыбается"]


@pytest.fixture
def director(open_page):
    """A new account in Russian, before an empty board of two shots."""
    page = open_page(viewport=DESKTOP, color_scheme="dark")
    page.email = signed_up(page)
    page.said = complaints_of(page)
    begin(page)
    return page


def begin(page):
    page.goto("/storyboards")
    page.locator("main form button[data-variant=primary]").click()
    page.wait_for_url(re.compile("/storyboards/[0-9a-f-]{36}$"))


def words(page):
    return [field.input_value() for field in page.locator("[data-shot] textarea").all()]


def saved(page, said="Сохранено"):
    expect(page.locator("#saved")).to_have_text(said)


def say(page, place, text):
    page.locator("[data-shot] textarea").nth(place).fill(text)


def built(page, shots=SHOTS):
    """These shots on the board, added by the keyboard where they are missing."""
    for place, text in enumerate(shots):
        if place >= page.locator("[data-shot]").count():
            page.locator("#add-shot").press("Enter")
            expect(page.locator("[data-shot] textarea").nth(place)).to_be_focused()
        say(page, place, text)
    saved(page)


def drag(page, card, before):
    handle, target = page.locator("[data-handle]").nth(card), page.locator("[data-shot]").nth(before)
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] * 0.7, end["y"] + 30, steps=6)
    page.mouse.move(end["x"] + end["width"] * 0.2, end["y"] + 30, steps=6)
    page.mouse.up()


def test_a_board_is_typed_dragged_and_moved_by_keys_and_stands_after_a_reload(director):
    page = director
    built(page)

    with page.expect_response(re.compile("/shots/")):
        drag(page, card=3, before=0)
    expect(page.locator("#announcer")).to_have_text("Теперь это сцена номер 1.")
    handle = page.locator("[data-handle]").nth(1)
    handle.focus()
    with page.expect_response(re.compile("/shots/")):
        handle.press("ArrowRight")
        page.keyboard.press("ArrowRight")
    expect(page.locator("#announcer")).to_have_text("Теперь это сцена номер 4.")
    expect(page.locator("[data-handle]").nth(3)).to_be_focused()
    moved = [SHOTS[3], SHOTS[1], SHOTS[2], SHOTS[0]]

    assert words(page) == moved
    page.reload()
    assert words(page) == moved
    assert [mark.inner_text() for mark in page.locator("[data-shot] .shot-head b").all()] == ["1", "2", "3", "4"]
    assert faults(page) == []
    assert page.said == []


def test_every_field_keeps_itself_while_one_types_in_another(director):
    page = director
    built(page, SHOTS[:2])
    first, second = (page.locator("[data-shot]").nth(place) for place in (0, 1))

    first.locator("[data-step='1']").click()
    first.locator("[data-step='1']").click()
    first.locator("select[name=preset]").select_option(index=3)
    chosen = first.locator("select[name=preset]").input_value()
    first.locator("input[name=line]").fill("Доброе утро!")
    second.locator("details.more summary").click()
    second.locator("input[name=continues]").check()
    second.locator("textarea").press_sequentially(" и пьёт", delay=90)
    expect(second.locator("textarea")).to_be_focused()
    saved(page)

    assert second.locator("textarea").input_value() == f"{SHOTS[1]} и пьёт"
    page.reload()
    assert words(page) == [SHOTS[0], f"{SHOTS[1]} и пьёт"]
    assert first.locator("input[name=duration_s]").input_value() == "6"
    assert first.locator("select[name=preset]").input_value() == chosen
    assert first.locator("input[name=line]").input_value() == "Доброе утро!"
    expect(second.locator("input[name=continues]")).to_be_checked()
    assert page.said == []


def test_what_was_typed_just_before_the_page_is_left_is_kept(director):
    page = director
    address = page.url
    say(page, 0, "Последние слова")

    page.goto("/usage")
    # the last words travel beside the next page, and may come after it
    wait_until(lambda: page.goto(address) and words(page)[0] == "Последние слова")

    expect(page.locator("[data-shot] textarea").first).to_have_value("Последние слова")


def test_the_older_of_two_tabs_is_told_and_loses_nothing(director):
    page = director
    built(page, SHOTS[:2])
    other = page.context.new_page()
    other.goto(page.url)
    say(other, 0, "Слова из второй вкладки")
    saved(other)

    say(page, 1, "Слова из первой вкладки")
    expect(page.locator("#stale")).to_be_visible()
    saved(page, "Не сохранено")
    assert words(page)[1] == "Слова из первой вкладки"
    page.locator("[data-keep-mine]").click()
    saved(page)

    other.reload()
    assert words(other)[1] == "Слова из первой вкладки"
    expect(page.locator("#stale")).to_be_hidden()


def test_a_removed_shot_comes_back_from_the_toast_and_a_locked_one_cannot_be_typed_in(director):
    page = director
    built(page, SHOTS[:3])

    page.locator("[id^=more-]").nth(1).click()
    page.get_by_role("button", name="Убрать", exact=True).locator("visible=true").click()
    expect(page.locator("[data-shot]")).to_have_count(2)
    expect(page.locator("[data-handle]").nth(1)).to_be_focused()  # of the card that stands there now
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("[data-shot]")).to_have_count(3)
    assert words(page) == SHOTS[:3]

    page.locator("[id^=lock-]").first.press("Enter")
    expect(page.locator("[data-shot] textarea").first).to_be_disabled()
    expect(page.locator("[id^=lock-]").first).to_be_focused()
    page.locator("[id^=lock-]").first.press("Enter")
    expect(page.locator("[data-shot] textarea").first).to_be_enabled()
    assert page.said == []


def test_a_join_is_chosen_on_the_time_and_shortens_the_film(director):
    page = director
    built(page, SHOTS[:2])
    expect(page.locator("#board-foot .seconds")).to_have_text("8 с")

    page.locator("summary.join").press("Enter")
    page.locator(".join-place select").select_option("crossfade")
    expect(page.locator("#board-foot .seconds")).to_have_text("7,5 с")
    expect(page.locator(".join-place")).to_have_attribute("open", "")
    page.locator(".join-place input[name=seconds]").fill("1")

    expect(page.locator("#board-foot .seconds")).to_have_text("7 с")
    expect(page.locator("summary.join")).to_have_attribute("aria-label", "Стык сцен 1 и 2: Наплыв")
    assert faults(page) == []
    assert page.said == []


def test_a_picture_of_the_library_plays_in_every_shot_and_stands_as_a_frame(director):
    page = director
    order(page, bearer(page, page.email), PICTURE | {"prompt": "банка тоника"})
    address = page.url
    library_of(page, 1)
    page.goto(address)
    built(page, SHOTS[:2])

    page.locator("[id^=add-] summary").first.click()
    page.get_by_role("link", name="Картинка").locator("visible=true").click()
    page.locator("#pick-dialog .pick-item").first.click()
    expect(page.locator("#pick-dialog")).to_be_hidden()
    expect(page.locator("#cast [data-member]")).to_have_count(1)
    rest = page.locator("[data-shot]").nth(1).locator("details.more")
    rest.locator("summary").click()
    rest.locator("[data-slot=start_frame] a").click()
    page.locator("#pick-dialog .pick-item").first.click()
    expect(rest.locator("[data-slot=start_frame] img")).to_be_visible()
    saved(page)

    page.reload()
    expect(page.locator("[data-shot]").first.locator("[data-member]")).to_have_count(1)
    expect(page.locator("[data-shot]").nth(1).locator("[data-slot=start_frame] img")).to_be_visible()
    expect(page.locator("[data-shot]").nth(1).locator(".frame img")).to_be_visible()
    page.locator("#cast [data-uncast-all]").click()
    expect(page.locator("#cast [data-member]")).to_have_count(0)
    assert faults(page) == []
    assert page.said == []


def test_the_draft_is_played_without_a_credit_while_one_types_on(director):
    page = director
    built(page, SHOTS[:2])
    for place in (0, 1):
        page.locator("[data-shot] input[name=duration_s]").nth(place).fill("2")
    saved(page)
    with page.expect_response(re.compile("/animatic$")) as answer:
        page.locator("#play-draft").click()
    assert answer.value.status == 200
    expect(page.locator("#player-state")).to_have_attribute("data-working", "")

    field = page.locator("[data-shot] textarea").first
    field.press_sequentially(", тихо", delay=250)

    expect(field).to_be_focused()
    expect(page.locator("#player video").first).to_be_attached(timeout=WORK_MS)
    assert field.input_value() == f"{SHOTS[0]}, тихо"
    expect(page.locator("#header-balance b")).to_have_text("100")
    assert page.said == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_phone_swipes_along_the_shots_and_nothing_scrolls_sideways(open_page, scheme):
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2, color_scheme=scheme)
    signed_up(page)
    page.goto("/storyboards")
    listed = faults(page)
    begin(page)
    built(page, SHOTS[:3])
    page.locator("[id^=more-]").first.tap()
    page.get_by_role("button", name="Сдвинуть вправо").locator("visible=true").tap()
    expect(page.locator("#announcer")).to_have_text("Теперь это сцена номер 2.")

    assert words(page) == [SHOTS[1], SHOTS[0], SHOTS[2]]
    assert listed + faults(page) == []
    page.locator(".bottom-bar summary").tap()
    expect(page.locator(".bottom-bar .menu a").first).to_be_visible()
    assert faults(page) == []


def test_without_scripts_a_shot_is_kept_moved_and_priced_by_plain_forms(open_page, director):
    state = director.context.storage_state()
    page = open_page(viewport=DESKTOP, java_script_enabled=False, storage_state=state)
    page.goto(director.url)
    for place in (0, 1):
        say(page, place, SHOTS[place])
        page.locator("[data-shot] [data-without-scripts]").nth(place).click()

    page.locator("[id^=more-]").first.click()
    page.get_by_role("button", name="Сдвинуть вправо").first.click()
    page.locator("#render").click()

    assert words(page) == [SHOTS[1], SHOTS[0]]
    expect(page.locator("#render")).to_contain_text("Снять 2 сцены · бесплатно")
