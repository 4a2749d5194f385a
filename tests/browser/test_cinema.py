"""The virtual camera in a browser: chosen by hand, seen live, kept, ordered; on a desktop and on a Russian phone."""

import io
import re

import av
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import PICTURE, WORK_MS, bearer, order, signed_up, until
from tests.browser.test_anchors import a_file
from tests.browser.test_pages import complaints_of, faults
from tests.flows.test_supervision import wait_until
from tests.media.anchors.people import astronaut

LIVE = "img#stage-view:not([hidden])"
AT_REST = """before => { const view = document.getElementById("stage-view");
  return !view.hidden && view.src !== before && view.complete && view.naturalWidth > 600; }"""
"""The large view, after which nothing is asked for: an older one that came late would be taken for the answer."""
SEEN = """async () => { const view = document.getElementById("stage-view"); await view.decode();
  const canvas = new OffscreenCanvas(64, 36), pen = canvas.getContext("2d");
  pen.drawImage(view, 0, 0, 64, 36); return [...pen.getImageData(0, 0, 64, 36).data]; }"""


@pytest.fixture
def director(open_page):
    """A new account in English on a desktop, in the cinema, with an own picture on the stage."""
    page = open_page(viewport=DESKTOP, color_scheme="dark", locale="en-GB")
    signed_up(page, "en")
    page.said = complaints_of(page)
    page.goto("/cinema")
    with_picture(page)
    return page


def with_picture(page):
    page.locator('[data-slot="start_frame"] [data-file]').set_input_files(a_file("astronaut.png", astronaut()))
    expect(page.locator("[data-stage-says]")).to_have_text(re.compile("^(Live on|Вживую)"), timeout=WORK_MS)
    until(page, AT_REST, "")


def view_of(page, deed):
    """What the stage shows once `deed`, which changes one thing, is drawn large: (36, 64, 3)."""
    before = page.locator(LIVE).get_attribute("src")
    deed()
    until(page, AT_REST, before)
    return np.array(page.evaluate(SEEN), np.float32).reshape(36, 64, 4)[..., :3]


def choose(page, name, value):
    page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()


def slide(page, name, value):
    """Move a slider to the step that says `value`, by keys as a person would."""
    slider = page.locator(f'[data-slider="{name}"]')
    slider.locator("input").evaluate(
        "(range, value) => { const steps = JSON.parse(range.closest('[data-slider]').dataset.steps);"
        " range.value = steps.indexOf(value); range.dispatchEvent(new Event('input', {bubbles: true})); }",
        value,
    )


def colourfulness(picture):
    return float(np.ptp(picture.astype(np.float32), axis=-1).mean())


