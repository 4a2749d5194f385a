"""A person learned in a browser: photos dropped and judged, trained through a killed worker, cast, measured, erased."""

import base64
import json
import os
import re
import signal
from pathlib import Path

import psutil
import psycopg
import pytest
from playwright.sync_api import expect

from reklamai.core.embedded import place_for
from tests.browser.album import a_file, dozen, good_ones, photo
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import WORK_MS, signed_up, speak
from tests.browser.test_pages import complaints_of, faults
from tests.browser.test_shell import SMALLEST, fits, troubles
from tests.flows.test_supervision import titled, wait_until
from tests.media.anchors.people import two_people

LOOKS = {
    "desktop-dark-en": ({"viewport": DESKTOP, "color_scheme": "dark"}, "en"),
    "phone-light-ru": ({"viewport": PHONE, "color_scheme": "light", "is_mobile": True, "has_touch": True}, "ru"),
}
DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, encoded] of files) {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  const place = document.querySelector("#photo-new [data-drop]");
  for (const type of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }
}"""
LEFT = """
SELECT (SELECT count(*) FROM soulids_soulid WHERE id = %(pk)s),
  (SELECT count(*) FROM soulids_soulphoto WHERE soul_id = %(pk)s),
  (SELECT count(*) FROM soulids_soulversion WHERE soul_id = %(pk)s),
  (SELECT count(*) FROM soulids_consent WHERE soul_id = %(pk)s),
  (SELECT count(*) FROM studio_generationreference WHERE source = 'soulid' AND source_id = %(pk)s::text
    AND (file <> '' OR facts <> '{}'))
"""
FILES = """
SELECT unnest(ARRAY[asset.file, asset.thumbnail]) FROM studio_asset asset
  WHERE asset.id IN (SELECT asset_id FROM soulids_soulphoto WHERE soul_id = %(pk)s)
     OR asset.id IN (SELECT unnest(ARRAY[master_id, cut_id]) FROM soulids_soulversion WHERE soul_id = %(pk)s)
