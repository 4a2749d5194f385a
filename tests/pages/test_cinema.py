"""The cinema's page and its live view."""

import io
import json
import re
from datetime import timedelta
from html import escape, unescape
from urllib.parse import unquote

import numpy as np
import pytest
from django.utils import timezone
from PIL import Image

from studio.engines import tables
from studio.models import ComposerDraft, Generation
from studio.services import work
from tests.video.plating import Reader, load, picture_of
from video.models import CameraPreset, CameraTerm, Plate

HTMX = {"HX-Request": "true"}
CAMERA = {"sensor": "alexa-35", "lens": "clean-prime", "focal_length": 50, "aperture": 2.8, "color_profile": "noir"}


@pytest.fixture(autouse=True)
def studio(settings, private_media, db):
    settings.ENGINES = {**settings.ENGINES, "local.camera_plate": "tests.video.plating.Reader"}
    Reader.fails, Reader.runs = False, 0
    tables.loaded.cache_clear()
    load("local.yaml", "local_camera.yaml")
    yield
    tables.loaded.cache_clear()


def text_of(response):
    return response.content.decode()


def state_of(response):
    """The camera as the page has it."""
    return json.loads(unescape(re.search(r'data-camera="([^"]*)"', text_of(response)).group(1)))


def looked(page, picture, camera=None, **fields):
    return page.post(
        "/cinema/preview", {"picture": picture, "camera": json.dumps(camera or {}), "width": "480", **fields}
    )


@pytest.fixture
def read(vera):
    """A picture of vera's whose depth has been read."""
    picture = picture_of(vera)
    from video.services import plates

    work.run(plates.plate_for(vera, picture.pk).order_id)
    return str(picture.pk)


def pixels(response):
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def test_the_room_opens_for_clips_and_for_stills_and_for_nothing_else(page):
    assert page.get("/cinema?preset=noir")["Location"] == "/cinema/clip?preset=noir"
    clip, still = text_of(page.get("/cinema/clip")), text_of(page.get("/cinema/still"))

    assert page.get("/cinema/radio").status_code == 404
    assert 'data-composer="video"' in clip
    assert 'data-composer="image"' in still


def test_a_stranger_is_sent_to_the_door(client):
    for address in ("/cinema", "/cinema/clip", "/cinema/marks", "/cinema/clip/presets"):
        assert client.get(address)["Location"].startswith("/account/login/"), address
    assert client.post("/cinema/preview", {}).status_code == 302


def test_every_control_has_its_mark_for_the_chosen_model(page):
    html = text_of(page.get("/cinema/clip"))

    for name in ("sensor", "lens", "focal_length", "aperture", "focus_distance", "color_profile", "movements", "grain"):
        assert f'data-control="{name}"' in html, name
    assert html.count("data-mark") >= 14


def test_what_does_nothing_on_a_model_is_greyed_with_its_reason(page):
    told = page.get("/cinema/marks", {"model": "draft-picture"}).json()["controls"]

    assert told["movements"]["kind"] == "none"
    assert told["movements"]["reason"] == "A picture does not move."
    assert "no effect" in told["movements"]["mark"]
    assert told["focal_length"]["kind"] == "native"
    assert page.get("/cinema/marks", {"model": "nobody"}).status_code == 404


def test_a_preset_fills_the_controls(page):
    preset = CameraPreset.objects.filter(owner=None).first()

    taken = state_of(page.get("/cinema/clip", {"preset": preset.pk}, headers={**HTMX, "HX-Target": "camera"}))

    assert (taken["sensor"], taken["lens"], taken["preset"]) == (preset.sensor, preset.lens, str(preset.pk))


def test_every_preset_is_shown_by_a_picture(page, vera):
    CameraPreset.objects.create(owner=vera, name="By my lens", lens="fisheye")
    CameraPreset.objects.create(owner=vera, name="Of no lens", sensor="alexa-35")

    cards = re.findall(r'<article class="preset">.*?</article>', text_of(page.get("/cinema/clip/presets")), re.DOTALL)

    shown = {re.search(r'hx-swap="outerHTML">([^<]*)<', card).group(1): card for card in cards}
    ours = CameraPreset.objects.filter(owner=None)
    assert len(shown) == ours.count() + 2
    for each in ours:
        assert f'src="/static/img/cinema/preset-{each.slug}.webp" width="192" height="128"' in shown[escape(each.name)]
    assert 'src="/static/img/cinema/lens-fisheye.webp"' in shown["By my lens"]
    assert "<img" not in shown["Of no lens"]
    assert 'class="no-picture"' in shown["Of no lens"]
    assert all('loading="lazy"' in card for card in cards if "<img" in card)


