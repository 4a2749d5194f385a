"""The picker and the composers with the whole catalogue of the product."""

import re
from uuid import uuid4

import pytest

from reklamai.core.secret import Secret
from studio.models import Asset, CatalogueModel
from studio.services import catalogue
from tests.pages.workbench import form

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def whole_catalogue(db, settings, private_media):
    settings.KIE_API_KEY = Secret("kie-key")
    catalogue.load()


def text_of(response):
    return response.content.decode()


def picker(page, composer, **posted):
    model = {"image": "draft-picture", "video": "draft-clip", "sound": "ai-music-api/sounds"}[composer]
    return text_of(page.post(f"/create/{composer}/models", form(**{"model": model, **posted}), headers=HTMX))


def a_sound(owner, seconds):
    return Asset.objects.create(
        owner=owner, kind="sound", origin="upload", name="voice", file="voice.mp3", content_type="audio/mpeg",
        size_bytes=1000, sha256="0" * 64, duration_s=seconds,
    )  # fmt: skip


def estimate(page, model, **posted):
    return text_of(page.post("/create/video/estimate", form(model=model, prompt="", **posted), headers=HTMX))


@pytest.mark.parametrize(
    ("composer", "families", "tools", "strangers"),
    [
        ("image", ["Nano Banana", "FLUX"], ["Enlarge", "Remove the background"], ["Kling", "Suno"]),
        ("video", ["Veo", "Kling"], ["Lip sync", "Copy a movement"], ["FLUX", "Suno"]),
        ("sound", ["ElevenLabs", "Suno"], ["Clean a sound"], ["Veo", "FLUX"]),
    ],
)
def test_each_composer_offers_its_families_and_beside_them_its_tools(page, composer, families, tools, strangers):
    answer = picker(page, composer)

    named = re.findall(r'<button type="button" data-family="([^"]+)"', answer)
    assert set(families + tools) <= set(named)
    assert not set(strangers) & set(named)
    assert max(map(named.index, families)) < min(map(named.index, tools))


def test_models_that_are_off_are_not_in_the_picker(page):
    assert "Gemini 2.5 Pro TTS" not in picker(page, "sound")
    assert "Kling 3.0 Omni" not in picker(page, "video")


def test_a_model_is_found_by_its_maker_and_told_apart_by_what_it_needs(page):
    answer = picker(page, "video")

    assert re.search(r'data-name="kling 3.0 [^"]*kuaishou"', answer)
    assert "From a picture · needs: start frame" in answer


def test_a_model_that_fails_often_is_shown_with_a_warning(page):
    CatalogueModel.objects.filter(pk="veo-3-1").update(success=0.42)

    assert picker(page, "video").count("only 42 of 100 orders succeed") == 1


def test_without_a_key_the_studio_opens_with_drafts_and_greys_the_rest(page, settings):
    settings.KIE_API_KEY = Secret("")

    opened = text_of(page.get("/create/video"))
    answer = picker(page, "video")

    assert 'name="model" value="draft-clip"' in opened
    assert "/create/sound" in opened  # speech of our own needs no key
    assert re.search(r'value="veo-3-1" disabled', answer)
    assert "It is not set up on this installation." in answer


def test_without_a_key_an_order_is_refused_in_words(page, settings):
    settings.KIE_API_KEY = Secret("")

    answer = page.post("/create/video", form(model="veo-3-1"), headers=HTMX)

    assert answer.status_code == 422
    assert "not set up on this installation" in text_of(answer)


def test_before_its_sound_is_given_a_lip_sync_says_what_decides_its_price(page):
    answer = estimate(page, "kling/ai-avatar-standard")

    assert "Sound track" in answer
    assert "10 seconds cost 40 credits" in answer  # 8 of KIE's for a second, of half a cent each


