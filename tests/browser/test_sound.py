"""The sound of a board in a browser: lines voiced, sounds moved by keys and by hand, heard, kept."""

import struct
import wave

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import WORK_MS, bearer, signed_up
from tests.browser.test_pages import complaints_of, faults, speak

BOARD = {
    "name": "Morning",
    "aspect_ratio": "1:1",
    "shots": [
        {"prompt": "A cup of coffee on a table, static camera", "duration": 4, "line": "Доброе утро."},
        {"prompt": "A bottle on a beach, static camera", "duration": 6},
    ],
}
HIT_S = 2.0
PLACE = "piece => [piece.dataset.starts, piece.dataset.ends].map(Number)"
BOX = """piece => { const [box, track] = [piece, piece.closest("[data-track]")].map(it => it.getBoundingClientRect());
  return [(box.left - track.left) / track.width, box.width / track.width]; }"""

DRAWN = """where => new Promise(done => { const look = () => {
  const canvas = document.querySelector(where);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width || 1, canvas.height || 1).data;
  pixels.some(Boolean) ? done(true) : requestAnimationFrame(look); }; look(); })"""
MUTED_STAYS = """() => { const video = [...document.querySelectorAll("#player video")].find(it => it.offsetParent);
  video.muted = true;
  document.dispatchEvent(new CustomEvent("sound:taken"));
  return video.muted; }"""
KEPT = (
    "() => new Promise(done => { const look = () => soundPanel.unsaved.size ? setTimeout(look, 20) : done(); look(); })"
)


