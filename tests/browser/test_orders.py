"""Orders as people make them: on a desktop in Russian, on a phone in English, with nothing faked."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.people import WORK_MS, signed_up

CLIP_WORDS = "Девушка в жёлтом плаще идёт по улице на закате"


def reload_marker(page):
    """Something that a reload would wipe away."""
    page.evaluate("window.notReloaded = true")
    return lambda: page.evaluate("window.notReloaded === true")


def order(page, kind, words, **settings):
    page.goto(f"/create/{kind}")
    page.locator("#prompt").fill(words)
    for name, value in settings.items():
        page.locator(f"#order-form [name='parameters.{name}']").first.select_option(value)
    page.locator("#make").click()
    return page.locator(".card", has_text=words[:30]).first


def credits_of(page):
    return page.locator(".header .balance b").first.inner_text()


@pytest.fixture
def alone(page):
    """A new account, so that no other test's cards are in the way."""
    signed_up(page)
    return page


def test_a_picture_is_ordered_in_russian_and_comes_without_a_reload(alone):
    alone.goto("/create/image")
    not_reloaded = reload_marker(alone)

    alone.locator("#prompt").fill("Банка облепихового тоника на камне у моря, рассвет")
    expect(alone.locator("#make")).to_contain_text("бесплатно")
    alone.keyboard.press("Control+Enter")

    card = alone.locator(".card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    expect(card.locator("img")).to_be_visible()
    assert card.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth > 100)")
    assert not_reloaded()
    expect(card).to_contain_text("Черновик")

    alone.reload()
    expect(alone.locator(".card").first).to_have_attribute("data-state", "done")


def test_a_five_second_clip_moves_on_without_a_reload_plays_and_is_there_after_one(alone):
    alone.goto("/create/video")
    not_reloaded = reload_marker(alone)
    seen = alone.evaluate_handle(
        """() => { const seen = []; new MutationObserver(() => {
            const bar = document.querySelector('.card progress');
            if (bar && seen.at(-1) !== bar.value) seen.push(bar.value);
        }).observe(document.body, {subtree: true, childList: true, attributes: true}); return seen; }"""
    )
    alone.locator("#prompt").fill(CLIP_WORDS)
    alone.locator("#order-form [name='parameters.resolution']").select_option("720p")
    alone.locator("#make").click()

    card = alone.locator(".card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    moved = seen.json_value()
    assert len(moved) >= 4, f"the bar moved only through {moved}"
    assert moved == sorted(moved)
    assert not_reloaded()

    card.locator("a.card-words").click()
    video = alone.locator("main video").first
    video.evaluate(
        """video => new Promise(done => {
            video.muted = true;
            video.ontimeupdate = () => { if (video.currentTime > 0.4) done(); };
            video.play();
        })"""
    )
    facts = video.evaluate("video => [video.duration, video.videoWidth, video.videoHeight]")
    assert facts == [pytest.approx(5, abs=0.05), 1280, 720]

    alone.reload()
    expect(alone.locator("main video").first).to_be_attached()


def test_a_running_clip_is_cancelled_and_nothing_is_charged(alone):
    alone.goto("/create/video")
    before = credits_of(alone)
    card = order(alone, "video", "Горы на рассвете, медленный облёт")
    expect(card).to_have_attribute("data-state", "running", timeout=WORK_MS)

    card.get_by_role("button", name="Отменить").click()

    expect(card).to_have_attribute("data-state", "cancelled")
    assert credits_of(alone) == before
    alone.reload()
    expect(alone.locator(".card").first).to_have_attribute("data-state", "cancelled")


def test_pressing_the_button_twice_makes_one_order(alone):
    alone.goto("/create/image")
    alone.locator("#prompt").fill("Кроссовок на бетоне, день")
    alone.locator("#order-form [name='parameters.resolution']").select_option("720p")

    alone.locator("#make").dblclick()

    expect(alone.locator(".card").first).to_have_attribute("data-state", "done", timeout=WORK_MS)
    alone.reload()
    expect(alone.locator(".card")).to_have_count(1)


def test_a_phone_in_english_orders_a_picture(open_page):
    phone = open_page(viewport=PHONE, locale="en-US", has_touch=True, is_mobile=True)
    signed_up(phone, "en")
    phone.goto("/create/image")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    phone.locator("#prompt").fill("A perfume bottle on a plinth in a photo studio")
    phone.locator("#order-form [name='parameters.resolution']").select_option("720p")
    expect(phone.locator("#make")).to_contain_text("free")
    phone.locator("#make").tap()

    card = phone.locator(".card").first
    expect(card).to_have_attribute("data-state", "done", timeout=WORK_MS)
    expect(card).to_contain_text("Draft")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_second_tab_sees_the_order_of_the_first(alone):
    other = alone.context.new_page()
    other.goto("/create/image")
    alone.goto("/create/image")

    order(alone, "image", "Чашка кофе на столе, утро", resolution="720p")

    expect(other.locator(".card").first).to_have_attribute("data-state", "done", timeout=WORK_MS)


def test_an_upload_is_used_as_a_reference(alone, tmp_path):
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (600, 600), "white")
    ImageDraw.Draw(picture).ellipse((180, 120, 420, 520), fill="crimson")
    path = tmp_path / "product.png"
    picture.save(path)
    alone.goto("/create/image")

    alone.locator("input[type=file]").first.set_input_files(str(path))
    expect(alone.locator("#order-form [name=references]")).to_have_count(1)
    alone.locator("#prompt").fill("Товар на столе в кафе, утро")
    alone.locator("#order-form [name='parameters.resolution']").select_option("720p")
    alone.locator("#make").click()

    expect(alone.locator(".card").first).to_have_attribute("data-state", "done", timeout=WORK_MS)


def test_a_refused_file_says_why_and_blocks_nothing(alone, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"<svg onload=alert(1)>")
    alone.goto("/create/image")

    alone.locator("input[type=file]").first.set_input_files(str(path))

    expect(alone.locator("#uploads")).to_contain_text("JPEG")
    expect(alone.locator("#make")).to_be_enabled()
