"""What a composer holds to: chips, their picker, and what of it is sent."""

import re

import pytest

from anchors.services import anchors, multi
from anchors.shown.held import held
from studio.models import Generation
from tests.anchors.conftest import extraction, features, fresh, looked_at, picture, ready  # noqa: F401
from tests.pages.workbench import form, install

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def workbench(extraction, settings):
    engines = settings.ENGINES
    install(settings)
    settings.ENGINES = {**settings.ENGINES, "local.anchor_extract": engines["local.anchor_extract"]}


def text_of(response):
    return response.content.decode()


def held_in(answer):
    """What the chips post: the chosen option of each list, and the hidden values."""
    row = re.search(r'<div class="field" id="hold".*?</button>\s*</div>\s*</div>', answer, re.DOTALL)[0]
    chosen = re.findall(r'<option value="([^"]+)" selected', row)
    return chosen + re.findall(r'<input type="hidden" name="references" value="([^"]+)"', row)


def test_an_empty_row_offers_the_picker_with_and_without_scripts(page):
    answer = text_of(page.get("/create/image"))

    button = re.search(r"<button[^>]*data-hold-add[^>]*>", answer)[0]
    assert 'data-pick-from="/anchors/pick/image"' in button
    assert 'name="pick" value="hold" formaction="/create/image/form"' in button


def test_sounds_hold_to_nothing(page, settings):
    assert 'id="hold"' in text_of(page.get("/create/video"))


def test_without_scripts_the_way_to_the_picker_keeps_what_was_typed(page):
    answer = page.post("/create/image/form", form(prompt="Vera by the sea", pick="hold"))

    assert answer.url == "/anchors/pick/image"
    assert "Vera by the sea</textarea>" in text_of(page.get("/create/image"))


def test_the_picker_offers_anchors_in_which_something_was_found_and_boards(page, vera, ready, fresh, extraction):
    anchor = ready(vera, shade=10, locked=["face"], name="Vera")
    extraction.found = features(missing=("face", "person", "clothing", "light", "place", "product"))
    looked_at(fresh(vera, shade=20, name="Nothing there"))
    board = multi.create(vera, name="Autumn board", slots={"face": anchor.pk})

    answer = text_of(page.get("/anchors/pick/image", headers=HTMX))

    assert re.findall(r'data-hold-this="([^"]+)"', answer) == [f"anchor:{anchor.pk}:", f"multi-reference:{board.pk}:"]
    assert f'href="/create/image?hold=anchor:{anchor.pk}:"' in answer
    assert "Nothing there" not in answer
    assert "<h1" not in answer
    assert "<h1" in text_of(page.get("/anchors/pick/image"))


def test_the_picker_is_searched_by_name_and_says_when_there_is_nothing(page, vera, ready):
    ready(vera, shade=10, name="Vera")

    assert "Vera" in text_of(page.get("/anchors/pick/image?q=ver", headers=HTMX))
    assert "Nothing of this name" in text_of(page.get("/anchors/pick/image?q=hat", headers=HTMX))
    assert page.get("/anchors/pick/statue").status_code == 404


def test_an_anchor_with_nothing_locked_is_held_to_by_the_first_thing_found(page, vera, ready):
    anchor = ready(vera)
    anchors.unlock(vera, pk=anchor.pk, element="face")

    answer = text_of(page.get("/anchors/pick/image", headers=HTMX))
    chip = text_of(page.get(f"/anchors/held?reference=anchor:{anchor.pk}:face&composer=image", headers=HTMX))

    assert f'data-hold-this="anchor:{anchor.pk}:face"' in answer
    assert "all that is locked" not in chip
    assert f'<option value="anchor:{anchor.pk}:face" selected>Face</option>' in chip


def test_a_chip_lets_one_choose_what_to_hold(page, vera, ready):
    anchor = ready(vera, locked=["face", "lighting"], name="Vera")

    chip = text_of(page.get(f"/anchors/held?reference=anchor:{anchor.pk}:&composer=image", headers=HTMX))

    options = re.findall(r'<option value="anchor:[0-9a-f-]+:(\w*)"( selected)?>([^<]+)<', chip)
    assert options == [
        ("", " selected", "all that is locked"), ("face", "", "Face"), ("clothing", "", "Clothes"),
        ("lighting", "", "Light"), ("environment", "", "Place"),
    ]  # fmt: skip
    assert "Vera" in chip


@pytest.mark.parametrize("reference", ["", "anchor", "anchor:nonsense:", "asset:0:face"])
def test_a_chip_of_nothing_is_not_there(page, reference):
    assert page.get(f"/anchors/held?reference={reference}").status_code == 404


def test_another_persons_anchor_is_in_no_picker_and_makes_no_chip(page, timur, ready):
    anchor = ready(timur, locked=["face"], name="A secret")

    assert "A secret" not in text_of(page.get("/anchors/pick/image"))
    assert page.get(f"/anchors/held?reference=anchor:{anchor.pk}:").status_code == 404
    assert "A secret" not in text_of(page.get(f"/create/image?hold=anchor:{anchor.pk}:"))


