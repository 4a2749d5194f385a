import re
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.template.loader import render_to_string
from django.utils import translation

from studio.catalogue.entry import parse
from studio.forms.order import OrderForm
from studio.forms.starters import starters
from studio.models import CatalogueModel, ComposerDraft, Generation
from tests.pages.workbench import CLIP, a_done_work, a_work, form, install, upload_of

HTMX = {"HX-Request": "true"}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def workbench(db, settings, private_media):
    install(settings)


@pytest.fixture
def page(browser_of, vera):
    return browser_of(vera)


def text_of(response):
    return response.content.decode()


def test_create_leads_to_the_picture_composer_and_keeps_the_question(page):
    response = page.get("/create?show=running")

    assert response.status_code == 302
    assert response["Location"] == "/create/image?show=running"


def test_the_form_has_the_inputs_that_the_model_declares_and_no_others(page):
    pictures, clips = text_of(page.get("/create/image")), text_of(page.get("/create/video"))

    assert 'name="parameters.aspect_ratio"' in pictures
    assert 'name="parameters.duration"' not in pictures
    assert 'name="parameters.duration"' in clips
    assert 'data-slot="start_frame"' in clips
    assert 'data-slot="end_frame"' not in clips


def test_without_scripts_an_order_leads_back_to_the_composer_with_its_card(page, vera):
    response = page.post("/create/image", form(prompt="a quiet beach"))

    assert response.status_code == 302
    generation = Generation.objects.get(owner=vera)
    assert generation.prompt == "a quiet beach"
    assert generation.parameters["aspect_ratio"] == "4:5"
    assert generation.dom_id in text_of(page.get(response["Location"]))


def test_two_presses_of_the_button_are_one_order(page, vera):
    pressed = form()

    first = page.post("/create/image", pressed, headers=HTMX)
    second = page.post("/create/image", pressed, headers=HTMX)

    assert first.status_code == second.status_code == 200
    assert Generation.objects.filter(owner=vera).count() == 1


def test_the_answer_to_an_order_is_a_fresh_key_and_the_cards_for_the_top_of_the_list(page):
    pressed = form(count="2")

    answer = text_of(page.post("/create/image", pressed, headers=HTMX))

    key = re.search(r'id="order-key" value="([0-9a-f-]{36})"', answer)
    assert key and key[1] != pressed["key"]
    assert 'hx-swap-oob="afterbegin:#cards"' in answer
    assert answer.count("<article") == 2


def test_an_order_without_words_comes_back_with_everything_else_as_it_was(page, vera):
    response = page.post("/create/image", form(prompt=" ", **{"parameters.aspect_ratio": "16:9"}), headers=HTMX)

    assert response.status_code == 422
    assert response["HX-Retarget"] == "#order-form"
    answer = text_of(response)
    assert "Say what you want to see." in answer
    assert 'href="#prompt"' in answer
    assert '<option value="16:9" selected>' in answer
    assert not Generation.objects.exists()


def test_a_setting_that_the_model_does_not_offer_is_named_beside_it(page):
    response = page.post("/create/image", form(**{"parameters.aspect_ratio": "7:1"}))

    assert response.status_code == 422
    assert 'href="#set-aspect_ratio"' in text_of(response)


def test_too_few_credits_say_so_and_keep_the_words(page):
    response = page.post("/create/image", form(model="painter", count="4", prompt="four posters"), headers=HTMX)

    assert response.status_code == 422
    assert "too few credits" in text_of(response)
    assert "four posters" in text_of(response)
    assert not Generation.objects.exists()


def test_a_used_key_with_another_ask_is_refused(page):
    pressed = form()
    page.post("/create/image", pressed)

    response = page.post("/create/image", {**pressed, "prompt": "something else"}, headers=HTMX)

    assert response.status_code == 422
    assert Generation.objects.count() == 1


