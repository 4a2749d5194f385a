"""Names in prompts: what is one, what stands for it, and where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.mentions import as_typed, mentions, said


@pytest.mark.parametrize(
    ("prompt", "handles"),
    [
        ("@maria walks", ["maria"]),
        ("Near the sea @Maria, with @ivan_2.", ["maria", "ivan_2"]),
        ("«@мария» и (@ёж)", ["мария", "ёж"]),
        ("@maria's coat, @maria!", ["maria", "maria"]),
        ("Write to anna@maria.ru or a+b@maria", []),
        ("https://example.com/@maria and example.com/x@maria", []),
        ("@ maria, @, a@", []),
        ("@maria@example.com", []),
        ("@@maria", []),
        ("@" + "a" * 41, []),
        ("One line\n@maria", ["maria"]),
    ],
)
def test_a_name_is_an_at_sign_with_a_word_and_no_part_of_an_address(prompt, handles):
    assert [each.handle for each in mentions(prompt)] == handles


def test_a_name_is_found_where_it_stands():
    (found,) = mentions("Then @Maria waves")

    assert "Then @Maria waves"[found.start : found.end] == "@Maria"


def test_names_that_are_known_are_said_in_other_words_and_the_rest_stays():
    assert said("@Maria and @ivan at a@maria.ru", {"maria": "a person"}) == "a person and @ivan at a@maria.ru"


def test_words_that_stand_for_a_name_are_taken_as_they_are():
    assert said("@maria", {"maria": r"\1 @ivan \g<0>"}) == r"\1 @ivan \g<0>"


def test_what_was_understood_is_marked_where_it_was_typed():
    typed, words = "A red coat on @maria in a park", {"maria": "the person of reference image 1"}
    sent = said(typed, words)
    spans = [[sent.index(each), sent.index(each) + len(each), each] for each in ("red", "coat", "person", "park")]

    moved = as_typed({"understood": spans, "unknown": [], "moves": ["pan"]}, typed, words)

    assert [typed[start:end] for start, end, _concept in moved["understood"]] == ["red", "coat", "@maria", "park"]
    assert moved["moves"] == ["pan"]


def test_several_things_understood_within_one_name_are_one():
    typed, words = "@maria", {"maria": "a person with light skin"}

    moved = as_typed({"understood": [[2, 8, "person"], [14, 24, "skin"]]}, typed, words)

    assert moved["understood"] == [[0, 6, "person"]]


def test_without_names_that_are_known_nothing_moves():
    notes = {"unknown": [[0, 6]]}

    assert as_typed(notes, "@maria walks", {"ivan": "person"}) is notes


PARTS = st.lists(st.sampled_from(["@maria", "@ivan", "@anna", "a park", "дождь", ",", "red"]), max_size=12)


@given(
    PARTS, st.dictionaries(st.sampled_from(["maria", "ivan"]), st.sampled_from(["x", "person", "somebody else here"]))
)
def test_whatever_is_not_a_name_keeps_its_place(parts, words):
    typed = " ".join(parts)
    sent = said(typed, words)
    spans, at = [], 0
    for part in parts:
        told = words.get(part[1:], part) if part.startswith("@") else part
        spans.append([at, at + len(told)])
        at += len(told) + 1

    moved = as_typed({"understood": spans}, typed, words)["understood"]

    assert [sent[start:end] for start, end in spans] == [
        words.get(part[1:], part) if part[0] == "@" else part for part in parts
    ]
    assert [typed[start:end] for start, end in moved] == parts
