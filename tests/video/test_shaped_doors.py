"""Cameras through the doors: what the API tells of them, takes and refuses; what the composer keeps and shows."""

import html
import json

import pytest
from django.test import Client

from studio.models import Asset, AssetKind, CatalogueModel, Generation
from studio.services import catalogue, drafts
from tests.studio.conftest import entry, fake_engine  # noqa: F401
from tests.video.entries import ENTRIES
from tests.video.plating import picture_of
from video.models import CameraPreset

pytestmark = pytest.mark.django_db

KLING = "kling/v3-turbo-text-to-video"
CUTTING = "recraft/remove-background"
HTMX = {"HTTP_HX_REQUEST": "true"}
CAMERA = {"lens": "fisheye", "color_profile": "noir", "movements": [{"name": "push-in"}]}


@pytest.fixture
def order(entry, fake_engine):
    """Of a picture at a vendor that is not there: taken, priced, and never made."""
    return {"kind": "text_to_image", "model": "fake-picture", "prompt": "a poster"}


@pytest.fixture
def page(alice, private_media):
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_model_tells_what_a_camera_would_come_to_on_it(api):
    CatalogueModel.objects.create(id=KLING, provider="kie", entry=dict(ENTRIES[KLING].raw), enabled=True)

    model = api.get(f"/api/models/{KLING}").json()

    assert model["camera"]["lens"] == {"kind": "prompt", "reason": ""}
    assert model["camera"]["grain"]["kind"] == "post"
    assert model["camera"]["aspect_ratio"]["kind"] == "native"
    assert "16:9" in model["camera"]["aspect_ratio"]["reason"]
    assert all("camera" not in each for each in api.get("/api/models").json()["results"])


def test_an_estimate_shows_all_that_would_become_of_a_camera(api, order):
    told = api.post("/api/estimates", order | {"camera": CAMERA}, format="json").json()

    controls = {each["name"]: each["mark"] for each in told["sent"]["controls"]}
    assert told["each"] == api.post("/api/estimates", order, format="json").json()["each"]
    assert "fisheye" in told["sent"]["words"]
    assert (controls["lens"], controls["color_profile"]) == ("prompt", "post")
    assert told["sent"]["notes"] == ["Movement: no effect. A picture does not move."]


def test_an_order_keeps_the_camera_as_it_was_asked_with_its_preset(api, alice, order):
    preset = CameraPreset.objects.create(owner=alice, name="Mine", sensor="super-16")
    named = [{"source": "camera", "id": str(preset.pk), "role": "camera"}]

    made = api.post("/api/generations", order | {"camera": {"grain": 7}, "references": named}, format="json").json()[0]

    assert made["camera"] == {"preset": str(preset.pk), "sensor": "super-16", "grain": 7}
    assert made["references"][0]["source"] == "camera"
    assert [each["value"] for each in made["sent"]["controls"] if each["name"] == "grain"] == ["7 %"]


def test_the_same_key_with_another_camera_is_another_order(api, order):
    key = {"HTTP_IDEMPOTENCY_KEY": "6f1c2b9e-0000-4000-8000-000000000001"}
    first = api.post("/api/generations", order | {"camera": {"grain": 7, "lens": "fisheye"}}, format="json", **key)
    same = api.post("/api/generations", order | {"camera": {"lens": "fisheye", "grain": 7}}, format="json", **key)
    other = api.post("/api/generations", order | {"camera": {"grain": 8}}, format="json", **key)

    assert first.json()[0]["id"] == same.json()[0]["id"]
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"camera": {"zoom": 1}}, "camera.zoom"),
        ({"camera": {"grain": 10**9}}, "camera.grain"),
        ({"camera": {"grain": True}}, "camera.grain"),
        ({"camera": {"focal_length": "50"}}, "camera.focal_length"),
        ({"camera": {"lens": {"slug": "fisheye"}}}, "camera.lens"),
        ({"camera": {"movements": "push-in"}}, "camera.movements"),
        ({"camera": {"movements": [{"name": "push-in", "strength": 0}]}}, "camera.movements"),
        ({"camera": {"speed_ramp": {"points": [[0, 1]]}}}, "camera.speed_ramp"),
        ({"camera": {"": 1}}, "camera."),
        ({"camera": "fisheye"}, "camera"),
        ({"camera": []}, "camera"),
        ({"master": {"format": "gif"}}, "master.format"),
        ({"master": {"format": "png16", "bits": 48}}, "master"),
        ({"master": 16}, "master"),
    ],
)
def test_what_is_no_camera_is_refused_by_the_name_of_its_field(api, order, given, field):
    answer = api.post("/api/estimates", order | given, format="json")

    assert answer.status_code == 400
    assert field in json.dumps(answer.json()["error"])
    assert not Generation.objects.exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(api, order, number):
    body = json.dumps(order | {"camera": {"aperture": 0}}).replace(" 0}", f" {number}}}")

    answer = api.post("/api/estimates", body, content_type="application/json")

    assert answer.status_code == 400