@pytest.mark.parametrize(("count", "words"), [("1", "30 credits"), ("3", "90 credits")])
def test_the_estimate_says_the_price_of_the_whole_order(page, count, words):
    answer = text_of(page.post("/create/image/estimate", form(model="painter", count=count), headers=HTMX))

    assert words in answer
    assert not Generation.objects.exists()


def test_the_estimate_shows_the_words_and_each_control_with_its_mark(page):
    answer = text_of(page.post("/create/image/estimate", form(prompt="a lighthouse"), headers=HTMX))

    assert "a lighthouse" in answer
    assert 'data-kind="native"' in answer
    assert "4:5" in answer


def test_the_price_is_said_before_there_are_words(page):
    answer = text_of(page.post("/create/image/estimate", form(model="painter", prompt=""), headers=HTMX))

    assert "30 credits" in answer
    assert "Say what you want to see." not in answer


def test_the_estimate_says_how_many_credits_are_missing(page):
    answer = text_of(page.post("/create/image/estimate", form(model="painter", count="4"), headers=HTMX))

    assert "20 credits short" in answer


def test_what_is_typed_is_there_again_after_a_reload(page, vera):
    page.post("/create/image/estimate", form(prompt="half a thought", **{"parameters.seed": "41"}), headers=HTMX)

    again = text_of(page.get("/create/image"))

    assert "half a thought" in again
    assert 'value="41"' in again
    assert ComposerDraft.objects.get(owner=vera).composer == "image"


def test_each_composer_keeps_a_draft_of_its_own(page):
    page.post("/create/image/draft", form(prompt="for the picture"))
    page.post("/create/video/draft", form(prompt="for the clip"))

    assert "for the picture" not in text_of(page.get("/create/video"))
    assert "for the clip" not in text_of(page.get("/create/image"))


def test_words_typed_for_a_picture_stand_in_the_empty_clip_composer_too(page):
    page.post("/create/image/draft", form(prompt="for both"))

    assert "for both" in text_of(page.get("/create/video"))


def test_an_order_is_not_taken_for_more_than_the_price_on_its_button(page, vera):
    answer = page.post("/create/image", form(model="painter", quoted="1"), headers=HTMX)

    assert answer.status_code == 422
    assert not vera.generations.exists()


def test_another_model_keeps_what_applies_and_says_what_was_dropped(page):
    typed = form(
        model="painter",
        prompt="a poster",
        **{"parameters.negative_prompt": "people", "parameters.aspect_ratio": "16:9"},
    )

    answer = text_of(page.post("/create/image/form", {**typed, "new_model": "draft-picture"}, headers=HTMX))

    assert "a poster" in answer
    assert '<option value="16:9" selected>' in answer
    assert "Leave out: this model has no such setting" in answer
    assert 'name="parameters.negative_prompt"' not in answer


def test_a_dropped_setting_returns_with_its_model(page):
    typed = form(model="painter", **{"parameters.negative_prompt": "no crowds please"})
    page.post("/create/image/form", {**typed, "new_model": "draft-picture"}, headers=HTMX)
    page.post("/create/image/estimate", form(), headers=HTMX)

    back = text_of(page.post("/create/image/form", {**form(), "new_model": "painter"}, headers=HTMX))

    assert "no crowds please" in back


def test_a_value_that_the_new_model_lacks_falls_back_to_its_default(page):
    typed = form(**{"parameters.aspect_ratio": "4:5"})

    answer = text_of(page.post("/create/image/form", {**typed, "new_model": "painter"}, headers=HTMX))

    assert "Format: this model does not offer 4:5." in answer
    assert '<option value="1:1" selected>' in answer


def test_without_scripts_the_way_over_the_model_page_loses_no_word(page):
    response = page.post("/create/image/form", {**form(prompt="kept on the way"), "pick": "model"})
    assert response["Location"] == "/create/image/models"
    assert "Painter 2" in text_of(page.get(response["Location"]))

    chosen = page.post("/create/image/form", {"new_model": "painter"}, follow=True)

    assert "kept on the way" in text_of(chosen)
    assert 'name="parameters.negative_prompt"' in text_of(chosen)


