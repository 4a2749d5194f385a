"""Anchors in a browser: dropped, read, looked at, locked, put together, held to; by mouse, by keys, without scripts."""

import base64
import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import WORK_MS, signed_up, speak
from tests.browser.test_pages import complaints_of, faults
from tests.browser.test_shell import SMALLEST, fits, troubles
from tests.flows.test_supervision import wait_until
from tests.media.anchors.people import astronaut, two_people

LOOKS = {
    "desktop-dark-en": ({"viewport": DESKTOP, "color_scheme": "dark"}, "en"),
    "phone-light-ru": ({"viewport": PHONE, "color_scheme": "light", "is_mobile": True, "has_touch": True}, "ru"),
}
DROP = """([encoded, name, target]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type: "image/png" }));
  const place = document.querySelector(target);
  for (const type of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }
}"""


def png(picture):
    buffer = BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def a_file(name, picture):
    return {"name": name, "mimeType": "image/png", "buffer": png(picture)}


@pytest.fixture(scope="module")
def keeper(browser, server):
    """An account with two anchors, one of a woman and one of two people, everything in them locked."""
    context = browser.new_context(base_url=server, locale="en-GB")
    page = context.new_page()
    signed_up(page, "en")
    page.goto("/anchors")
    page.locator("[data-anchor-files]").set_input_files(
        [a_file("astronaut.png", astronaut()), a_file("pair.png", two_people()[0])]
    )
    expect(page.locator(".card[data-state=done]")).to_have_count(2, timeout=WORK_MS)
    addresses = [card.get_attribute("data-url") for card in page.locator(".card").all()]
    for address in addresses:
        page.goto(address)
        for lock in page.locator("#locks input[name=locked]").all():
            if lock.is_checked():  # the first look has locked what the picture is likeliest wanted for
                continue
            with page.expect_response("**/lock"):
                lock.check()
    yield context.storage_state()
    context.close()


@pytest.fixture
def as_keeper(open_page, keeper):
    """Gives `as_keeper(**options)`: a page of a fresh profile that is signed in already."""
    return lambda **options: open_page(storage_state=keeper, **options)


def anchor_called(page, name):
    page.goto("/anchors")
    page.locator(".card-words", has_text=re.compile(f"^{name}$")).click()
    page.wait_for_url(re.compile("/anchors/[0-9a-f-]{36}$"))


def test_a_dropped_picture_is_read_while_one_watches_and_refused_files_block_nothing(open_page):
    page = open_page(locale="en-GB")
    said = complaints_of(page)
    signed_up(page, "en")
    page.goto("/anchors")
    expect(page.locator(".teach")).to_be_visible()

    for name, content in (("notes.png", b"words"), ("astronaut.png", png(astronaut()))):
        page.evaluate(DROP, [base64.b64encode(content).decode(), name, "#anchor-new"])

    expect(page.locator(".verdict[data-verdict=bad]")).to_contain_text("This type of file is not taken")
    expect(page.locator(".teach")).to_be_hidden()
    expect(page.locator(".card[data-state=done]")).to_have_count(1, timeout=WORK_MS)
    expect(page.locator(".locks .tag").first).to_contain_text("Face")
    assert [words for _url, words in said if "415" not in words] == []


def test_what_was_found_lies_where_it_is_at_any_size(as_keeper):
    page = as_keeper(locale="en-GB")
    anchor_called(page, "astronaut")
    page.locator("label:has(#layer-person)").click()

    for width in (1366, 700, 360):
        page.set_viewport_size({"width": width, "height": 860})
        picture = page.locator(".anchor-pic > img").bounding_box()
        drawing = page.locator(".anchor-pic > svg").bounding_box()
        mesh = page.locator(".overlay .contours").bounding_box()
        across = (mesh["x"] + mesh["width"] / 2 - picture["x"]) / picture["width"]
        down = (mesh["y"] + mesh["height"] / 2 - picture["y"]) / picture["height"]

        assert drawing == picture
        # her nose is at (227, 120) of 512 pixels
        assert [across, down] == pytest.approx([227 / 512, 120 / 512], abs=0.05)