@pytest.mark.parametrize("depth", [5, 50, 100_000])
def test_a_camera_nested_deep_is_refused(api, order, depth):
    body = json.dumps(order | {"camera": {"speed_ramp": {"points": "%s"}}})

    answer = api.post(
        "/api/estimates", body.replace('"%s"', "[" * depth + "]" * depth), content_type="application/json"
    )

    assert answer.status_code == 400


def test_a_composer_keeps_a_camera_shows_it_as_sent_and_orders_it(page, alice, order):
    CatalogueModel.objects.filter(pk="fake-picture").update(position=1)
    form = {"model": "fake-picture", "prompt": "a poster", "count": 1, "camera": json.dumps(CAMERA)}

    quote = page.post("/create/image/estimate", form, **HTMX).content.decode()
    page.post("/create/image/draft", form, **HTMX)
    shown = page.get("/create/image").content.decode()

    assert "fisheye" in quote
    assert "A picture does not move." in quote
    assert drafts.draft(alice, "image")["camera"] == CAMERA
    assert "Fisheye" in shown


def test_a_camera_that_is_none_is_a_sentence_in_the_composer(page, order):
    form = {"model": "fake-picture", "prompt": "a poster", "count": 1, "camera": '{"zoom": 1}'}

    answer = page.post("/create/image", form, **HTMX)

    assert answer.status_code < 500
    assert "The camera has no such setting." in answer.content.decode()
    assert not Generation.objects.exists()


def test_the_page_of_a_work_names_its_camera(page, api, order):
    made = api.post("/api/generations", order | {"camera": CAMERA | {"grain": 7}}, format="json").json()[0]

    shown = page.get(f"/generations/{made['id']}").content.decode()

    assert "<dt>Lens</dt><dd>Fisheye</dd>" in shown.replace("\n", "")
    assert "<dt>Grain</dt><dd>7 %</dd>" in shown.replace("\n", "")


def test_a_model_that_cannot_have_it_says_so_when_it_is_chosen(page, alice, order):
    catalogue.load()
    form = {"model": "fake-picture", "prompt": "a poster", "count": 1, "camera": json.dumps(CAMERA)}
    page.post("/create/image/draft", form, **HTMX)

    shown = page.get("/create/image?model=draft-picture").content.decode()

    assert "Movement: no effect. A picture does not move." in shown


@pytest.mark.parametrize("again", ["reuse", "vary"])
def test_an_earlier_work_fills_the_composer_with_its_camera(page, api, order, again):
    made = api.post("/api/generations", order | {"camera": CAMERA, "master": {"format": "png16"}}, format="json").json()

    shown = html.unescape(page.get(f"/create/image?{again}={made[0]['id']}").content.decode())

    assert '"lens": "fisheye"' in shown
    assert "fisheye" in shown.split('class="words sent-words"')[1][:400]
    assert "A picture does not move." in shown