def test_the_picker_prices_what_stands_in_the_form_in_the_order_of_the_staff(page):
    answer = text_of(page.post("/create/image/models", form(), headers=HTMX))

    assert "Painter 2" in answer
    assert answer.index("draft-picture") < answer.index('value="painter"')


def test_a_model_that_is_off_is_not_in_the_picker(page):
    CatalogueModel.objects.filter(pk="painter").update(enabled=False)

    answer = text_of(page.post("/create/image/models", form(), headers=HTMX))

    assert "Painter 2" not in answer


def test_a_model_whose_vendor_is_not_set_up_is_shown_and_cannot_be_chosen(page, settings):
    settings.PROVIDER_KEYS, settings.VENDOR_KEY = {"vendor": "VENDOR_KEY"}, ""

    answer = text_of(page.post("/create/image/models", form(), headers=HTMX))

    assert "It is not set up on this installation." in answer
    assert re.search(r'value="painter" disabled', answer)


def test_reuse_fills_the_composer_with_everything(page, vera):
    asked = {"aspect_ratio": "16:9", "seed": 41}
    work = a_done_work(vera, "the old words", parameters=asked, seed=41)

    answer = text_of(page.get(f"/create/image?reuse={work.pk}"))

    assert "the old words" in answer
    assert '<option value="16:9" selected>' in answer
    assert 'value="41"' in answer
    assert f'name="parent" value="{work.pk}"' in answer


@pytest.mark.parametrize("typed_on", [False, True])
def test_what_stood_there_before_a_reuse_can_be_brought_back(page, vera, typed_on):
    work = a_done_work(vera, "the old words")
    page.post("/create/image/estimate", form(prompt="my own words"), headers=HTMX)
    if typed_on:
        page.post("/create/image/estimate", form(prompt="the old words, changed", parent=str(work.pk)), headers=HTMX)

    opened = page.get(f"/create/image?reuse={work.pk}")
    back = text_of(page.get(opened.context["earlier_url"]))

    assert "my own words" in back
    assert "the old words" not in back.partition("composer-foot")[0]


def test_vary_asks_for_the_same_with_another_seed(page, vera):
    work = a_done_work(vera, "the old words", parameters={"seed": 41}, seed=41)

    answer = text_of(page.get(f"/create/image?vary={work.pk}"))

    seed = re.search(r'name="parameters.seed" value="(\d+)"', answer)
    assert "the old words" in answer
    assert seed and seed[1] != "41"


def test_a_picture_from_a_card_becomes_the_start_frame_and_the_draft_keeps_its_words(page, vera):
    asset = a_done_work(vera).result
    page.post("/create/video/estimate", form(model="draft-clip", prompt="slow and warm"), headers=HTMX)

    answer = text_of(page.get(f"/create/video?start_frame={asset.pk}"))

    assert f'name="start_frame" value="{asset.pk}"' in answer
    assert "slow and warm" in answer


def test_a_clip_from_a_start_frame_is_ordered_as_such(page, vera):
    asset = a_done_work(vera).result

    page.post(
        "/create/video",
        form(model="draft-clip", start_frame=str(asset.pk), **{"parameters.camera_moves": ["dolly_in", "", ""]}),
    )

    clip = Generation.objects.get(kind="image_to_video")
    assert clip.start_frame == asset
    assert clip.parameters["camera_moves"] == ["dolly_in"]


def test_a_reference_is_taken_once_however_often_it_is_chosen(page, vera):
    asset = a_done_work(vera).result
    reference = f"asset:{asset.pk}:reference_images"
    page.post("/create/image/estimate", form(references=[reference]), headers=HTMX)

    answer = text_of(page.get(f"/create/image?reference={asset.pk}"))

    assert answer.count(f'value="{reference}"') == 1


