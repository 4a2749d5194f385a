"""The rules of a set, without a database: which slots stay empty, and whose part wins."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.conflicts import SLOTS, Filled, conflicts

ALL = frozenset(SLOTS)


def anchor(name="Anna", *, found=ALL, locked=ALL, is_read=True):
    return Filled(id=name, name=name, found=frozenset(found), locked=frozenset(locked), is_read=is_read)


def told(slots):
    return [(each.code, each.slot, each.other) for each in conflicts(slots)]


def test_four_anchors_that_each_lock_their_own_part_do_not_conflict():
    assert told({slot: anchor(slot, locked=[slot]) for slot in SLOTS}) == []


def test_the_same_anchor_in_all_slots_does_not_conflict_with_itself():
    assert told(dict.fromkeys(SLOTS, anchor())) == []


def test_an_empty_set_has_nothing_to_conflict():
    assert told({}) == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"found": (), "locked": (), "is_read": False}, "not_read"),
        ({"found": ("clothing",), "locked": ("clothing",)}, "not_found"),
    ],
)
def test_what_leaves_a_slot_empty_is_told_with_its_reason(given, code):
    [found] = conflicts({"face": anchor(**given)})

    assert (found.code, found.slot, found.other, found.empties) == (code, "face", "", True)
    assert "“Anna”" in found.says


def test_what_was_put_into_a_slot_by_hand_need_not_be_locked():
    assert told({"face": anchor(locked=("clothing",))}) == []


@pytest.mark.parametrize(
    ("slot", "code"),
    [("face", "two_faces"), ("clothing", "two_clothes"), ("environment", "two_places"), ("lighting", "two_lights")],
)
def test_of_two_the_slots_own_anchor_wins(slot, code):
    other = next(each for each in SLOTS if each != slot)
    slots = {slot: anchor("Anna", locked=[slot]), other: anchor("Olga", locked=[slot, other])}

    [found] = conflicts(slots)

    assert (found.code, found.slot, found.other, found.empties) == (code, slot, other, False)
    assert found.says.index("Anna") < found.says.index("Olga")


def test_the_light_of_the_place_stands_back_behind_the_slot_of_light():
    slots = {
        "environment": anchor("Beach", locked=["environment", "lighting"]),
        "lighting": anchor("Lamp", locked=["lighting"]),
    }

    assert told(slots) == [("two_lights", "lighting", "environment")]


def test_without_an_anchor_for_light_the_places_light_is_not_spoken_of():
    assert told({"environment": anchor("Beach", locked=["environment", "lighting"])}) == []


def test_one_rival_in_two_slots_is_told_of_once():
    olga = anchor("Olga")

    assert told({"face": anchor("Anna"), "clothing": olga, "lighting": olga})[0] == ("two_faces", "face", "clothing")
    assert [code for code, slot, _other in told({"face": anchor("Anna"), "clothing": olga, "lighting": olga})].count(
        "two_faces"
    ) == 1


parts = st.frozensets(st.sampled_from(SLOTS))
anchors = st.builds(
    Filled, id=st.sampled_from("abc"), name=st.just("A"), found=parts, locked=parts, is_read=st.booleans()
)


@given(st.dictionaries(st.sampled_from(SLOTS), anchors))
def test_every_slot_is_either_lent_or_says_why_not_and_no_rule_names_an_empty_slot(slots):
    found = conflicts(slots)

    for slot, filled in slots.items():
        own = [each for each in found if each.slot == slot]
        assert any(each.empties for each in own) == (not filled.lends(slot))
        assert not any(one.empties for one in own) or len(own) == 1
    for each in found:
        assert each.slot in slots
        assert not each.other or slots[each.other].holds(each.slot)


def test_conflicts_come_in_the_order_of_the_slots_however_they_were_filled():
    slots = {slot: anchor(slot, locked=ALL) for slot in SLOTS}
    first = told(slots)

    for order in itertools.islice(itertools.permutations(SLOTS), 0, 24, 7):
        assert told({slot: slots[slot] for slot in order}) == first
    assert [slot for _code, slot, _other in first] == sorted((slot for _c, slot, _o in first), key=SLOTS.index)