def test_a_preset_that_staff_have_added_shows_its_lens(page):
    CameraPreset.objects.create(owner=None, slug="house-look", name="House look", lens="petzval-85")

    assert "img/cinema/lens-petzval-85.webp" in text_of(page.get("/cinema/clip/presets"))


def test_somebody_elses_preset_is_not_there(page, timur):
    theirs = CameraPreset.objects.create(owner=timur, name="Mine", sensor="alexa-35")

    assert page.get("/cinema/clip", {"preset": theirs.pk}).status_code == 404
    assert "Mine" not in text_of(page.get("/cinema/clip/presets"))
    for deed in ("rename", "delete"):
        assert page.post(f"/cinema/presets/{theirs.pk}/{deed}", {"name": "x"}).status_code == 404


def test_a_camera_is_saved_under_a_name_renamed_and_removed(page, vera):
    page.post("/cinema/clip/save", {"name": "My street", "camera": json.dumps(CAMERA)}, headers=HTMX)
    made = CameraPreset.objects.get(owner=vera)
    assert (made.name, made.sensor, made.focal_length) == ("My street", "alexa-35", 50)

    page.post(f"/cinema/presets/{made.pk}/rename", {"name": "By night"}, headers=HTMX)
    assert "By night" in text_of(page.get("/cinema/clip/presets"))

    page.post(f"/cinema/presets/{made.pk}/delete", headers=HTMX)
    assert not CameraPreset.objects.filter(owner=vera).exists()


@pytest.mark.parametrize("camera", ["[1]", "{", '{"sensor": "nobody"}', "1e999", "[" * 5000])
def test_a_camera_that_is_none_is_saved_nowhere_and_drawn_by_nobody(page, vera, read, camera):
    saved = page.post("/cinema/clip/save", {"name": "x", "camera": camera})
    drawn = page.post("/cinema/preview", {"picture": read, "camera": camera, "width": "480"})

    assert saved.status_code == 422
    assert 400 <= drawn.status_code < 500
    assert drawn.json()["message"]
    assert not CameraPreset.objects.filter(owner=vera).exists()


def test_a_name_that_is_taken_is_refused_in_the_dialog(page, vera):
    for _twice in range(2):
        answer = page.post("/cinema/clip/save", {"name": "Street", "camera": "{}"}, headers=HTMX)

    assert 'role="alert"' in text_of(answer)
    assert CameraPreset.objects.filter(owner=vera).count() == 1


def test_a_picture_is_read_first_and_then_seen_through_the_camera(page, vera):
    picture = picture_of(vera)

    waiting = looked(page, picture.pk)
    work.run(Plate.objects.get().order_id)
    seen = looked(page, picture.pk, CAMERA)

    assert (waiting.status_code, waiting.json()["failed"]) == (202, False)
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/webp")
    assert pixels(seen).width <= 480
    told = json.loads(unquote(seen["X-Camera"]))
    assert told["lens"] == "50 mm · 31.3°"  # 2 atan(27.99 / 100): all of the sensor's 27.99 mm
    assert Generation.objects.filter(owner=vera, price__gt=0).count() == 0


def test_the_view_changes_with_the_camera(page, read):
    plain, noir = pixels(looked(page, read)), pixels(looked(page, read, {"color_profile": "noir"}))
    wide, long = (pixels(looked(page, read, {"focal_length": mm})) for mm in (35, 100))

    assert np.ptp(np.asarray(noir, int), axis=2).max() <= 8, "black and white"
    assert np.ptp(np.asarray(plain, int), axis=2).max() > 40
    assert wide.tobytes() != long.tobytes()


def test_the_order_s_format_frames_what_the_camera_leaves_open(page, read):
    square = pixels(looked(page, read, format="1:1"))
    own = pixels(looked(page, read, {"aspect_ratio": "2.39:1"}, format="1:1"))

    assert square.width == square.height
    assert own.width / own.height == pytest.approx(2.39, abs=0.03)
    for nonsense in ("auto", "0:1", "9999:1", "nan:1"):
        assert looked(page, read, format=nonsense).status_code == 200


def test_numbers_are_told_before_there_is_a_picture(page):
    told = looked(page, "", {"sensor": "full-frame", "focal_length": 50, "aperture": 2.8, "focus_distance": 3}).json()

    assert told["numbers"]["lens"] == "50 mm · 39.6°"
    # c = 43.27 / 1500 mm, so H = 50 ** 2 / (2.8 * c) + 50 = 31 m: H * s / (H + s) and H * s / (H - s)
    assert told["numbers"]["sharp"] == "focus 3 m, sharp from 2.74 to 3.32 m"


