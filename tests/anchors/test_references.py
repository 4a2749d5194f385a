"""What anchors and sets lend to orders, and how an order of a vendor's model takes it."""

import json
from uuid import uuid4

import pytest

from anchors.services import multi
from anchors.services.anchors import change
from reklamai.core.errors import Conflict, NotFound
from studio.ask import Ask, ReferenceAsk
from studio.models import CatalogueModel, Generation
from studio.services import orders
from studio.services.jobs import job_for

pytestmark = pytest.mark.django_db

VENDORS = {
    "model": "painter", "provider": "local", "title": "Painter", "kind": "text_to_image", "output": "image",
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"},
        "images": {"type": "array", "items": "string", "max_items": 1, "maps_to": "reference_images"},
    },
    "price": {"unit": "image", "credits": 0},
}  # fmt: skip


@pytest.fixture
def model(db, settings):
    """Gives `model(**changes)`: a model that takes one picture and words, with these changes."""
    settings.ENGINES = {**settings.ENGINES, "local.text_to_image": "tests.anchors.conftest.engine_of_tests"}

    def make(**changes):
        entry = {**VENDORS, **changes}
        CatalogueModel.objects.update_or_create(
            id="painter", defaults={"provider": "local", "entry": entry, "enabled": True}
        )
        return entry

    make()
    return make


def wanted(*references, prompt="A walk in the rain"):
    return Ask(kind="text_to_image", model="painter", prompt=prompt, references=references)


def held(thing, element="", source="anchor"):
    return ReferenceAsk(source, str(thing.pk), element)


def ordered(owner, *references, **more):
    return orders.order(owner=owner, ask=wanted(*references, **more), key=uuid4())[0]


def test_a_model_for_one_picture_gets_the_portrait_and_words_of_the_light(alice, ready, model):
    anchor = ready(alice, locked=["face", "lighting"])

    order = ordered(alice, held(anchor))

    face, light = order.references.all()
    assert (face.element, face.role, light.element, light.role) == ("face", "reference_images", "lighting", "")
    assert face.file == anchor.cuts.get(cut="portrait").asset.stored_name
    assert light.file == anchor.cuts.get(cut="lighting").asset.stored_name
    assert light.facts["azimuth"] == 270.0
    assert "mesh" not in face.facts or face.facts["mesh"] == []
    assert order.prompt == "A walk in the rain"
    assert order.sent["words"].startswith("A walk in the rain\nthe person of reference image 1; ")
    assert light.text in order.sent["words"]


def test_the_maker_is_given_the_same_words_that_were_shown(alice, ready, model, tmp_path):
    order = ordered(alice, held(ready(alice, locked=["face", "clothing"])))

    job = job_for(order, workdir=tmp_path)

    assert job.prompt == order.sent["words"]
    assert [(each.element, each.role) for each in job.references] == [("face", "reference_images"), ("clothing", "")]
    assert all(each.path.is_file() for each in job.references)


def test_one_element_can_be_named_though_it_is_not_locked(alice, ready, model):
    anchor = ready(alice, locked=["face"])

    order = ordered(alice, held(anchor, "clothing"))

    assert [row.element for row in order.references.all()] == ["clothing"]


def test_a_set_lends_of_each_anchor_what_its_slot_is_for(alice, ready, model):
    face = ready(alice, shade=10, locked=["face", "clothing"])
    clothes = ready(alice, shade=20, locked=["clothing", "face"])
    board = multi.create(alice, name="Autumn", slots={"face": face.pk, "clothing": clothes.pk})

    order = ordered(alice, held(board, source="multi-reference"))

    files = {row.element: row.file for row in order.references.all()}
    assert set(files) == {"face", "clothing"}
    assert files["clothing"] == clothes.cuts.get(cut="clothing").asset.stored_name


def test_ordered_again_it_holds_to_the_same(alice, ready, model):
    first = ordered(alice, held(ready(alice, locked=["face", "lighting"])))

    again = orders.order(owner=alice, ask=orders.ask_of(first), key=uuid4())[0]

    def parts(order):
        return [
            (row.source, row.source_id, row.element, row.role, row.file, row.text) for row in order.references.all()
        ]

    assert parts(again) == parts(first)
    assert again.sent["words"] == first.sent["words"]


def test_an_order_keeps_what_it_held_to_after_the_anchor_has_changed(alice, ready, model):
    anchor = ready(alice, locked=["face"])
    order = ordered(alice, held(anchor))

    change(alice, pk=anchor.pk, locked=["clothing"])

    assert [row.element for row in Generation.objects.get(pk=order.pk).references.all()] == ["face"]


def test_an_anchor_nobody_has_looked_at_yet_cannot_be_held_to(alice, fresh, model):
    with pytest.raises(Conflict, match="has not been looked at"):
        ordered(alice, held(fresh(alice)))


def test_what_was_not_found_in_an_anchor_cannot_be_asked_of_it(alice, ready, model):
    with pytest.raises(Conflict, match=r"Product: nothing of it was found in “photo\.png”"):
        ordered(alice, held(ready(alice), "product"))


def test_of_another_persons_anchor_or_set_there_is_none(alice, bob, ready, model):
    anchor = ready(bob, locked=["face"])
    board = multi.create(bob, name="Theirs", slots={"face": anchor.pk})

    for reference in (held(anchor), held(board, source="multi-reference"), ReferenceAsk("anchor", "no-id", "")):
        with pytest.raises(NotFound):
            ordered(alice, reference)


def test_our_own_engine_gets_the_cut_out_as_it_is_and_no_words(alice, ready, model):
    model(holds=["face", "clothing", "lighting", "environment", "product"])
    anchor = ready(alice, locked=["face", "environment"])

    order = ordered(alice, held(anchor))

    face, place = order.references.all()
    assert (face.role, place.role) == ("", "")
    assert face.file == anchor.cuts.get(cut="face").asset.stored_name
    assert order.sent["words"] == "A walk in the rain"
    assert {control["name"]: control["mark"] for control in order.sent["controls"]} == {
        "face": "native",
        "environment": "native",
    }


def test_the_estimate_says_the_same_as_the_order(alice, ready, model):
    anchor = ready(alice, locked=["face", "lighting"])

    told = orders.estimate(owner=alice, ask=wanted(held(anchor)))

    order = Generation.objects.get(pk=ordered(alice, held(anchor)).pk)
    assert order.sent == json.loads(json.dumps(told.sent.as_json()))
