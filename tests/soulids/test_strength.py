"""How strongly an order holds to a face: typed in the composer, kept in drafts, given by the API."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import parse
from studio.forms.content import of_ask
from studio.forms.order import OrderForm
from studio.models import CatalogueModel, Generation
from tests.api.conftest import client_of

SOUL = "7f4c6a52-7f0b-4c4b-9a39-1b0f2c4c9d11"
OTHER = "0a4c6a52-7f0b-4c4b-9a39-1b0f2c4c9d12"
PROMPT = {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"}
IMAGES = {"type": "array", "required": True, "max_items": 4, "maps_to": "reference_images"}
ENTRY = {
    "model": "painter", "provider": "local", "title": "Painter", "kind": "text_to_image", "output": "image",
    "also": ["image_to_image"], "inputs": {"prompt": PROMPT, "images": IMAGES},
    "price": {"unit": "image", "credits": 0},
}  # fmt: skip


def typed(*references, prompt="A walk", **fields):
    data = QueryDict(mutable=True)
    data.update({"key": OTHER, "prompt": prompt, "count": "1"})
    data.setlist("references", references)
    data.update({name.replace("_", "-", 1): value for name, value in fields.items()})
    return OrderForm(data, entry=parse(ENTRY), composer="image")


def strength(pk, value):
    return {f"strength_{pk}": value}


def test_what_was_typed_beside_a_chip_is_its_strength():
    form = typed(f"soulid:{SOUL}:", f"anchor:{OTHER}:face", **strength(SOUL, "80"))

    assert form.is_valid()
    assert {each.id: each.strength for each in form.ask.references} == {SOUL: 80, OTHER: None}


@pytest.mark.parametrize("given", ["", None])
def test_nothing_typed_is_nothing_said(given):
    form = typed(f"soulid:{SOUL}:", **({} if given is None else strength(SOUL, given)))

    assert form.is_valid()
    assert [each.strength for each in form.ask.references] == [None]
    assert "strengths" not in form.content


@pytest.mark.parametrize("given", ["0", "101", "-5", "1.5", "many", "²", "9" * 400])
def test_anything_else_than_one_to_a_hundred_is_told(given):
    form = typed(f"soulid:{SOUL}:", **strength(SOUL, given))

    assert not form.is_valid()
    assert form.wrong() == [("order-form", "Strength of the face: a whole number from 1 to 100.")]


def test_a_strength_of_something_that_is_not_held_is_left_out():
    form = typed(f"soulid:{SOUL}:", **strength(OTHER, "80"))

    assert "strengths" not in form.content


def test_a_draft_keeps_it_and_fills_the_form_again():
    content = typed(f"soulid:{SOUL}:", **strength(SOUL, "35")).content

    again = OrderForm(entry=parse(ENTRY), composer="image", content=content)

    assert again.content["strengths"] == {SOUL: "35"}


def test_an_earlier_order_fills_it_in():
    ask = Ask(kind="text_to_image", model="painter", references=(ReferenceAsk("soulid", SOUL, "face", 35),))

    content = of_ask(ask)

    assert content["references"] == [f"soulid:{SOUL}:face"]
    assert content["strengths"] == {SOUL: 35}


def test_a_model_that_needs_a_picture_may_get_it_by_a_name_in_the_prompt():
    assert typed(prompt="@maria walks").is_valid()
    assert not typed(prompt="Maria walks").is_valid()


def test_an_ask_without_a_strength_is_the_ask_that_it_was_before_there_was_one():
    bare = Ask(kind="text_to_image", model="painter", prompt="A walk", references=(ReferenceAsk("asset", SOUL),))

    # Of the same ask, made before references had a strength: a key that was used then is the same order still.
    assert bare.digest() == "1febde26194922f927495371d8b4a7c95393ba4298e9db741308ee8e3bf7724e"
    assert bare.digest() != Ask(**{**fields(bare), "references": (ReferenceAsk("asset", SOUL, strength=5),)}).digest()


def fields(ask):
    return {name: getattr(ask, name) for name in ("kind", "model", "prompt")}


@pytest.fixture
def painter(db, settings):
    settings.ENGINES = {**settings.ENGINES, "local.text_to_image": "tests.anchors.conftest.engine_of_tests"}
    settings.ENGINES["local.image_to_image"] = settings.ENGINES["local.text_to_image"]
    CatalogueModel.objects.create(id="painter", provider="local", entry=ENTRY, enabled=True)


def posted(client, soul, **reference):
    named = {"source": "soulid", "id": str(soul.pk), "role": "", **reference}
    body = {"kind": "image_to_image", "model": "painter", "prompt": "A walk", "references": [named]}
    return client.post("/api/generations", body, format="json", headers={"Idempotency-Key": OTHER})


def test_the_api_takes_a_strength_and_says_it_again(trained, painter):
    answer = posted(client_of(trained.owner), trained, strength=100)

    assert answer.status_code == 202, answer.content
    (made,) = answer.json()
    assert [each["strength"] for each in made["references"]] == [100] * 4
    assert {each["source"] for each in made["references"]} == {"soulid"}


@pytest.mark.parametrize("given", [0, 101, "strong", 1.5, True])
def test_the_api_refuses_a_strength_that_is_none(trained, painter, given):
    answer = posted(client_of(trained.owner), trained, strength=given)

    assert answer.status_code == 400
    assert not Generation.objects.filter(model="painter").exists()


def test_the_answer_has_no_number_of_the_face(trained, painter):
    client = client_of(trained.owner)
    made = posted(client, trained)

    order = Generation.objects.get(model="painter")
    facts = order.references.exclude(facts={}).get().facts
    some = str(facts["embedding"][0])
    shown = [made, client.get(f"/api/generations/{order.pk}"), client.get("/api/generations")]
    assert all(answer.status_code in (200, 202) for answer in shown)
    assert len(some) > 6
    assert not any(some in answer.content.decode() or "embedding" in answer.content.decode() for answer in shown)