@pytest.mark.parametrize("question", ["reuse={other}", "vary={other}", "reuse={nobody}"])
def test_somebody_elses_work_cannot_be_reused(page, timur, question):
    other = a_done_work(timur, "a secret")

    response = page.get("/create/image?" + question.format(other=other.pk, nobody=uuid4()))

    assert response.status_code == 404
    assert "a secret" not in text_of(response)


@pytest.mark.parametrize(
    "address", ["/create/image?reuse=nonsense", "/create/image?reference=nonsense", "/create/image?cursor=nonsense"]
)
def test_an_address_that_makes_no_sense_is_refused_politely(page, address):
    assert page.get(address).status_code in (400, 404, 422)


@pytest.mark.parametrize("field", ["start_frame", "references", "key", "count"])
def test_a_form_that_makes_no_sense_is_refused_politely(page, field):
    response = page.post("/create/video", form(model="draft-clip", **{field: "nonsense"}))

    assert response.status_code == 422
    assert not Generation.objects.exists()


def test_without_scripts_files_come_with_the_order(page, vera):
    page.post("/create/image", {**form(), "file-reference_images": upload_of("can.png")})

    reference = Generation.objects.get(owner=vera).references.get()
    assert reference.role == "reference_images"
    assert reference.source == "asset"


@pytest.mark.parametrize("composer", ["image", "video"])
def test_six_starters_stand_in_the_empty_results(page, composer):
    answer = text_of(page.get(f"/create/{composer}"))

    assert len(set(starters(composer))) == 6
    assert all(re.escape(words[:20]).replace("\\", "") in answer for words in starters(composer))


def test_a_starter_fills_the_prompt(page):
    assert ">\nA forest in autumn" in text_of(page.get("/create/video?prompt=A forest in autumn"))


def test_the_results_show_what_runs_alone_when_asked(page, vera):
    a_work(vera, "still running", status="running")
    a_done_work(vera, "long done")

    answer = text_of(page.get("/create/image?show=running", headers={**HTMX, "HX-Target": "results"}))

    assert "still running" in answer
    assert "long done" not in answer


@pytest.mark.parametrize("works", [1, 40])
def test_the_page_asks_as_much_of_the_database_for_one_work_as_for_forty(
    page, vera, works, django_assert_max_num_queries
):
    for number in range(works):
        a_done_work(vera, f"work {number}", minutes_ago=number)
    a_work(vera, "waiting")

    page.get("/projects")  # the first visit writes down from where one is signed in
    with django_assert_max_num_queries(12):
        assert page.get("/create/image").status_code == 200


def test_a_clip_has_its_price_before_there_are_words_or_files(page, vera):
    CatalogueModel.objects.filter(pk="draft-clip").update(
        entry={**CLIP, "constraints": [{"rule": "at_least_one", "fields": ["prompt", "start"]}]}
    )

    quoted = text_of(page.post("/create/video/estimate", form(model="draft-clip", prompt=""), headers=HTMX))
    ordered = page.post("/create/video", form(model="draft-clip", prompt=""), headers=HTMX)

    assert ">free</span>" in quoted
    assert "Give at least one" not in quoted
    assert ordered.status_code == 422


def test_numbers_of_a_form_have_a_point_in_russian_too():
    entries = yaml.safe_load((ROOT / "studio/catalogue/entries/local.yaml").read_text("utf-8"))
    clip = parse(next(each for each in entries if each["model"] == "draft-clip"))
    form = OrderForm(entry=clip, composer="video")
    slider = next(control for control in form.controls() if control.shape == "slider")

    with translation.override("ru"):
        shown = render_to_string("studio/_control.html", {"control": slider})

    [field] = re.findall(r'<input type="range"[^>]+>', shown)
    assert 'value="0.5"' in field  # with a comma a browser takes the middle of the range instead
    assert ">0,5</output>" in shown
