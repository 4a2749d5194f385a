"""A film from an empty board to a file, in Russian: cast, drafted free, heard, priced, rendered through a kill."""

import io
import re
import zipfile

import av
import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.album import a_file, good_ones
from tests.browser.people import WORK_MS, signed_up
from tests.browser.test_pages import complaints_of
from tests.browser.test_soulids import asked, begun, consented, judged, learned
from tests.flows.test_supervision import titled, wait_until
from tests.media.anchors.people import two_people

SHOTS = (
    "Общий план: ночная улица, она идёт к нам",
    "Крупно: она улыбается в кафе",
    "Рука поднимает банку со стола",
    "Крыша на рассвете, город просыпается",
)
LINES = ("Город ещё спит.", "Утро начинается с тебя.", "Возьми тоник.", "И город твой!")
HEARD = "SELECT preview_id IS NOT NULL, result_id IS NOT NULL FROM video_soundmix WHERE film_id = %(pk)s"
RENDERS = "SELECT part, count(*) FROM video_shotorder WHERE film_id = %(pk)s GROUP BY part"


@pytest.fixture(scope="module")
def server(vendor_studio):
    return vendor_studio.url


def settled(page):
    """Once what was typed is kept, and its price is there."""
    expect(page.locator("#saved")).to_have_text("Сохранено")
    expect(page.locator("button#render")).to_be_visible()


def shot(page, number):
    return page.locator("[data-shot]").nth(number - 1)


def words_of(page):
    return [each.input_value() for each in page.locator("[data-shot] textarea[name=prompt]").all()]


def price_of(page):
    expect(page.locator("button#render")).to_contain_text("кредит")
    return int(re.search(r"(\d+)\s+кредит", page.locator("button#render").inner_text())[1])


def balance(page):
    page.reload()
    return int("".join(filter(str.isdigit, page.locator(".header .balance b").first.inner_text())))


def cast(page, kind, this):
    """Somebody or something for the whole board, through the picker."""
    page.locator("#cast-add summary").click()
    page.locator("#cast-add").get_by_text(kind).click()
    page.locator(f"#pick-dialog {this}").first.click()
    expect(page.locator("#pick-dialog")).to_be_hidden()
    settled(page)


def with_cast(page):
    """A person who is learned and an anchor that is read: what the board is cast with."""
    person = begun(page)
    page.locator("[data-photo-files]").first.set_input_files(good_ones(10))
    consented(page)
    judged(page, 10)
    learned(page)
    page.goto("/anchors")
    page.locator("[data-anchor-files]").set_input_files([a_file("pair.jpg", two_people()[0])])
    expect(page.locator(".card[data-state=done]")).to_have_count(1, timeout=WORK_MS)
    return person


def killed(studio, pk, part):
    """Kill the worker on an order of the board of this part, once there is one."""
    found = []

    def at_work():
        rows = asked(
            studio,
            "SELECT o.generation_id FROM video_shotorder o JOIN studio_generation g ON g.id = o.generation_id "
            "WHERE o.film_id = %(pk)s AND o.part = %(part)s AND g.status = 'running'",
            pk=pk, part=part,
        )  # fmt: skip
        found[:] = [worker for (each,) in rows for worker in titled(studio, f" processing generation-{each}")]
        return bool(found)

    wait_until(at_work, seconds=WORK_MS / 1000)
    found[0].kill()
    psutil.wait_procs(found[:1], timeout=30)


def with_bed_and_captions(page):
    """Rain under the whole film, and what is said drawn into it word by word."""
    expect(page.locator("#snd-lane-dialogue [data-piece][data-st=ready]")).to_have_count(4)
    page.locator("#snd-add summary").click()
    page.locator("#snd-add a[href*=sound_effect]").first.click()
    page.locator("#snd-prompt").fill("Тихий дождь, далёкий город")
    page.locator("#snd-make-lane").select_option("ambience")
    page.locator("#snd-make [name=repeats]").check()
    expect(page.locator("#snd-make-it")).to_contain_text("бесплатно")
    page.locator("#snd-make-it").click()
    expect(page.locator("#snd-lane-ambience [data-piece][data-st=ready]")).to_have_count(1, timeout=WORK_MS)
    page.locator("#snd-settings summary").click()
    for choose in (
        lambda: page.locator("#snd-style").select_option("karaoke"),
        lambda: page.locator("label:has(#snd-burn)").click(),
    ):
        drawn = page.locator("#snd-pulse").get_attribute("data-revision")
        choose()
        expect(page.locator("#snd-pulse")).not_to_have_attribute("data-revision", drawn)
    expect(page.locator("#snd-style")).to_have_value("karaoke")
    expect(page.locator("#snd-burn")).to_be_checked()