def test_a_camera_is_chosen_seen_live_kept_and_found_in_the_clip(director):
    page = director
    plain = view_of(page, lambda: choose(page, "sensor", "super-35"))
    view_of(page, lambda: choose(page, "lens", "clean-prime"))
    view_of(page, lambda: slide(page, "focal_length", 50))
    long = view_of(page, lambda: slide(page, "aperture", 16))
    open_wide = view_of(page, lambda: slide(page, "aperture", 2))
    noir = view_of(page, lambda: choose(page, "color_profile", "noir"))

    assert np.abs(long - plain).mean() > 8, "a longer lens, a smaller sensor: closer"
    assert np.abs(open_wide - long).max() > 5, "the ground melts"
    assert colourfulness(noir) < 0.2 * colourfulness(open_wide)
    expect(page.locator('[data-number="lens"]')).to_contain_text("50 mm")
    expect(page.locator('[data-number="sharp"]')).to_contain_text("sharp from")

    page.get_by_role("link", name="Save as preset").click()
    page.locator("#preset-name").fill("Night portrait")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#preset-dialog .preset").first).to_contain_text("Night portrait")
    page.keyboard.press("Escape")

    page.locator("#prompt").fill("She turns her head and smiles")
    page.locator("#order-form [name='parameters.resolution']").select_option("720p")
    page.locator("#order-form [name='parameters.duration']").fill("2")
    page.locator(".sent summary").click()
    expect(page.locator("#sent-body")).to_contain_text("Noir")
    page.locator("#make").click()
    card = page.locator("#results .card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    card.locator("a.card-words").click()
    address = page.locator("main video").first.get_attribute("src")

    frame = frame_of(page.request.get(address).body())
    assert colourfulness(frame) < 6, "black and white, as it was seen"
    assert page.said == []


def frame_of(clip):
    with av.open(io.BytesIO(clip)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


def test_a_preset_is_taken_by_keys_and_a_curve_bent_by_keys_and_what_does_nothing_is_greyed(open_page):
    page = open_page(viewport=DESKTOP, color_scheme="dark", locale="en-GB")
    signed_up(page, "en")
    said = complaints_of(page)
    page.goto("/cinema")
    page.get_by_role("link", name="Presets").click()
    page.locator("#preset-dialog .preset a", has_text=re.compile("noir", re.IGNORECASE)).first.press("Enter")
    expect(page.locator("#preset-dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="Presets", exact=True)).to_be_focused()
    expect(page.locator('input[name=color_profile][value="noir"]')).to_be_checked()

    page.locator("[data-knot]").nth(2).focus()
    with page.expect_response(lambda it: "/estimate" in it.url and "points" in (it.request.post_data or "")):
        for _step in range(6):
            page.keyboard.press("ArrowDown")

    expect(page.locator("[data-ramp]")).to_have_value("drawn")
    camera = page.locator('#order-form input[name="camera"]')
    assert '"points"' in camera.input_value()
    page.reload()
    assert '"points"' in camera.input_value(), "kept as the draft"
    expect(page.locator("[data-ramp]")).to_have_value("drawn")

    page.goto("/cinema/still")
    movement = page.locator('[data-control="movements"]')

    expect(movement).to_have_attribute("data-off", "")
    expect(movement.locator("[data-reason]")).to_have_text("A picture does not move.")
    assert faults(page) == []
    assert said == []


def test_the_same_on_a_russian_phone(open_page):
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    signed_up(page)
    page.goto("/cinema")
    with_picture(page)

    sepia = view_of(page, lambda: choose(page, "color_profile", "sepia"))
    page.locator("[data-move]").first.select_option(index=2)
    page.locator("#prompt").fill("Девушка оборачивается")
    page.locator("#order-form [name='parameters.resolution']").select_option("720p")
    page.locator("#order-form [name='parameters.duration']").fill("2")
    assert faults(page) == []
    page.locator("#make").click()

    card = page.locator("#results .card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    assert sepia[..., 0].mean() > sepia[..., 2].mean() + 8
    card.locator("a.card-words").click()
    frame = frame_of(page.request.get(page.locator("main video").first.get_attribute("src")).body())
    assert frame[..., 0].mean() > frame[..., 2].mean() + 8, "brown, as it was seen"


def test_presets_are_pictures_and_an_own_one_is_renamed_by_a_finger(open_page):
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    signed_up(page)
    page.goto("/cinema")
    page.get_by_role("link", name="Сохранить как пресет").tap()
    page.locator("#preset-name").fill("Вечер")
    page.get_by_role("button", name="Сохранить", exact=True).tap()
    own = page.locator("#preset-dialog .preset").first
    expect(own).to_contain_text("Вечер")

    own.locator("summary").tap()
    own.locator("input[name=name]").fill("Утро")
    assert own.evaluate("card => card.scrollWidth <= card.clientWidth"), "both buttons fit into the card"
    own.get_by_role("button", name="Переименовать").tap()

    expect(own.locator("a")).to_have_text("Утро")
    picture = page.locator('#preset-dialog img[src*="preset-film-noir"]')
    picture.scroll_into_view_if_needed()
    wait_until(lambda: picture.evaluate("view => view.complete && view.naturalWidth === 192"))
    assert faults(page) == []


def test_an_earlier_work_brings_its_camera_back_and_what_is_changed_then_outlives_a_reload(open_page):
    page = open_page(viewport=DESKTOP, locale="en-GB")
    headers = bearer(page, signed_up(page, "en"))
    order(page, headers, PICTURE | {"prompt": "a bottle", "camera": {"color_profile": "sepia"}})
    page.goto("/cinema/still?preset=film-noir")
    chosen = page.locator("input[name=color_profile]:checked")
    expect(chosen).to_have_value("noir")
    expect(page).to_have_url(re.compile("/cinema/still$"))
    card = page.locator("#results .card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)

    card.hover()
    card.locator("a[data-key=reuse]").click()

    expect(chosen).to_have_value("sepia")
    expect(page.locator("h1")).to_have_count(1)
    with page.expect_response(lambda it: "/estimate" in it.url and "vivid" in (it.request.post_data or "")):
        choose(page, "color_profile", "vivid")
    page.reload()
    expect(chosen).to_have_value("vivid")
