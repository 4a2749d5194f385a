"""Where an anchor is used: in orders by itself and in sets, and in which sets it stands."""

from uuid import uuid4

import pytest

from anchors.selectors import anchors as found
from anchors.selectors import multi as sets
from anchors.services import anchors, multi
from studio.ask import Ask, ReferenceAsk
from studio.models import CatalogueModel, Generation
from studio.services import generations, orders
from tests.anchors.conftest import features

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(extraction):
    """Gives `order(owner, "anchor", row)`: a free draft that holds to it."""
    data = {
        "model": "draft-picture", "provider": "local", "title": "Draft", "kind": "text_to_image", "output": "image",
        "holds": ["face", "clothing", "environment", "lighting", "product"],
        "inputs": {"prompt": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"}},
        "price": {"unit": "image", "credits": 0},
    }  # fmt: skip
    CatalogueModel.objects.create(id=data["model"], provider="local", entry=data, enabled=True)

    def place(owner, source, row):
        held = ReferenceAsk(source=source, id=str(row.pk), role="")
        ask = Ask(kind="text_to_image", model="draft-picture", prompt="a street", references=(held,))
        return orders.order(owner=owner, ask=ask, key=uuid4())[0]

    return place


def test_orders_that_named_it_and_orders_that_named_a_set_with_it_are_found_newest_first(alice, ready, order):
    anna, coat = ready(alice, locked=["face"]), ready(alice, shade=20, locked=["clothing"])
    autumn = multi.create(alice, name="Autumn", slots={"face": anna.pk, "clothing": coat.pk})

    by_itself, in_a_set = order(alice, "anchor", anna), order(alice, "multi-reference", autumn)

    assert list(found.used_by(anna)) == [in_a_set, by_itself]
    assert list(found.used_by(coat)) == [in_a_set]
    assert list(sets.used_by(autumn)) == [in_a_set]
    assert list(found.sets_of(anna)) == [autumn]


def test_it_stays_used_by_an_order_after_it_has_left_the_set(alice, ready, order):
    anna = ready(alice, locked=["face"])
    autumn = multi.create(alice, name="Autumn", slots={"face": anna.pk})
    placed = order(alice, "multi-reference", autumn)

    multi.change(alice, pk=autumn.pk, slots={"face": None})

    assert list(found.used_by(anna)) == [placed]
    assert list(found.sets_of(anna)) == []


def test_orders_in_the_bin_and_sets_in_the_bin_are_left_out(alice, ready, order):
    anna = ready(alice, locked=["face"])
    autumn = multi.create(alice, name="Autumn", slots={"face": anna.pk})
    generations.delete(order(alice, "anchor", anna))
    multi.delete(alice, pk=autumn.pk)

    assert list(found.used_by(anna)) == []
    assert list(found.sets_of(anna)) == []


def test_a_slot_whose_part_was_not_found_lends_nothing_to_an_order(alice, ready, order, extraction):
    anna = ready(alice, locked=["face"])
    extraction.found = features(missing=("clothing",))
    coat = ready(alice, shade=20)
    autumn = multi.create(alice, name="Autumn", slots={"face": anna.pk, "clothing": coat.pk})

    placed = order(alice, "multi-reference", autumn)

    assert [row.element for row in placed.references.all()] == ["face"]
    assert list(found.used_by(coat)) == []


def test_an_order_keeps_what_it_took_after_the_anchor_has_gone_for_good(alice, ready, order):
    anna = ready(alice, locked=["face"])
    placed = order(alice, "anchor", anna)
    anchors.delete(alice, pk=anna.pk)

    [kept] = Generation.objects.get(pk=placed.pk).references.all()

    assert (kept.element, kept.source_id, kept.facts) == ("face", str(anna.pk), {"anchor": str(anna.pk)})
    assert kept.file
