"""Sounds by hand: edges trim, corners fade, the middle moves; Escape, keys and fingers."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_pages import complaints_of
from tests.browser.test_sound import HIT_S, KEPT, director, hit, kept, laid, pieces, stand  # noqa: F401

PICTURE_S = 10.0
FRAME_PX = 2
"""Of a pointer that is set on whole pixels, on either end of what it moves over."""
LOW_PX = 35
"""Under the handles of the fades."""
NUMBERS = """piece => Object.fromEntries(["starts", "ends", "from", "to", "fadeIn", "fadeOut"]
  .map(name => [name, soundPanel.read(piece)[name]]))"""
LOUD_AT = """([where, share]) => new Promise(done => { const look = () => {
  const canvas = document.querySelector(where), x = Math.floor(canvas.width * share);
  const pixels = canvas.getContext("2d").getImageData(x, 0, 1, canvas.height || 1).data;
  const drawn = pixels.filter((value, place) => place % 4 === 3 && value).length / (canvas.height || 1);
  drawn ? done(drawn) : requestAnimationFrame(look); }; look(); })"""


def numbers(piece):
    return piece.evaluate(NUMBERS)


def middle(piece):
    box = piece.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + LOW_PX


def px_of(page, seconds):
    return page.locator("#snd-lane-effects [data-track]").bounding_box()["width"] / PICTURE_S * seconds


def about(seconds, page):
    return pytest.approx(seconds, abs=FRAME_PX / px_of(page, 1) + 0.002)


def taken(page, piece, grip):
    """The mouse pressed on the "from" or "to" edge, the "move" middle or a handle "in" or "out"; where it is."""
    wide = piece.bounding_box()["width"]
    if grip in ("in", "out"):
        handle = piece.locator(f"[data-fade={grip}]")
        handle.hover()
        box = handle.bounding_box()
        at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    else:
        inside = {"from": 2, "move": wide / 2, "to": wide - 3}[grip]
        piece.hover(position={"x": inside, "y": LOW_PX})
        box = piece.bounding_box()
        at = box["x"] + inside, box["y"] + LOW_PX
    page.mouse.move(*at)
    page.mouse.down()
    return at


def dragged(page, piece, grip, seconds):
    x, y = taken(page, piece, grip)
    page.mouse.move(x + px_of(page, seconds), y, steps=5)
    kept(page, page.mouse.up)


def test_edges_trim_and_corners_fade_within_what_there_is(director, hit):
    page = director
    piece = laid(page, hit)
    piece.focus()

    dragged(page, piece, "from", 0.5)
    trimmed = numbers(piece)
    assert (trimmed["starts"], trimmed["from"]) == (about(0.5, page), about(0.5, page))
    assert trimmed["ends"] == about(HIT_S, page), "what stays is heard when it was"
    dragged(page, piece, "to", -0.4)
    assert (numbers(piece)["ends"], numbers(piece)["to"]) == (about(1.6, page), about(1.6, page))
    expect(page.locator("#snd-to")).to_have_value(f"{numbers(piece)['to']:g}")

    dragged(page, piece, "in", 0.3)
    dragged(page, piece, "out", -5)
    faded = numbers(piece)
    assert faded["fadeIn"] == about(0.3, page)
    assert faded["fadeIn"] + faded["fadeOut"] == pytest.approx(faded["ends"] - faded["starts"], abs=0.002)
    where = "#snd-lane-effects [data-piece] canvas"
    assert page.evaluate(LOUD_AT, [where, 0.3]) > 2 * page.evaluate(LOUD_AT, [where, 0.95]), "the wave is drawn faded"

    dragged(page, piece, "from", -5)
    assert (numbers(piece)["starts"], numbers(piece)["from"]) == (0, 0), "not before the file begins"
    dragged(page, piece, "to", 5)
    assert numbers(piece)["ends"] == HIT_S, "nor after it ends"
    page.reload()
    again = pieces(page, "effects").first
    expect(again).to_be_visible()
    assert [round(value, 2) for value in numbers(again).values()][:3] == [0, HIT_S, 0]
    assert numbers(again)["fadeIn"] == about(0.3, page)
    assert page.said == []


def test_a_sound_is_moved_to_where_others_begin_and_escape_takes_it_back(director, hit):
    page = director
    piece = laid(page, hit)
    piece.focus()

    dragged(page, piece, "move", 4.05)
    assert numbers(piece)["starts"] == 4, "a shot begins there: it snaps"

    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    for grip in ("move", "from", "to", "in", "out"):
        before = numbers(piece)
        x, y = taken(page, piece, grip)
        there = page.locator("#snd-lane-music [data-track]").bounding_box()["y"] + 20 if grip == "move" else y
        page.mouse.move(x + px_of(page, -0.7 if grip in ("to", "out") else 0.7), there, steps=4)
        assert numbers(pieces(page, "music" if grip == "move" else "effects").first) != before
        page.keyboard.press("Escape")
        page.mouse.move(x + px_of(page, 1), y)
        page.mouse.up()

        assert pieces(page, "effects").count() == 1, "on its lane again"
        assert numbers(piece) == before
        expect(page.locator("#snd-at")).to_have_value("4")
    page.evaluate(KEPT)
    assert sent == []

    kept(page, lambda: piece.press("ArrowRight"))
    assert numbers(piece)["starts"] == 4.1, "and keys go on from there"
    assert page.said == []


def test_all_that_hands_do_is_done_by_keys_too(director, hit):
    page = director
    piece = laid(page, hit)
    piece.focus()

    stand(page, 0.5)
    kept(page, lambda: piece.press("["))
    stand(page, 1.5)
    kept(page, lambda: piece.press("]"))
    assert [numbers(piece)[name] for name in ("starts", "ends", "from", "to")] == [0.5, 1.5, 0.5, 1.5]

    piece.press("Enter")
    expect(page.locator("#snd-at")).to_be_focused()
    kept(page, lambda: [page.locator("#snd-in").fill("0.2"), page.locator("#snd-out").fill("0.3")])
    kept(page, lambda: page.locator("#snd-lane").select_option("music"))

    moved = pieces(page, "music").first
    assert (numbers(moved)["fadeIn"], numbers(moved)["fadeOut"]) == (0.2, 0.3)


def touch(client, kind, *points):
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def test_a_finger_chooses_first_and_moves_what_is_chosen(director, hit, open_page):
    laid(director, hit)
    state = director.context.storage_state()
    page = open_page(viewport=PHONE, is_mobile=True, has_touch=True, locale="en-GB", storage_state=state)
    page.said = complaints_of(page)
    page.goto(f"/storyboards/{director.board}")
    piece = pieces(page, "effects").first
    expect(piece).to_be_visible()
    piece.scroll_into_view_if_needed()
    client = page.context.new_cdp_session(page)

    (x, y), by = middle(piece), px_of(page, 1)
    touch(client, "touchStart", (x, y))
    touch(client, "touchMove", (x + by, y))
    touch(client, "touchEnd")
    assert numbers(piece)["starts"] == 0, "a first touch scrolls, and chooses"
    piece.tap()
    expect(piece).to_have_attribute("aria-current", "true")

    piece.scroll_into_view_if_needed()
    x, y = middle(piece)
    touch(client, "touchStart", (x, y))
    for step in (0.25, 0.5, 0.75, 1):
        touch(client, "touchMove", (x + by * step, y))
    kept(page, lambda: touch(client, "touchEnd"))

    assert numbers(piece)["starts"] == pytest.approx(1, abs=0.1)

    before = numbers(piece)
    x, y = middle(piece)
    touch(client, "touchStart", (x, y))
    touch(client, "touchMove", (x + by, y))
    touch(client, "touchCancel")
    assert numbers(piece) == before, "what the browser takes away is as it was"
    assert page.said == []
