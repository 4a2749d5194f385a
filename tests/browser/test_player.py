"""The player of a board in a browser: a draft made and played, its marks, captions, safe areas and keys."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import WORK_MS, bearer, signed_up, until
from tests.browser.test_pages import complaints_of, faults

BOARD = {
    "name": "Morning",
    "aspect_ratio": "1:1",
    "shots": [
        {"prompt": "A cup of coffee on a table, static camera", "duration": 2},
        {"prompt": "A bottle on a beach, static camera", "duration": 2, "line": "Утро начинается с тебя."},
    ],
}
REEL = '#player .reel[data-reel="animatic"]'


@pytest.fixture
def director(open_page):
    """A new account in English with a board of two shots of two seconds, before it."""
    page = open_page(viewport=DESKTOP, color_scheme="dark", locale="en-GB")
    headers = bearer(page, signed_up(page, "en"))
    page.said = complaints_of(page)
    page.board = page.request.post("/api/multi-shot", headers=headers, data=BOARD).json()["id"]
    page.goto(f"/storyboards/{page.board}")
    return page


def video(page, what):
    return page.locator(f"{REEL} video").evaluate(f"video => {what}")


def at(page, seconds):
    """Wait until the clip stands at this second, within a frame."""
    near = "([reel, wanted]) => Math.abs(document.querySelector(`${reel} video`).currentTime - wanted) < 0.05"
    until(page, near, [REEL, seconds])


def seen(page):
    """What the clip shows: 16 x 16 pixels of it."""
    return np.array(
        page.locator(f"{REEL} video").evaluate(
            """async video => { await new Promise(done => video.seeking ? video.onseeked = done : done());
            const canvas = new OffscreenCanvas(16, 16), pen = canvas.getContext("2d");
            pen.drawImage(video, 0, 0, 16, 16); return [...pen.getImageData(0, 0, 16, 16).data]; }"""
        ),
        float,
    )


def drafted(page):
    page.locator("#play-draft").click()
    expect(page.locator(f"{REEL} video")).to_be_visible(timeout=WORK_MS)
    until(page, f"document.querySelector('{REEL} video').readyState >= 1")


def stopped(page):
    """Paused at the beginning, with nothing in focus."""
    page.evaluate(f"document.activeElement.blur(); document.querySelector('{REEL} video').pause()")
    until(page, f"document.querySelector('{REEL} video').paused")
    page.locator(f"{REEL} [data-seek]").evaluate(
        "range => { range.value = 0; range.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    at(page, 0)


def test_a_draft_is_made_played_and_found_again(director, open_page):
    page = director
    expect(page.locator('#player .reel-none[data-reel="animatic"]')).to_be_visible()

    drafted(page)

    until(page, f"document.querySelector('{REEL} video').currentTime > 0")
    stopped(page)
    assert video(page, "video.duration") == pytest.approx(4, abs=0.05)
    assert video(page, "[video.videoWidth, video.videoHeight]") == [1080, 1080]
    assert page.locator(f"{REEL} [data-mark]").nth(1).evaluate("mark => mark.style.insetInlineStart") == "50%"
    expect(page.locator("#player-state p")).to_have_count(0)

    page.keyboard.press("ArrowRight")
    at(page, 1)
    first = seen(page)
    page.evaluate("document.dispatchEvent(new CustomEvent('player:seek', {detail: {shot: 2}}))")
    at(page, 2)
    assert np.abs(seen(page) - first).mean() > 15, "the bottle, and not the cup any more"
    expect(page.locator(f"{REEL} [data-where]")).to_have_text("Shot 2 of 2")
    page.locator(f"{REEL} [data-seek]").press("ArrowLeft")
    at(page, 1)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(" ")
    until(page, f"!document.querySelector('{REEL} video').paused")
    expect(page.locator(f"{REEL} [data-play]")).to_have_accessible_name("Pause")
    stopped(page)

    cue = "(cue => [cue.startTime, cue.endTime, cue.text])(video.textTracks[0].cues[0])"
    starts, ends, words = video(page, cue)
    assert words == "Утро начинается с тебя."
    assert 2 < starts < ends <= 4, "by the words as they are spoken, within the second shot"
    assert video(page, "video.textTracks[0].mode") == "showing"
    page.keyboard.press("KeyC")
    assert video(page, "video.textTracks[0].mode") == "hidden"
    expect(page.locator(f"{REEL} [data-captions]")).to_have_attribute("aria-pressed", "false")

    page.keyboard.press("KeyS")
    lines = page.locator(f"{REEL} [data-safe-lines]")
    expect(lines).to_be_visible()
    box = lines.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1), "over the square picture, not over its frame"
    page.keyboard.press("f")
    until(page, f"document.fullscreenElement?.matches('{REEL}')")
    expect(page.locator(f"{REEL} [data-full]")).to_be_in_viewport(ratio=1)
    expect(page.locator(f"{REEL} video")).to_be_in_viewport(ratio=1)
    page.keyboard.press("f")
    until(page, "!document.fullscreenElement")

    words = page.locator("[data-shot] textarea").first
    before = video(page, "video.paused")
    words.press("Control+End")
    words.press_sequentially(" cs f")
    assert video(page, "video.paused") == before
    expect(lines).to_be_visible()
    expect(words).to_have_value(BOARD["shots"][0]["prompt"] + " cs f")
    expect(page.locator("#player-state")).to_contain_text("The board has changed since this animatic.")

    page.locator("#player label").filter(has_text="Final").click()
    expect(page.locator(REEL)).to_be_hidden()
    expect(page.locator('#player .reel-none[data-reel="film"]')).to_be_visible()
    page.locator("#player label").filter(has_text="Animatic").click()
    expect(page.locator(REEL)).to_be_visible()
    assert faults(page) == []
    assert page.said == []

    plain = open_page(viewport=DESKTOP, java_script_enabled=False, storage_state=page.context.storage_state())
    plain.goto(f"/storyboards/{page.board}")
    expect(plain.locator(f"{REEL} video[controls]")).to_be_visible()
    expect(plain.locator(f"{REEL} [data-bar]")).to_be_hidden()
    expect(plain.locator("[data-handle], [data-step], [data-add]").locator("visible=true")).to_have_count(0)
