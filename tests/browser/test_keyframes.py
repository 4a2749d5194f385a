"""A clip between two frames: both chosen by hand, the way between seen at once, ordered, found in the clip."""

import io
import re

import av
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import WORK_MS, signed_up
from tests.browser.test_anchors import a_file
from tests.browser.test_pages import complaints_of, faults
from tests.media.anchors.people import astronaut
from tests.video.keyframing import textured

FIRST, LAST = astronaut(), np.ascontiguousarray(astronaut()[:, ::-1])
STRIP = "#keyframes .strip-all img"


def choose(page, role, name, picture):
    """A file into a slot, as by the file dialog; kept before anything else is done."""
    page.locator(f'[data-slot="{role}"] [data-file]').set_input_files(a_file(name, picture))
    expect(page.locator(f'[data-slot="{role}"] .slot-item')).to_have_count(1)


def width_of(page):
    """Of the strip as it is drawn, in its own pixels."""
    return page.locator(STRIP).evaluate("async view => { await view.decode(); return view.naturalWidth; }")


@pytest.fixture
def composer(open_page):
    """A new account in English on a desktop, before clips between two frames."""
    page = open_page(viewport=DESKTOP, locale="en-GB")
    signed_up(page, "en")
    page.said = complaints_of(page)
    page.goto("/create/video?model=inbetween-clip")
    return page


def test_two_frames_are_chosen_the_way_is_seen_and_the_clip_goes_that_way(composer):
    page = composer
    choose(page, "start_frame", "first.png", FIRST)
    expect(page.locator(STRIP)).to_have_count(0)
    choose(page, "end_frame", "last.png", LAST)

    expect(page.locator(STRIP)).to_be_visible(timeout=WORK_MS)
    expect(page.locator("#keyframes figcaption")).to_have_text(
        "There are faces in both frames: the one becomes the other."
    )
    assert width_of(page) == 8 * 120
    assert faults(page) == []

    page.locator("#set-style").select_option("wipe")
    expect(page.locator("#keyframes figcaption")).to_have_text("The way that you have chosen: Soft wipe.")
    page.locator("#set-style").select_option("auto")
    page.locator("#set-num_intermediate_frames").fill("10")
    page.locator(".sent summary").click()
    expect(page.locator("#sent-body")).to_contain_text("The clip has 12 frames: 0.50 seconds.")
    page.locator("#make").click()

    card = page.locator("#results .card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    card.locator("a.card-words").click()
    address = page.locator("main video").first.get_attribute("src")
    pictures = frames_of(page.request.get(address).body())
    assert len(pictures) == 12
    assert np.abs(pictures[0] - FIRST.astype(int)).mean() < 8
    assert np.abs(pictures[-1] - LAST.astype(int)).mean() < 8
    assert page.said == []


def test_another_frame_brings_another_strip_and_none_brings_none(composer):
    page = composer
    choose(page, "start_frame", "first.png", textured((640, 480), seed=1))
    choose(page, "end_frame", "last.png", textured((640, 480), seed=2))
    expect(page.locator(STRIP)).to_be_visible(timeout=WORK_MS)
    before = page.locator(STRIP).get_attribute("src")

    page.locator('[data-slot="end_frame"] [data-remove]').click()
    expect(page.locator(STRIP)).to_have_count(0)
    choose(page, "end_frame", "other.png", textured((640, 480), seed=3))
    expect(page.locator(STRIP)).to_be_visible(timeout=WORK_MS)

    assert page.locator(STRIP).get_attribute("src") != before


def test_the_same_on_a_russian_phone(open_page):
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    signed_up(page)
    page.goto("/create/video?model=inbetween-clip")
    choose(page, "start_frame", "first.png", textured((480, 640), seed=4))
    choose(page, "end_frame", "last.png", textured((480, 640), seed=5))

    expect(page.locator(STRIP)).to_be_visible(timeout=WORK_MS)

    expect(page.locator("#keyframes figcaption")).to_have_text(re.compile("У кадров нет ничего общего.*«Наезд»"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []


def frames_of(clip):
    with av.open(io.BytesIO(clip)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