def test_a_preset_that_is_named_in_a_draft_is_priced_and_shown(page, alice, order):
    preset = CameraPreset.objects.create(owner=alice, name="Mine", lens="fisheye")
    named = f"camera:{preset.pk}:camera"
    form = {"model": "fake-picture", "prompt": "a poster", "count": 1, "references": [named]}

    page.post("/create/image/draft", form, **HTMX)
    shown = page.get("/create/image").content.decode()

    assert drafts.draft(alice, "image")["references"] == [named]
    assert "fisheye" in shown.split('class="words sent-words"')[1][:400]


def test_a_preset_of_somebody_else_is_not_found_in_any_door(api, page, bob, order):
    theirs = CameraPreset.objects.create(owner=bob, name="Theirs", lens="fisheye")
    named = [{"source": "camera", "id": str(theirs.pk), "role": "camera"}]

    answer = api.post("/api/generations", order | {"references": named}, format="json")

    assert answer.status_code == 404
    assert not Generation.objects.exists()


@pytest.mark.parametrize("parameters", [{"aspect_ratio": "7:1"}, {"duration": "1e999"}, {"aspect_ratio": ["1:1"]}])
def test_a_master_beside_settings_that_are_none_is_refused_for_these(api, order, parameters):
    asked = order | {"master": {"format": "png16"}, "camera": {"aspect_ratio": "1:1"}, "parameters": parameters}

    answer = api.post("/api/estimates", asked, format="json")

    # the camera's format goes over a setting, whatever that was
    assert answer.status_code == (200 if "aspect_ratio" in parameters else 400)


@pytest.mark.parametrize(
    ("camera", "master"),
    [
        ({"lens": ["x"], "movements": 5, "speed_ramp": [1]}, {"format": []}),
        ({"preset": {"a": 1}, "focal_length": "long", "aperture": None}, {"format": {"a": 1}, "resolution": 7}),
        ({"movements": [1, None, {"name": []}], "grain": {}, "aspect_ratio": 3}, {"odd": 1}),
        ({"speed_ramp": {"points": "x"}, "framing": [], "color_strength": "50"}, {"format": "x" * 500}),
    ],
)
def test_no_page_breaks_on_a_camera_that_is_none(page, order, camera, master):
    form = {"model": "fake-picture", "prompt": "a", "camera": json.dumps(camera), "master": json.dumps(master)}
    page.post("/create/image/draft", form, **HTMX)

    for path in ("/create/image", "/cinema", "/cinema/still", "/create/image?model=fake-picture"):
        assert page.get(path).status_code in (200, 302), path
    assert page.post("/create/image/estimate", form, **HTMX).status_code in (200, 422)
    assert page.post("/create/image", form, **HTMX).status_code in (400, 422)


def at_the_fake(name):
    """An entry of the catalogue, sold by the vendor of tests."""
    raw = dict(ENTRIES[name].raw) | {"provider": "fake"}
    CatalogueModel.objects.create(id=name, provider="fake", entry=raw, enabled=True)


def test_a_master_does_not_go_along_to_a_model_that_makes_none(page, order):
    at_the_fake(CUTTING)
    form = {"model": order["model"], "prompt": "", "count": "1", "key": "", "new_model": CUTTING}

    text = page.post("/create/image/form", form | {"master": json.dumps({"format": "png16"})}, **HTMX).content.decode()

    assert 'name="master" value=""' in text
    assert "Master: no effect." in html.unescape(text)


def test_a_clip_among_the_references_does_not_take_the_stage_from_a_picture(page, alice, fake_engine):
    at_the_fake("topaz/video-upscale")
    picture = picture_of(alice)
    clip = Asset.objects.create(owner=alice, kind=AssetKind.CLIP, content_type="video/mp4", size_bytes=1)
    drafts.keep(alice, "video", {"references": [f"asset:{clip.pk}:source_video"]})

    text = page.get("/cinema/clip").content.decode()

    assert str(clip.pk) in text
    assert f'data-picture="{picture.pk}"' in text