def test_layers_are_switched_by_keys_and_the_mesh_goes_and_comes(as_keeper):
    page = as_keeper(locale="en-GB")
    anchor_called(page, "astronaut")
    mesh = page.locator(".overlay .points").first
    expect(mesh).to_be_visible()

    page.locator("#layer-mesh").focus()
    page.keyboard.press("Space")
    expect(mesh).to_be_hidden()
    page.keyboard.press("Space")
    expect(mesh).to_be_visible()
    expect(page.locator(".overlay .swatch").first).to_be_hidden()
    page.locator("label:has(#layer-palette)").click()
    expect(page.locator(".overlay .swatch").first).to_be_visible()


def test_a_lock_takes_effect_at_once_and_outlives_a_reload(as_keeper):
    page = as_keeper(locale="en-GB")
    anchor_called(page, "astronaut")
    lock = page.locator("#locks input[value=lighting]")
    becomes = page.locator("#become b", has_text=re.compile("^Light$"))

    with page.expect_response("**/lock"):
        lock.uncheck()
    expect(becomes).to_have_count(0)
    page.reload()
    expect(lock).not_to_be_checked()
    with page.expect_response("**/lock"):
        lock.check()
    expect(becomes).to_have_count(1)


def test_another_face_is_taken_by_a_key_in_the_picture(as_keeper):
    page = as_keeper(locale="en-GB")
    anchor_called(page, "pair")
    main = page.locator(".face-box[data-main]")
    before = main.get_attribute("x")

    page.locator(".face-pick button").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#reading, .face-box[data-main]").first).to_be_visible()
    expect(main).not_to_have_attribute("x", before, timeout=WORK_MS)
    expect(page.locator("#reading")).to_have_count(0)


def test_a_deleted_card_is_taken_back_by_its_undo(as_keeper):
    page = as_keeper(locale="en-GB")
    page.goto("/anchors")
    card = page.locator(".card", has_text="astronaut")

    card.locator("[data-key=delete]").click()
    expect(card).to_have_attribute("data-state", "deleted")
    card.locator("[data-key=restore]").click()
    expect(card).to_have_attribute("data-state", "done")
    page.reload()
    expect(page.locator(".card[data-state=done]")).to_have_count(2)


def test_the_gallery_is_narrowed_as_one_types(as_keeper):
    page = as_keeper(locale="en-GB")
    page.goto("/anchors")

    page.locator("#anchor-words").press_sequentially("pai")
    expect(page.locator(".card")).to_have_count(1)
    page.locator("#anchor-words").press_sequentially("nt")
    expect(page).to_have_url(re.compile("q=paint"))

    expect(page.locator(".no-cards h2")).to_be_visible()
    expect(page.locator(".no-cards h2")).to_have_text("No anchor of this name")
    expect(page.locator("#anchor-words")).to_be_focused()


def test_a_board_is_filled_by_dragging_by_keys_and_by_its_lists(as_keeper):
    page = as_keeper(locale="en-GB")
    said = complaints_of(page)
    page.goto("/anchors/boards/new")
    woman = page.locator(".tray button", has_text="astronaut")

    with page.expect_response("**/preview"):
        woman.drag_to(page.locator("[data-board-slot=face]"))
    expect(page.locator("#slot-face option:checked")).to_have_text("astronaut")
    page.locator(".tray button", has_text="pair").focus()
    page.keyboard.press("Enter")
    page.locator("[data-board-slot=clothing] [data-put]").focus()
    with page.expect_response("**/preview"):
        page.keyboard.press("Enter")
    expect(page.locator("#slot-clothing")).to_be_focused()
    expect(page.locator("#slot-clothing option:checked")).to_have_text("pair")
    with page.expect_response("**/preview"):
        page.locator("#slot-lighting").select_option(label="astronaut")
    expect(page.locator("#board .lamp").first).to_be_attached()
    expect(page.locator("#board details")).to_contain_text("in its own slot wins")
    assert troubles(page) == []
    page.locator("#board-name").fill("Autumn")
    page.locator("#board-form .anchor-side button").first.click()
    page.wait_for_url(re.compile("/boards/[0-9a-f-]{36}$"))

    expect(page.locator("h1")).to_have_text("Autumn")
    expect(page.locator("#slot-face option:checked")).to_have_text("astronaut")
    assert said == []