def test_use_it_opens_the_composer_with_the_anchor_and_says_what_will_be_sent(page, vera, ready):
    anchor = ready(vera, locked=["face", "clothing"], name="Vera")
    page.post("/create/image/draft", form(prompt="by the sea"))

    answer = text_of(page.get(f"/create/image?hold=anchor:{anchor.pk}:"))

    assert held_in(answer) == [f"anchor:{anchor.pk}:"]
    assert "by the sea</textarea>" in answer
    sent = answer[answer.index('id="sent-body"') :]
    assert "Vera" in sent
    assert "Face" in sent
    assert "Clothes" in sent


def test_what_is_used_last_stands_first_only_once_and_of_five_the_oldest_goes(page, vera, ready):
    made = [ready(vera, shade=10 * place, locked=["face"]) for place in range(1, 6)]
    for anchor in [made[0], *made]:
        opened = text_of(page.get(f"/create/image?hold=anchor:{anchor.pk}:"))
        page.post("/create/image/draft", form(references=held_in(opened)))

    answer = text_of(page.get("/create/image"))

    assert held_in(answer) == [f"anchor:{anchor.pk}:" for anchor in reversed(made[1:])]
    assert "data-full" in answer


def test_chips_outlive_a_change_of_model_and_a_reload(page, vera, ready):
    anchor = ready(vera, locked=["face"])
    board = multi.create(vera, name="Autumn board", slots={"face": anchor.pk})
    held = [f"anchor:{anchor.pk}:face", f"multi-reference:{board.pk}:"]

    swapped = text_of(page.post("/create/image/form", form(references=held, new_model="painter"), headers=HTMX))

    assert held_in(swapped) == held
    assert held_in(text_of(page.get("/create/image"))) == held


def test_without_scripts_a_chip_is_taken_out_by_its_button(page, vera, ready):
    anchor = ready(vera, locked=["face"])

    page.post("/create/image/form", form(references=[f"anchor:{anchor.pk}:"], drop=str(anchor.pk)))

    assert held_in(text_of(page.get("/create/image"))) == []


def test_an_anchor_that_was_deleted_has_no_chip_any_more(page, vera, ready):
    anchor = ready(vera, locked=["face"])
    page.post("/create/image/draft", form(references=[f"anchor:{anchor.pk}:"]))
    anchors.delete(vera, pk=anchor.pk)

    assert held_in(text_of(page.get("/create/image"))) == []


def test_an_order_keeps_what_it_holds_to(page, vera, ready):
    anchor = ready(vera, locked=["face"], name="Vera")

    answer = page.post("/create/image", form(references=[f"anchor:{anchor.pk}:"]), headers=HTMX)

    assert answer.status_code == 200, text_of(answer)
    work = Generation.objects.get(kind__in=["text_to_image", "image_to_image"])
    assert [(row.source, row.source_id, row.element) for row in work.references.all()] == [
        ("anchor", str(anchor.pk), "face"),
    ]  # fmt: skip
    assert work.prompt == "a can by the sea"
    assert "used in 1 work" in text_of(page.get(f"/anchors/{anchor.pk}"))


def test_what_the_chips_themselves_ask_of_the_database_does_not_grow(page, vera, ready, django_assert_max_num_queries):
    made = [ready(vera, shade=10 * place, locked=["face"]) for place in range(1, 4)]
    board = multi.create(vera, name="Board", slots={"face": made[0].pk, "lighting": made[1].pk})
    references = [f"multi-reference:{board.pk}:", *(f"anchor:{anchor.pk}:" for anchor in made)]

    with django_assert_max_num_queries(2):
        chips = held(vera, references)

    assert [chip.value for chip in chips] == references
    assert chips[0].words == "face, light"


def test_a_work_leads_back_to_what_it_held_to(page, vera, ready):
    anchor = ready(vera, locked=["face"], name="Vera")
    board = multi.create(vera, name="Board", slots={"lighting": ready(vera, shade=20, locked=["lighting"]).pk})
    page.post("/create/image", form(references=[f"anchor:{anchor.pk}:", f"multi-reference:{board.pk}:"]))
    work = Generation.objects.get(kind__in=["text_to_image", "image_to_image"])

    answer = text_of(page.get(work.get_absolute_url()))

    assert f'href="/anchors/{anchor.pk}">anchor</a>' in answer
    assert f'href="/anchors/boards/{board.pk}">multi-reference</a>' in answer


@pytest.mark.parametrize("reference", ["anchor", "anchor:", "a:b:c:d"])
def test_an_address_that_names_nothing_to_hold_to_is_refused_in_words(page, reference):
    answer = page.get(f"/create/image?hold={reference}")

    assert answer.status_code == 400
    assert "This reference cannot be read." in text_of(answer)


def test_an_anchor_with_nothing_locked_is_told_beside_the_price(page, vera, ready):
    anchor = ready(vera, name="Vera")
    anchors.unlock(vera, pk=anchor.pk, element="face")

    answer = text_of(page.post("/create/image/estimate", form(references=[f"anchor:{anchor.pk}:"]), headers=HTMX))

    assert "“Vera” has nothing locked that could be held to: lock it first." in answer