"""


def asked(studio, words, **values):
    where = f"host={place_for(studio.home).sockets} user=postgres dbname=reklamai"
    with psycopg.connect(where, autocommit=True) as connection:
        return connection.execute(words, values).fetchall()


def drop(page, files):
    page.evaluate(DROP, [[each["name"], base64.b64encode(each["buffer"]).decode()] for each in files])


def begun(page, name="Vera Lis"):
    """A new Soul ID, as far as its photos; gives its id."""
    page.goto("/soul-ids/new")
    page.locator("input[name=name]").fill(name)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/train$"))
    return page.url.split("/")[-2]


def judged(page, count):
    """Once every one of so many photos has its verdict."""
    expect(page.locator("#album .photo")).to_have_count(count, timeout=WORK_MS)
    expect(page.locator("#album .photo[data-mark=busy]")).to_have_count(0, timeout=WORK_MS)


def consented(page):
    page.locator("#consent-person").fill("Vera Lis")
    page.locator("input[name=right][value=written_permission]").check()
    page.locator("input[name=agreed]").check()
    page.locator("#consent-form button").click()
    expect(page.locator("#consent .note")).to_contain_text("Vera Lis")


def learned(page):
    """Trained until its own page is there."""
    expect(page.locator("#train-button")).to_be_enabled(timeout=WORK_MS)
    page.locator("#train-button").click()
    page.wait_for_url(re.compile("/soul-ids/[0-9a-f-]{36}$"), timeout=WORK_MS)


@pytest.fixture(scope="module")
def keeper(browser, server):
    """An account with one Soul ID that is ready: (its storage, the Soul ID's id)."""
    context = browser.new_context(base_url=server, locale="en-GB")
    page = context.new_page()
    signed_up(page, "en")
    pk = begun(page)
    page.locator("[data-photo-files]").first.set_input_files(good_ones(10))
    consented(page)
    judged(page, 10)
    learned(page)
    yield context.storage_state(), pk
    context.close()


@pytest.fixture
def as_keeper(open_page, keeper):
    """Gives `as_keeper(**options)`: a page of a fresh profile that is signed in already."""
    return lambda **options: open_page(storage_state=keeper[0], **options)


@pytest.mark.soak
def test_a_dozen_photos_are_learned_through_a_killed_worker_cast_with_an_anchor_measured_and_erased(open_page, studio):
    page = open_page(locale="en-GB")
    signed_up(page, "en")
    said = complaints_of(page)

    # twelve photos are dropped, and each is judged
    pk = begun(page)
    drop(page, dozen())
    judged(page, 12)
    row = lambda name: page.locator("#album .photo", has=page.locator(f"[title='{name}']"))  # noqa: E731
    expect(row("blurred.jpg")).to_contain_text("Too blurred")
    expect(row("stranger.jpg")).to_contain_text("Another person than in the other photos")
    expect(row("again.jpg")).to_contain_text("The same as vera-1.jpg")
    expect(page.locator("#photo-count")).to_have_text("9 of 10–70 good photos")
    expect(page.locator("#train-gate")).to_contain_text("1 more good photo is needed.")
    expect(page.locator("#train-button")).to_be_disabled()
    assert page.locator("#views li[data-level=full]", has_text="Front").count() == 1

    # one more, the consent, and the training begins
    page.locator("[data-photo-files]").first.set_input_files([a_file("one more.jpg", photo(14))])
    expect(page.locator("#photo-count")).to_have_text("10 of 10–70 good photos", timeout=WORK_MS)
    expect(page.locator("#train-gate")).to_contain_text("Consent is missing.")
    consented(page)
    expect(page.locator("#train-button")).to_be_enabled()
    page.locator("#train-button").click()

    # its worker is killed in the middle, and it goes on
    seen = set()
    expect(page.locator("#training progress")).to_have_attribute("value", re.compile("[1-9]"), timeout=WORK_MS)
    ((order,),) = asked(studio, "SELECT training_id FROM soulids_soulid WHERE id = %(pk)s", pk=pk)
    wait_until(lambda: titled(studio, f" processing generation-{order}"))
    worker = titled(studio, f" processing generation-{order}")[0]
    seen.add(page.locator("#training progress").get_attribute("value"))
    os.kill(worker.pid, signal.SIGKILL)
    psutil.wait_procs([worker], timeout=60)

    def is_over():
        bar = page.locator("#training progress")
        if bar.count():
            seen.add(bar.first.get_attribute("value"))
        return page.url.endswith(f"/soul-ids/{pk}")

    wait_until(lambda: page.wait_for_timeout(200) or is_over(), seconds=WORK_MS / 1000)
    assert asked(studio, "SELECT status, attempt FROM studio_generation WHERE id = %(pk)s", pk=order) == [("done", 2)]
    assert len(seen) >= 3, "the bar moves"
    expect(page.locator("h1")).to_have_text("Vera Lis")
    expect(page.locator(".left-out li")).to_have_count(3)

    # she plays in an order that holds to the clothes of an anchor
    page.goto("/anchors")
    page.locator("[data-anchor-files]").set_input_files([a_file("pair.jpg", two_people()[0])])
    expect(page.locator(".card[data-state=done]")).to_have_count(1, timeout=WORK_MS)
    page.goto(f"/soul-ids/{pk}")
    page.get_by_role("link", name="In a picture").click()
    expect(page.locator(f"[data-cast='{pk}']")).to_be_visible()
    page.locator("[data-hold-add]").click()
    page.locator("dialog [data-hold-this^='anchor:']").first.click()
    page.locator("[data-held] select").select_option(label="Clothes")
    page.locator("#prompt").fill("A woman by the sea, portrait")
    page.locator("#order-form [name='parameters.resolution']").select_option("720p")
    page.locator("#make").click()
    card = page.locator(".card[data-state=done]", has_text="A woman by the sea")
    expect(card).to_have_count(1, timeout=WORK_MS)
    expect(card.locator(".score", has_text="Face").locator("b")).to_have_text(re.compile(r"\d+"))
    expect(card.locator(".score", has_text="Clothes")).to_be_visible()

    # and is erased: no row, no vector, no file
    names = [name for (name,) in asked(studio, FILES, pk=pk) if name]
    places = {place.name: place for place in (studio.home / "media").rglob("*") if place.is_file()}
    assert len(names) >= 26
    assert all(Path(name).name in places for name in names)
    page.goto(f"/soul-ids/{pk}")
    page.locator("[data-soul-delete]").click()
    expect(page.locator("#soul-dialog")).to_contain_text("Finished works that it plays in, without face data.")
    page.get_by_role("button", name="Delete for ever").click()
    page.wait_for_url(re.compile("/soul-ids$"))
    expect(page.locator(".card")).to_have_count(0)
    assert asked(studio, LEFT, pk=pk) == [(0, 0, 0, 0, 0)]
    wait_until(lambda: not any(places[Path(name).name].exists() for name in names))
    page.goto("/create/image")
    expect(page.locator(".card[data-state=done]", has_text="A woman by the sea")).to_have_count(1)
    assert said == []


def test_a_page_that_was_loaded_anew_shows_what_came_and_names_what_did_not(as_keeper):
    page = as_keeper(locale="en-GB")
    pk = begun(page, "Somebody else")
    held = []
    page.route("**/photos", lambda route: held.append(route) if len(held) < 1 else route.continue_())
    drop(page, good_ones(3))
    expect(page.locator("#album .photo")).to_have_count(2)
    expect(page.locator("#uploads progress")).to_have_count(1)
    kept = page.evaluate("(pk) => sessionStorage.getItem(`soul-uploads-${pk}`)", pk)
    assert len(json.loads(kept)) == 1

    page.unroute("**/photos")
    page.reload()

    expect(page.locator("#album .photo")).to_have_count(2)
    left = page.locator("#uploads .photo")
    expect(left).to_have_count(1)
    expect(left).to_contain_text("Its upload was cut off. Drop it again.")
    drop(page, good_ones(3))
    expect(page.locator("#album .photo")).to_have_count(3)
    expect(left).to_have_count(0)


def test_a_refused_file_blocks_no_other_and_a_broken_upload_is_tried_again(as_keeper):
    page = as_keeper(locale="en-GB")
    begun(page, "Another one")
    row = page.locator("#uploads .photo")

    drop(page, [{"name": "words.jpg", "buffer": b"these are words"}, *good_ones(1)])
    expect(page.locator("#album .photo")).to_have_count(1)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("This type of file is not taken")

    broken = []
    page.route("**/photos", lambda route: broken.append(route.abort()) if not broken else route.continue_())
    drop(page, good_ones(1, first=1))
    expect(row.filter(has_text="vera-2.jpg")).to_contain_text("The connection broke off.")
    row.get_by_role("button", name="Try again: vera-2.jpg").click()
    expect(page.locator("#album .photo")).to_have_count(2)
    row.get_by_role("button", name="Remove: words.jpg").click()
    expect(row).to_have_count(0)


def test_a_photo_that_came_after_the_session_had_ended_is_not_taken_for_kept(as_keeper):
    page = as_keeper(locale="en-GB")
    pk = begun(page, "A late one")
    page.context.clear_cookies(name=re.compile("session"))

    drop(page, good_ones(1))

    row = page.locator("#uploads .photo")
    expect(row.get_by_role("button", name="Try again: vera-1.jpg")).to_be_visible()
    assert len(json.loads(page.evaluate("(pk) => sessionStorage.getItem(`soul-uploads-${pk}`)", pk))) == 1


def test_a_name_is_completed_by_keys_and_a_strength_is_said_only_when_it_is_moved(as_keeper, keeper):
    page = as_keeper(locale="en-GB")
    said = complaints_of(page)
    page.goto("/create/image")
    field, names = page.locator("#prompt"), page.locator("#mentions [role=option]:visible")

    field.press_sequentially("Portrait of @nob")
    expect(names).to_have_count(0)
    field.fill("")
    field.press_sequentially("Portrait of @ve")
    expect(names).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", names.get_attribute("id"))
    found = troubles(page)
    page.keyboard.press("Escape")
    expect(names).to_have_count(0)
    field.press_sequentially("ra")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Portrait of @vera_lis ")

    page.locator("[data-who-add]").click()
    page.locator("dialog [data-cast-this]").first.click()
    slider = page.locator(f"[data-cast='{keeper[1]}'] [data-strength]")
    expect(slider).to_be_focused()
    assert slider.get_attribute("name") is None
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("name", f"strength-{keeper[1]}")
    page.keyboard.press("Delete")
    expect(page.locator("[data-cast]")).to_have_count(0)
    expect(page.locator("[data-who-add]")).to_be_focused()
    assert found == []
    assert said == []


def test_names_are_offered_again_after_the_connection_had_broken(as_keeper, keeper):
    page = as_keeper(locale="en-GB")
    page.goto("/create/image")
    broken = []
    page.route("**/soul-ids/handles", lambda route: broken.append(route.abort()) if not broken else route.continue_())

    with page.expect_event("requestfailed"):
        page.locator("#prompt").press_sequentially("@")
    page.locator("#prompt").press_sequentially("ve")

    expect(page.locator("#mentions [role=option]:visible")).to_have_count(1)


def test_a_picture_tells_whom_it_shows(as_keeper):
    page = as_keeper(locale="en-GB")
    page.goto("/soul-ids/who")

    page.locator("#who-file").set_input_files(good_ones(1, first=20))
    page.get_by_role("button", name="Find out").click()

    expect(page.locator("#found li").first).to_contain_text("Vera Lis", timeout=WORK_MS)
    expect(page.locator("#found li").first).to_contain_text("is this person")


@pytest.mark.parametrize(("options", "language"), LOOKS.values(), ids=LOOKS.keys())
def test_the_pages_of_soul_ids_are_accessible_and_say_nothing_in_the_console(as_keeper, keeper, options, language):
    page = as_keeper(locale=language, **options)
    said = complaints_of(page)
    speak(page, language)
    own = f"/soul-ids/{keeper[1]}"
    addresses = ["/soul-ids", "/soul-ids/new", "/soul-ids/who", own, f"{own}/train", f"{own}/delete"]
    addresses += ["/soul-ids/pick/image", f"/create/image?hold=soulid:{keeper[1]}:"]

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


def test_without_scripts_photos_are_added_and_the_consent_is_given(open_page):
    page = open_page(java_script_enabled=False, locale="en-GB")
    signed_up(page, "en")
    begun(page, "Plain")

    page.locator("[data-photo-files]").first.set_input_files(good_ones(2))
    page.locator("#photo-new button").click()
    expect(page.locator("#album .photo")).to_have_count(2)
    consented(page)
    page.locator("#album .photo button").last.click()
    expect(page.locator("#album .photo")).to_have_count(1)

    expect(page.locator("#train-button")).to_be_disabled()