def test_an_order_holds_to_an_anchor_and_its_likeness_is_measured(as_keeper):
    page = as_keeper(locale="en-GB")
    said = complaints_of(page)
    page.goto("/create/image")

    page.locator("[data-hold-add]").click()
    page.locator("dialog [data-hold-this^='anchor:']", has_text="astronaut").click()
    chip = page.locator("[data-held]")
    expect(chip.locator("select")).to_be_focused()
    chip.locator("select").select_option(label="Face")
    page.locator("#prompt").fill("A woman, portrait")
    page.locator("details.sent summary").click()
    expect(page.locator("#sent-body")).to_contain_text("astronaut")
    page.locator("#order-form [name='parameters.resolution']").select_option("720p")
    page.locator("#make").click()

    card = page.locator(".card[data-state=done]", has_text="A woman, portrait")
    expect(card).to_have_count(1, timeout=WORK_MS)
    expect(card.locator(".score", has_text="Face")).to_be_visible()
    chip.locator("[data-unhold]").focus()
    page.keyboard.press("Delete")
    expect(chip).to_have_count(0)
    expect(page.locator("[data-hold-add]")).to_be_focused()
    assert said == []


@pytest.mark.parametrize(("options", "language"), LOOKS.values(), ids=LOOKS.keys())
def test_the_pages_of_anchors_are_accessible_and_say_nothing_in_the_console(as_keeper, options, language):
    page = as_keeper(locale=language, **options)
    said = complaints_of(page)
    speak(page, language)
    anchor_called(page, "pair")
    addresses = [page.url, "/anchors", "/anchors?show=bin", "/anchors/boards", "/anchors/boards/new"]
    addresses += ["/anchors/library", "/anchors/pick/image", "/create/image"]

    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}: {fault}" for fault in faults(page)]
        page.set_viewport_size(SMALLEST)
        if not fits(page):
            found.append(f"{address}: scrolls sideways on the smallest phone")
        page.set_viewport_size(options["viewport"])

    assert found == []
    assert said == []


def test_dialogs_of_anchors_are_accessible_and_give_the_focus_back(as_keeper):
    page = as_keeper(locale="en-GB")

    page.goto("/anchors")
    page.locator("[data-anchor-library]").click()
    expect(page.locator("#anchor-library .pick-item").first).to_be_visible()
    library = troubles(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-anchor-library]")).to_be_focused()
    page.goto("/create/image")
    page.locator("[data-hold-add]").click()
    expect(page.locator("#pick-dialog [data-hold-this]").first).to_be_visible()
    picker = troubles(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-hold-add]")).to_be_focused()

    assert {"library": library, "picker": picker} == {"library": [], "picker": []}


def looked_again(page, address):
    """What a person does on a page without scripts."""
    page.wait_for_timeout(500)
    page.goto(address)
    return page


def test_without_scripts_an_anchor_is_made_locked_put_on_a_board_and_held_to(open_page):
    page = open_page(java_script_enabled=False, locale="en-GB")
    signed_up(page, "en")
    page.goto("/anchors")
    page.locator("[data-anchor-files]").set_input_files(a_file("astronaut.png", astronaut()))
    page.locator("#anchor-new button").first.click()
    expect(page.locator(".card")).to_have_count(1)
    wait_until(lambda: looked_again(page, "/anchors").locator(".card[data-state=reading]").count() == 0)

    page.locator(".card-words").click()
    page.locator("#locks input[value=face]").check()
    page.locator("#locks > button").click()
    page.goto("/anchors/boards/new")
    page.locator("#board-name").fill("Alone")
    page.locator("#slot-face").select_option(label="astronaut")
    page.locator("#board-form [formaction$=preview]").click()
    expect(page.locator("#board image")).to_have_count(1)
    page.locator("#board-form .anchor-side button").first.click()
    expect(page.locator("h1")).to_have_text("Alone")
    page.goto("/create/image")
    page.locator("#prompt").fill("By the sea")
    page.locator("[data-hold-add]").click()
    page.locator("[data-hold-this^='multi-reference:']").click()
    expect(page.locator("[data-held]")).to_contain_text("Alone")
    expect(page.locator("#prompt")).to_have_value("By the sea")
    page.locator("[data-unhold]").click()

    expect(page.locator("[data-held]")).to_have_count(0)
