"""What an order holds to, fitted to models that take pictures, words, or things as they are."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from studio.ask import Ask, HeldPart, HeldPicture, ReferenceAsk
from studio.catalogue.entry import parse
from studio.holding import fitted, spoken
from tests.studio.catalogue.entries import KIE

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


def person(pictures=3, **changes):
    more = tuple(HeldPicture(f"p{index}.png", "image/png", 1000) for index in range(pictures))
    return replace(part("face", label="Maria"), more=more, content_type="image/png", handle="maria", rank=10, **changes)


def of_kie(pk):
    (found,) = [each for each in KIE if each.id == pk]
    return found


def test_kling_gets_a_person_as_an_element_where_there_is_a_start_frame():
    started = replace(ask("@maria waves"), start_frame=uuid4())

    put = fitted(of_kie("kling-3.0/video"), started, lent(person()))

    assert [row.role for row in put.rows] == ["elements"] * 3
    assert put.ask.prompt == "@person waves"
    words = fitted(of_kie("kling-3.0/video"), ask("@maria waves"), lent(person()))
    assert words.ask.prompt == "face as measured waves"
    assert {control.mark for control in words.controls} == {"prompt"}


def test_an_element_needs_two_pictures_and_takes_four_at_most():
    started = replace(ask("A wave"), start_frame=uuid4())
    kling = of_kie("kling-3.0/video")

    assert fitted(kling, started, lent(person(pictures=0))).rows[0].role == ""
    weakest = [(replace(asked, strength=1), held) for asked, held in lent(person(pictures=8))]
    assert len(fitted(kling, started, weakest).rows) == 2
    strongest = [(replace(asked, strength=100), held) for asked, held in lent(person(pictures=8))]
    put = fitted(kling, started, strongest)
    assert len(put.rows) == 4
    assert put.ask.prompt == "A wave\nthe person is @person"


def test_seedance_gets_references_and_words_where_a_frame_rules_these_out():
    seedance = of_kie("bytedance/seedance-2")

    free = fitted(seedance, ask("@maria waves"), lent(person()))
    framed = fitted(seedance, replace(ask("@maria waves"), start_frame=uuid4()), lent(person()))

    assert {row.role for row in free.rows} == {"reference_images"}
    assert [row.role for row in framed.rows] == [""]
    assert framed.ask.prompt == "face as measured waves"


def test_ideogram_gets_one_picture_of_the_character():
    put = fitted(of_kie("ideogram/character"), ask("@maria waves"), lent(person()))

    assert [(row.role, row.file) for row in put.rows] == [("character_reference", "face.png")]
    assert put.ask.prompt == "a person waves"


def test_happyhorse_is_told_by_the_names_that_it_gives_its_pictures():
    put = fitted(of_kie("happyhorse/reference-to-video"), ask("@maria waves"), lent(person(), part("clothing")))

    assert put.ask.prompt == ("character1, character2, character3, who are one person waves\nthe clothes of character4")


def test_a_person_leaves_a_place_to_what_else_is_held():
    whole = [
        (replace(asked, strength=100), held) for asked, held in lent(person(8), part("clothing"), part("lighting"))
    ]

    put = fitted(entry(most=4), ask(), whole)

    assert [row.part.element for row in put.rows] == ["face", "face", "clothing", "lighting"]
    assert "the person of reference images 1 and 2; the clothes of reference image 3" in put.ask.prompt


def test_a_picture_that_the_model_cannot_read_is_not_among_the_further_ones():
    inputs = {"prompt": PROMPT, "images": IMAGES | {"max_items": 5, "max_mb": 1}}
    heavy = HeldPicture("heavy.png", "image/png", 3 * 2**20)
    someone = replace(person(1), more=(heavy, *person(1).more))

    put = fitted(entry(inputs=inputs), ask(), [(ReferenceAsk("soulid", "1", "", 100), someone)])

    assert [row.file for row in put.rows] == ["face.png", "p0.png"]


def test_only_the_first_picture_brings_what_was_measured():
    put = fitted(entry(most=4), ask(), lent(replace(person(), facts={"embedding": [1.0]})))

    assert [bool(row.facts) for row in put.rows] == [True, False, False]


def test_the_rank_wins_over_the_order_and_equals_are_told_as_before():
    with translation.override("en"):
        put = fitted(entry(), ask(), lent(part("face", label="Ivan"), person(why="the Soul ID gives the face")))

    assert put.rows[0].part.label == "Maria"
    assert put.notes == ("Face: “Maria” is held to, and not “Ivan”: the Soul ID gives the face.",)


@given(
    st.integers(1, 12), st.integers(0, 8), st.one_of(st.none(), st.integers(1, 100)), st.integers(0, 3),
    st.sampled_from(["A walk", "@maria walks", "@maria идёт", "@ivan, @maria"]),
)  # fmt: skip
def test_whatever_is_held_no_input_gets_more_than_it_takes(most, pictures, strength, own, prompt):
    files = [ReferenceAsk("asset", str(index), "reference_images") for index in range(min(own, most))]
    held = [(replace(asked, strength=strength), each) for asked, each in lent(person(pictures), part("product"))]

    put = fitted(entry(most=most), ask(prompt, references=files), held)

    assert len(put.ask.references) <= most
    assert len(put.ask.prompt) <= 400
    assert ("@maria" in prompt) == any(row.said for row in put.rows)
    assert "@maria" not in put.ask.prompt