@pytest.mark.parametrize(("seconds", "price"), [(10.0, 40), (10.2, 44)])
def test_the_price_of_a_lip_sync_follows_the_length_of_its_sound(page, vera, seconds, price):
    sound = a_sound(vera, seconds)
    given = {"references": [f"asset:{sound.pk}:audio"]}

    page.post("/create/video/draft", form(model="kling/ai-avatar-standard", prompt="hello", **given))
    opened = text_of(page.get("/create/video"))
    row = picker(page, "video", model="kling/ai-avatar-standard", **given)

    assert f">{price} credits</span>" in opened
    assert re.search(rf'value="kling/ai-avatar-standard" checked.*?</svg>{price}</span>', row, re.DOTALL)


def test_the_price_is_said_before_the_picture_that_a_model_needs(page):
    answer = estimate(page, "kling/v2-1-standard")

    assert "13 credits" in answer  # 25 of KIE's are 12.5 of ours
    assert "This model needs this picture." in answer


def test_a_model_that_reads_no_words_keeps_them_for_the_next(page):
    typed = form(model="draft-picture", prompt="my own words", new_model="recraft/remove-background")

    tool = text_of(page.post("/create/image/form", typed, headers=HTMX))
    back = {"model": "recraft/remove-background", "prompt": "my own words", "new_model": "draft-picture"}

    assert '<input type="hidden" name="prompt" value="my own words">' in tool
    assert '<textarea id="prompt"' not in tool
    assert "my own words</textarea>" in text_of(page.post("/create/image/form", form(**back), headers=HTMX))


def test_a_reference_becomes_the_source_of_a_model_that_has_one(page, vera):
    picture = Asset.objects.create(
        owner=vera, kind="picture", origin="upload", name="can", file="can.png", content_type="image/png",
        size_bytes=1000, sha256="0" * 64, width=900, height=700,
    )  # fmt: skip
    typed = form(references=[f"asset:{picture.pk}:reference_images"], new_model="recraft/remove-background")

    answer = text_of(page.post("/create/image/form", typed, headers=HTMX))

    assert f'value="asset:{picture.pk}:source_image"' in answer


def test_settings_that_nobody_touched_go_without_a_word_and_others_are_told(page):
    plain = form(model="draft-clip", **{"parameters.fps": "24", "parameters.look": "film"})
    changed = plain | {"key": str(uuid4()), "parameters.fps": "30"}

    quiet = text_of(page.post("/create/video/form", plain | {"new_model": "veo-3-1"}, headers=HTMX))
    page.post("/create/video/form", plain | {"new_model": "draft-clip"}, headers=HTMX)
    told = text_of(page.post("/create/video/form", changed | {"new_model": "veo-3-1"}, headers=HTMX))

    assert "Frames a second: this model has no such setting" not in quiet
    assert "Frames a second: this model has no such setting" in told
    assert "Look: this model" not in told


def test_a_size_survives_a_change_of_model_however_that_one_spells_it(page):
    typed = form(model="draft-picture", **{"parameters.resolution": "4k"}, new_model="nano-banana-pro")

    answer = text_of(page.post("/create/image/form", typed, headers=HTMX))

    assert '<option value="4K" selected>' in answer


def test_a_slot_says_what_it_reads_and_the_library_shows_only_that(page, vera):
    a_sound(vera, 4.0)
    page.post("/create/video/draft", form(model="kling-2.6/motion-control"))

    opened = text_of(page.get("/create/video"))

    assert "MP4, MOV · up to 100 MB · 3–30 s" in opened
    assert 'accept="video/mp4,video/quicktime"' in opened
    assert "voice" in text_of(page.get("/create/video/pick/audio", headers=HTMX))
    assert ">voice<" not in text_of(page.get("/create/video/pick/driving_video", headers=HTMX))


@pytest.mark.parametrize("composer", ["image", "video", "sound"])
def test_no_character_that_cannot_be_kept_is_looked_for(page, composer):
    assert page.get(f"/create/{composer}/pick/source_audio", {"q": "a\0b"}).status_code == 200