def test_nobody_looks_at_somebody_elses_picture(page, timur):
    assert looked(page, picture_of(timur).pk).status_code == 404
    assert looked(page, "no-id").status_code == 404
    assert Reader.runs == 0


def test_a_picture_that_cannot_be_read_is_said_so_and_tried_again(page, vera):
    Reader.fails = True
    picture = picture_of(vera)
    looked(page, picture.pk)
    work.run(Plate.objects.get().order_id)

    again = [looked(page, picture.pk) for _ in range(2)]
    assert [(answer.status_code, answer.json()["failed"]) for answer in again] == [(202, True)] * 2
    assert Generation.objects.filter(kind="camera_plate").count() == 1, "a page that waits orders no other"

    Generation.objects.filter(kind="camera_plate").update(finished_at=timezone.now() - timedelta(minutes=2))
    assert not looked(page, picture.pk).json()["failed"]
    assert Generation.objects.filter(kind="camera_plate").count() == 2


def test_the_composer_keeps_the_camera_and_shows_it_on_its_own_page(page, vera):
    form = {"model": "draft-clip", "prompt": "a can", "camera": json.dumps(CAMERA), "count": "1", "key": ""}
    page.post("/create/video/estimate", form, headers=HTMX)

    assert ComposerDraft.objects.get(owner=vera).content["camera"] == CAMERA
    html = text_of(page.get("/create/video"))
    assert "data-drop-camera" in html
    assert "ARRI ALEXA 35" in html
    assert state_of(page.get("/cinema/clip"))["focal_length"] == 50


def test_the_room_in_russian(browser_of, make_user):
    nadia = browser_of(make_user("nadia@lis.studio", language="ru"))

    html = text_of(nadia.get("/cinema/clip"))

    assert "Фокусное расстояние" in html
    assert "Сохранить как пресет" in html
    told = looked(nadia, "", {"sensor": "full-frame", "focal_length": 50}).json()["numbers"]
    assert told["lens"] == "50 мм · 39,6°"


def kept_camera(page, camera):
    """The room, opened with this camera in its draft."""
    form = {"model": "draft-clip", "prompt": "a can", "camera": json.dumps(camera), "count": "1", "key": ""}
    page.post("/create/video/estimate", form, headers=HTMX)
    return text_of(page.get("/cinema/clip"))


def test_a_colour_of_no_strength_is_not_shown_at_full(page):
    html = kept_camera(page, {"color_profile": "noir", "color_strength": 0})

    assert re.search(r'data-slider="color_strength"[^>]*data-set="0\.0"', html)


def test_what_is_offered_no_more_stays_chosen_where_it_was(page):
    camera = {
        "genre": "travel", "lighting": "golden-hour", "movements": [{"name": "push-in"}],
        "speed_ramp": {"name": "hero"},
    }  # fmt: skip
    slugs = ["travel", "golden-hour", "push-in", "hero"]
    assert CameraTerm.objects.filter(slug__in=slugs).update(enabled=False) == len(slugs)

    html = kept_camera(page, camera)

    for slug in slugs:
        assert re.search(rf'<option value="{slug}"[^>]* selected>', html), slug


def test_a_slider_of_a_movement_can_stand_at_every_strength(page):
    html = kept_camera(page, {"movements": [{"name": "push-in", "strength": 33}]})

    slider = re.search(r"<input[^>]*data-move-strength[^>]*>", html).group()
    assert 'min="1"' in slider and 'step="1"' in slider and 'value="33"' in slider


def test_without_scripts_the_camera_of_the_draft_is_what_is_saved(page, vera):
    kept_camera(page, CAMERA)

    form = text_of(page.get("/cinema/clip/save"))
    camera = unescape(re.search(r'name="camera" value="([^"]*)"', form).group(1))
    page.post("/cinema/clip/save", {"name": "Mine", "camera": camera})

    assert CameraPreset.objects.get(owner=vera, name="Mine").sensor == "alexa-35"


def test_an_earlier_work_fills_the_room_with_its_camera_and_leaves_a_way_back(page, vera, order):
    work = order(vera)
    Generation.objects.filter(pk=work.pk).update(model="draft-clip", kind="text_to_video", camera=CAMERA)

    shown = page.get(f"/cinema/clip?reuse={work.pk}")

    assert state_of(shown)["color_profile"] == "noir"
    assert f"/cinema/clip?earlier={work.pk}" in text_of(shown)
