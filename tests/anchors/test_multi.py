"""Sets of anchors made, filled, put away and brought back; and who hears of the end of a look."""

from uuid import uuid4

import pytest

from anchors.models import MultiReference
from anchors.selectors import multi as found
from anchors.services import anchors, multi
from reklamai.core.errors import BadInput, NotFound
from studio.models import WebhookDelivery, WebhookEndpoint
from tests.anchors.conftest import looked_at

pytestmark = pytest.mark.django_db


def test_a_set_holds_what_was_put_into_its_slots(alice, ready):
    anna, coat = ready(alice, locked=["face"]), ready(alice, shade=20, locked=["clothing", "lighting"])

    made = multi.create(alice, name="Autumn", slots={"face": anna.pk, "clothing": coat.pk, "lighting": coat.pk})

    again = found.visible(alice, made.pk)
    assert again.slots == {"face": anna, "clothing": coat, "lighting": coat}
    assert found.lent_by(again) == again.slots
    assert found.conflicts_of(again) == ()


def test_a_slot_that_does_not_exist_is_refused(alice, ready):
    with pytest.raises(BadInput, match="no such slot: product"):
        multi.create(alice, name="Autumn", slots={"product": ready(alice).pk})
    assert not MultiReference.objects.exists()


@pytest.mark.parametrize("whose", ["bob's", "in the bin", "nobody's"])
def test_an_anchor_that_is_not_there_fills_no_slot(alice, bob, ready, whose):
    kept = ready(alice)
    made = multi.create(alice, name="Autumn", slots={"face": kept.pk})
    other = ready(bob if whose == "bob's" else alice, shade=20)
    if whose == "in the bin":
        anchors.delete(alice, pk=other.pk)

    with pytest.raises(NotFound):
        multi.change(alice, pk=made.pk, slots={"face": uuid4() if whose == "nobody's" else other.pk})

    assert found.visible(alice, made.pk).face == kept


def test_five_hundred_are_enough(alice, monkeypatch):
    monkeypatch.setattr(multi, "MOST", 1)
    multi.create(alice, name="Autumn", slots={})

    with pytest.raises(BadInput, match="as many as there can be"):
        multi.create(alice, name="Winter", slots={})


def test_what_is_left_out_stays_as_it_is(alice, ready):
    anna = ready(alice)
    made = multi.create(alice, name="Autumn", slots={"face": anna.pk})

    multi.change(alice, pk=made.pk, name="Winter")
    multi.change(alice, pk=made.pk, slots={"lighting": anna.pk})

    again = found.visible(alice, made.pk)
    assert (again.name, set(again.slots)) == ("Winter", {"face", "lighting"})


@pytest.mark.parametrize("deed", [multi.delete, multi.restore, multi.change])
def test_another_persons_set_is_not_there(alice, bob, deed):
    made = multi.create(alice, name="Autumn", slots={})

    with pytest.raises(NotFound):
        deed(bob, pk=made.pk)
    with pytest.raises(NotFound):
        found.visible(bob, made.pk, in_bin=True)


@pytest.mark.parametrize("pk", ["", "no", "0", "\x00"])
def test_an_id_that_is_none_finds_nothing(alice, pk):
    with pytest.raises(NotFound):
        found.visible(alice, pk)


def test_sets_are_found_by_a_part_of_their_name_and_in_the_bin(alice):
    autumn, winter = (multi.create(alice, name=name, slots={}) for name in ("Autumn", "Winter"))
    multi.delete(alice, pk=winter.pk)

    assert list(found.page(alice, words="UTU").items) == [autumn]
    assert list(found.page(alice, words="x").items) == []
    assert list(found.page(alice, bin=True).items) == [winter]
    with pytest.raises(BadInput):
        found.page(alice, words="\x00")


def test_pages_of_sets_follow_one_another(alice):
    made = [multi.create(alice, name=str(n), slots={}) for n in range(5)]
    seen, cursor = [], ""

    while True:
        page = found.page(alice, cursor=cursor, size=2)
        seen += page.items
        cursor = page.next_cursor
        if not cursor:
            break

    assert seen == made[::-1]


def test_a_partners_program_hears_of_the_end_of_a_look_as_of_any_order(alice, fresh):
    WebhookEndpoint.objects.create(owner=alice, url="https://example.com/", events=["generation.done"])

    anchor = looked_at(fresh(alice))

    told = WebhookDelivery.objects.get()
    assert (told.type, told.generation_id) == ("generation.done", anchor.extraction_id)