@pytest.fixture
def hit(tmp_path):
    """A file of two seconds."""
    path = tmp_path / "hit.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(
            b"".join(struct.pack("<h", 9000 if at // 20 % 2 else -9000) for at in range(int(8000 * HIT_S)))
        )
    return path


@pytest.fixture
def director(open_page):
    """A new account in English before the sound of a board of two shots, ten seconds long."""
    page = open_page(viewport=DESKTOP, color_scheme="dark", locale="en-GB")
    headers = bearer(page, signed_up(page))
    speak(page, "en")
    page.said = complaints_of(page)
    page.board = page.request.post("/api/multi-shot", headers=headers, data=BOARD).json()["id"]
    page.goto(f"/storyboards/{page.board}")
    page.locator("#snd-begin").click()
    expect(page.locator("[data-stage]")).to_be_visible()
    return page


def pieces(page, lane):
    return page.locator(f"#snd-lane-{lane} [data-piece]")


def laid(page, file):
    page.locator("[data-sound-file]").set_input_files(file)
    expect(pieces(page, "effects").first).to_be_visible()
    return pieces(page, "effects").first


def kept(page, deed):
    """The deed, and the answer of the server to it."""
    with page.expect_response(lambda answer: "/pieces/" in answer.url and answer.request.method == "POST") as told:
        deed()
    assert told.value.status == 200
    page.evaluate(KEPT)


def stand(page, seconds):
    page.locator("[data-head]").evaluate(
        "(range, at) => { range.value = at; range.dispatchEvent(new Event('input', {bubbles: true})); }", seconds
    )


def test_sounds_are_moved_by_keys_and_by_hand_and_stand_after_a_reload(director, hit):
    page = director
    piece = laid(page, hit)
    assert piece.evaluate(PLACE) == [0, HIT_S]
    assert piece.evaluate(BOX) == pytest.approx([0, HIT_S / 10], abs=0.01), "drawn on the time of the picture"

    piece.focus()
    kept(page, lambda: [page.keyboard.press(key) for key in ("Shift+ArrowRight", "ArrowRight", "ArrowRight", "Minus")])
    assert piece.evaluate(PLACE) == [1.2, 3.2]
    expect(page.locator("#snd-at")).to_have_value("1.2")
    expect(page.locator("#snd-db")).to_have_value("-1")

    stand(page, 2.2)
    kept(page, lambda: piece.press("s"))
    expect(pieces(page, "effects")).to_have_count(2)
    assert [each.evaluate(PLACE) for each in pieces(page, "effects").all()] == [[1.2, 2.2], [2.2, 3.2]]

    second = pieces(page, "effects").nth(1)
    page.locator("#snd-props").scroll_into_view_if_needed()
    box, music = second.bounding_box(), page.locator("#snd-lane-music [data-track]").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + music["width"] * 0.31, music["y"] + 20, steps=6)
    kept(page, page.mouse.up)
    moved = pieces(page, "music").first
    assert moved.evaluate(PLACE)[0] == pytest.approx(5.3, abs=0.15), "three tenths of ten seconds further"

    kept(page, lambda: moved.press("Delete"))
    expect(pieces(page, "music")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(pieces(page, "music")).to_have_count(1)

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#snd-mute-music").check()
    page.reload()
    expect(pieces(page, "effects")).to_have_count(1)
    assert pieces(page, "effects").first.evaluate(PLACE) == [1.2, 2.2]
    expect(page.locator("#snd-mute-music")).to_be_checked()
    assert page.said == []


def test_a_line_is_voiced_heard_and_followed_by_its_shot(director):
    page = director
    speak_it = page.locator("#snd-speak")
    expect(speak_it).to_have_text("Voice 1 line · free")

    speak_it.click()

    line = pieces(page, "dialogue").first
    expect(line).to_have_attribute("data-st", "ready", timeout=WORK_MS)
    expect(page.locator("#snd-lines li .status")).to_have_text("Ready")
    starts, ends = line.evaluate(PLACE)
    assert 0.5 < ends - starts < 4
    assert page.evaluate(DRAWN, "#snd-lane-dialogue [data-piece] canvas")

    line.focus()
    page.keyboard.press(" ")
    expect(page.locator("#snd-play")).to_have_accessible_name("Pause")
    expect(page.locator("[data-now]")).not_to_have_text("0:00.0")
    page.keyboard.press(" ")
    expect(page.locator("#snd-play")).to_have_accessible_name("Play")

    page.locator("[id^=snd-fits-]").first.check()
    seconds = page.locator("[name=duration_s]").first
    expect(seconds).to_have_value(str(int(-(-(ends + 0.4) // 1))))
    assert seconds.evaluate("field => field.readOnly")
    page.locator("#play-draft").click()
    expect(page.locator("#snd-preview")).to_have_text("The animatic has this sound", timeout=WORK_MS)
    assert page.evaluate(MUTED_STAYS), "what a person sets on the player itself is theirs"
    assert page.said == []


@pytest.mark.parametrize(
    "look", [{"viewport": DESKTOP, "color_scheme": "light"}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_the_panel_is_accessible_and_fits(director, hit, open_page, look):
    laid(director, hit)
    page = open_page(**look, locale="ru-RU", storage_state=director.context.storage_state())
    page.said = complaints_of(page)
    page.goto(f"/storyboards/{director.board}")
    pieces(page, "effects").first.focus()
    page.locator("#snd-settings summary").click()

    assert faults(page) == []
    assert page.said == []

    page.locator("#snd-add summary").click()
    page.locator("#snd-add a").first.click()
    expect(page.locator("#snd-make-it")).to_be_visible()
    assert faults(page) == []


def test_a_sound_that_waits_to_be_kept_keeps_its_own_numbers_when_another_is_chosen(director, hit):
    page = director
    laid(page, hit)
    stand(page, 6)
    page.locator("[data-sound-file]").set_input_files(hit)
    expect(pieces(page, "effects")).to_have_count(2)

    with page.expect_response(lambda answer: answer.request.post_data and "at_s=2&" in answer.request.post_data):
        page.evaluate("""() => {
          const [one, other] = document.querySelectorAll("#snd-lane-effects [data-piece]");
          one.focus();
          soundPanel.change(one, { starts: 1 });
          soundPanel.save();
          soundPanel.change(one, { starts: 2 });
          soundPanel.save();
          other.focus(); }""")

    page.reload()
    expect(pieces(page, "effects")).to_have_count(2)
    assert sorted(each.evaluate(PLACE) for each in pieces(page, "effects").all()) == [[2, 4], [6, 8]]


def test_what_is_found_in_the_library_is_laid_at_the_clock(director, hit):
    page = director
    laid(page, hit)
    stand(page, 5)
    page.locator("#snd-add summary").click()
    page.get_by_role("link", name="From the library").click()
    with page.expect_response(lambda answer: "q=hit" in answer.url):
        page.locator("#snd-pick-words").fill("hit")
    expect(page.locator("#snd-found [name=starts_s]")).to_have_value("5")

    page.locator("#sound-dialog .dialog-head button").click()

    expect(page.locator("#snd-add summary")).to_be_focused()


def test_a_button_that_was_pressed_by_key_leaves_the_focus_in_the_panel(director):
    page = director
    page.locator("#snd-speak").focus()
    page.keyboard.press("Enter")
    expect(pieces(page, "dialogue").first).to_have_attribute("data-st", "ready", timeout=WORK_MS)

    assert page.evaluate("document.getElementById('snd-lines').contains(document.activeElement)")


def test_what_is_set_in_the_folded_settings_is_told_on_their_fold(director):
    page = director
    page.locator("#snd-settings summary").click()

    page.locator("#snd-loudness").select_option("-23")

    expect(page.locator("#snd-settings-now")).to_contain_text("23")
    page.locator("#snd-loudness").focus()
    page.locator("#snd-duck").press("ArrowRight")
    expect(page.locator("#snd-settings-now")).to_contain_text("11 dB")
    expect(page.locator("#snd-duck")).to_be_focused()