def taken_home_with_sound(page, studio, pk):
    """The film is mixed by itself: MP4 with its sound, captions, and every lane apart."""
    wait_until(lambda: asked(studio, HEARD, pk=pk) == [(True, True)], seconds=WORK_MS / 1000)
    page.reload()
    expect(page.locator("#snd-order")).to_have_text("Сведено", timeout=WORK_MS)
    links = [each.get_attribute("href") for each in page.locator("#snd-foot .snd-files a[download]").all()]
    film, stems, srt, _vtt = (page.request.get(link).body() for link in links)
    with av.open(io.BytesIO(film)) as clip:
        # whatever is asked for, the vendor's stand-in makes clips of one second
        assert float(clip.streams.video[0].duration * clip.streams.video[0].time_base) == pytest.approx(4, abs=0.1)
        assert max(abs(frame.to_ndarray()).max() for frame in clip.decode(clip.streams.audio[0])) > 0.1
    told = " ".join(srt.decode().split())
    assert all(line in told for line in LINES)
    names = set(zipfile.ZipFile(io.BytesIO(stems)).namelist())
    assert len([name for name in names if name.endswith(".wav")]) >= 3, "the mix, the lines and the rain"
    assert {"captions.srt", "captions.vtt"} <= names


@pytest.mark.timeout(600)
def test_a_board_of_four_shots_becomes_a_film(open_page, vendor_studio):
    page = open_page()
    signed_up(page)
    said = complaints_of(page)
    with_cast(page)

    # four shots, cast with the person and the anchor
    page.goto("/storyboards")
    page.get_by_role("button", name="Новая раскадровка").first.click()
    page.wait_for_url(re.compile("/storyboards/[0-9a-f-]{36}$"))
    pk = page.url.split("/")[-1]
    while page.locator("[data-shot]").count() < 4:
        had = page.locator("[data-shot]").count()
        page.get_by_role("button", name="Добавить сцену").click()
        expect(page.locator("[data-shot]")).to_have_count(had + 1)
    for number, words in enumerate(SHOTS, start=1):
        shot(page, number).locator("textarea[name=prompt]").fill(words)
        shot(page, number).locator("input[name=duration_s]").fill("2")
        shot(page, number).locator("input[name=line]").fill(LINES[number - 1])
    settled(page)
    cast(page, "Человек", "[data-cast-this], [data-hold-this]")
    cast(page, "Якорь", "[data-hold-this^='anchor:']")

    # the second is put before the first, by keys
    shot(page, 2).locator("[data-handle]").focus()
    page.keyboard.press("ArrowLeft")
    expect(shot(page, 1).locator("textarea[name=prompt]")).to_have_value(SHOTS[1])
    settled(page)

    # the animatic plays for nothing, though a worker is killed over it
    had = balance(page)
    page.locator("#play-draft").click()
    killed(vendor_studio, pk, "sketch")
    film = page.locator("#player video").first
    expect(film).to_be_visible(timeout=WORK_MS)
    page.locator("#player video").first.evaluate("video => { video.muted = true; return video.play(); }")
    wait_until(lambda: film.evaluate("video => video.currentTime") > 0.2)
    assert film.evaluate("video => video.duration") == pytest.approx(8, abs=0.2)
    wait_until(lambda: asked(vendor_studio, HEARD, pk=pk) == [(True, False)], seconds=WORK_MS / 1000)
    assert balance(page) == had, "the lines are spoken by our own voice"
    with_bed_and_captions(page)
    assert balance(page) == had

    # a model, its price; one shot changed after the render is all that is priced again
    page.locator("#film-model").select_option("bytedance/seedance-2-mini")
    settled(page)
    for number in range(1, 5):
        expect(shot(page, number).locator("input[name=duration_s]")).to_have_value("2")
    whole = price_of(page)
    assert 0 < whole <= had
    page.locator("button#render").click()
    for number in range(1, 5):
        expect(shot(page, number)).to_have_attribute("data-st", "rendered", timeout=WORK_MS)
    page.locator("#player input[value=film]").check(force=True)
    expect(page.locator("#player video:visible")).to_have_count(1, timeout=WORK_MS)
    assert balance(page) == had - whole
    expect(page.locator("#consistency table")).to_be_visible()

    shot(page, 3).locator("textarea[name=prompt]").fill("Рука ставит банку на стол")
    settled(page)
    expect(shot(page, 3)).to_have_attribute("data-st", "changed")
    expect(page.locator("button#render")).to_contain_text("1 из 4")
    assert price_of(page) == whole // 4
    page.locator("button#render").click()
    expect(shot(page, 3)).to_have_attribute("data-st", "rendered", timeout=WORK_MS)
    wait_until(lambda: dict(asked(vendor_studio, RENDERS, pk=pk)).get("film") == 2, seconds=WORK_MS / 1000)
    assert dict(asked(vendor_studio, RENDERS, pk=pk))["shot"] == 5
    assert balance(page) == had - whole - whole // 4

    taken_home_with_sound(page, vendor_studio, pk)

    # the film and the contact sheet, from the menu of the board
    page.locator("#board-more").click()
    links = [each.get_attribute("href") for each in page.locator("#board-menu a").all()]
    files = {link: page.request.get(link).body()[:8] for link in links}
    assert any(begin.startswith(b"%PDF") for begin in files.values())
    assert any(begin[4:8] == b"ftyp" for begin in files.values())
    assert said == []
