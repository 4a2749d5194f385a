"""What an order holds to, fitted to models that take pictures, words, or things as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.ask import Ask, HeldPart, ReferenceAsk
from studio.catalogue.entry import parse
from studio.holding import fitted, spoken

PROMPT = {"type": "string", "required": True, "max_length": 400, "maps_to": "prompt"}
IMAGES = {"type": "array", "items": "string", "maps_to": "reference_images"}


def entry(*, holds=(), most=None, prompt=PROMPT, **more):
    inputs = {"prompt": prompt} if prompt else {}
    if most:
        inputs["images"] = IMAGES | {"max_items": most}
    model = {"model": "m", "title": "M", "kind": "text_to_image", "output": "image"}
    return parse(model | {"inputs": inputs, "holds": holds} | more)


def part(element, *, label="Vera", words=True, file=True):
    said = {"en": f"{element} as measured", "ru": f"измеренное: {element}"} if words else {}
    return HeldPart(element, file=f"{element}.png" if file else "", cut=f"{element}-cut.png", words=said, label=label)


def lent(*parts, source="anchor"):
    return [(ReferenceAsk(source, f"id-{each.element}", ""), each) for each in parts]


def ask(prompt="A walk in the rain", references=()):
    return Ask(kind="text_to_image", model="m", prompt=prompt, references=tuple(references))


def test_nothing_held_changes_nothing():
    wanted = ask()

    assert fitted(entry(), wanted, []).ask is wanted


def test_our_own_engine_gets_the_cut_and_no_words():
    put = fitted(entry(holds=["face", "lighting"]), ask(), lent(part("face"), part("lighting")))

    assert put.ask == ask()
    assert [(row.part.element, row.role, row.file, row.text) for row in put.rows] == [
        ("face", "", "face-cut.png", ""),
        ("lighting", "", "lighting-cut.png", ""),
    ]
    assert {control.mark for control in put.controls} == {"native"}


def test_pictures_go_in_by_importance_up_to_the_models_cap_and_the_rest_as_words():
    everything = lent(*(part(name) for name in ("lighting", "environment", "clothing", "face")))

    put = fitted(entry(most=2), ask(), everything)

    assert [(row.part.element, row.role) for row in put.rows] == [
        ("face", "reference_images"),
        ("clothing", "reference_images"),
        ("environment", ""),
        ("lighting", ""),
    ]
    assert [control.mark for control in put.controls] == ["native", "native", "prompt", "prompt"]
    assert put.ask.prompt == (
        "A walk in the rain\nthe person of reference image 1; the clothes of reference image 2; "
        "environment as measured; lighting as measured"
    )
    assert [(each.id, each.role) for each in put.ask.references] == [
        ("id-face", "reference_images"),
        ("id-clothing", "reference_images"),
    ]


def test_the_users_own_pictures_come_first_and_the_numbers_count_on_after_them():
    own = [ReferenceAsk("asset", "mine", "reference_images")]

    put = fitted(entry(most=2), ask(references=own), lent(part("face"), part("clothing")))

    assert "the person of reference image 2" in put.ask.prompt
    assert [each.id for each in put.ask.references] == ["mine", "id-face"]
    assert put.rows[1].role == ""


def test_a_model_with_a_place_for_a_character_gets_the_face_there():
    inputs = {
        "prompt": PROMPT,
        "images": IMAGES | {"max_items": 1},
        "who": {"type": "string", "maps_to": "character_reference"},
    }

    put = fitted(entry(inputs=inputs), ask(), lent(part("clothing"), part("face")))

    assert {row.part.element: row.role for row in put.rows} == {
        "face": "character_reference",
        "clothing": "reference_images",
    }


@pytest.mark.parametrize("limits", [{"accept": ["image/jpeg", "image/png"]}, {"max_mb": 1}], ids=["type", "size"])
def test_a_picture_that_the_model_cannot_read_goes_as_words(limits):
    inputs = {"prompt": PROMPT, "images": IMAGES | {"max_items": 2, **limits}}
    heavy = replace(part("face"), content_type="image/webp", size_bytes=2 * 2**20)

    put = fitted(entry(inputs=inputs), ask(), lent(heavy))

    assert put.ask.references == ()
    assert [(row.role, row.text) for row in put.rows] == [("", "face as measured")]


def test_words_are_said_in_the_language_of_the_prompt():
    assert "измеренное: face" in fitted(entry(), ask("Прогулка"), lent(part("face"))).ask.prompt
    assert "face as measured" in fitted(entry(), ask("A walk"), lent(part("face"))).ask.prompt


def test_of_two_faces_the_first_is_held_and_the_second_is_told():
    put = fitted(entry(), ask(), lent(part("face", label="Vera"), part("face", label="Ivan")))

    assert [row.part.label for row in put.rows] == ["Vera"]
    assert "Vera" in put.notes[0]
    assert "Ivan" in put.notes[0]


@pytest.mark.parametrize(
    ("model", "held"),
    [
        (entry(prompt=None), part("face")),
        (entry(), part("lighting", words=False)),
        (entry(prompt=PROMPT | {"max_length": 25}), part("clothing")),
        (entry(most=2, kind="text_to_speech", output="audio"), part("clothing")),
    ],
    ids=["no words and no pictures", "nothing to say", "no room for the words", "words that would be spoken"],
)
def test_what_a_model_cannot_take_is_told_and_still_measured(model, held):
    put = fitted(model, ask(), lent(held))

    assert put.ask.prompt == "A walk in the rain"
    assert put.rows[0].file == held.cut
    assert len(put.notes) == 1
    assert put.controls == ()


def test_the_words_that_are_sent_are_the_users_own_with_one_line_more():
    assert spoken("A walk ", ["one", "", "two"]) == "A walk\none; two"
    assert spoken("", ["one"]) == "one"
    assert spoken("A walk ", []) == "A walk "


def test_what_is_sent_is_never_longer_than_the_model_reads():
    everything = lent(part("clothing"), part("environment"), part("lighting"))
    for most in range(20, 120):
        put = fitted(entry(prompt=PROMPT | {"max_length": most}), ask(), everything)

        assert len(put.ask.prompt) <= most
