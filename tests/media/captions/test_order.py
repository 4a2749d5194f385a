"""Captions in an order: what was written is read again, and everything else is refused by its field."""

import json

import pytest

from reklamai.core.errors import BadInput
from reklamai.media.captions.cues import Said, cues
from reklamai.media.captions.order import Captions, check, parse, written

WORD = ["Да", 0, 1]
CUE = {"from": 0, "to": 1, "rows": [[WORD]]}


def test_what_is_written_is_read_again():
    found = cues([Said("Утро начинается с тебя, с первого глотка и с окна.", 0.25, 5.5, speaker="Анна")])
    captions = Captions(found, "karaoke", "top", "large", burn=True)

    again = parse(written(captions))

    assert (again.style, again.place, again.size, again.burn) == ("karaoke", "top", "large", True)
    assert [cue.lines for cue in again.cues] == [cue.lines for cue in found]
    assert [cue.speaker for cue in again.cues] == ["Анна"] * len(found)
    for one, other in zip(again.cues, found, strict=True):
        assert (one.from_s, one.to_s) == (pytest.approx(other.from_s, abs=6e-4), pytest.approx(other.to_s, abs=6e-4))
    assert parse(written(again)) == again


@pytest.mark.parametrize(("tall", "widest"), [(False, 42), (True, 26)])
def test_what_is_said_is_cut_for_the_picture_that_it_is_seen_in(tall, widest):
    text = "Утро начинается с тебя, с первого глотка и с окна."
    words = [[word, 0.5 * place, 0.5 * place + 0.4] for place, word in enumerate(text.split())]

    found = parse(json.dumps({"said": [[text, 0, 5, words], ["Да!", 6, 7, [], "Анна"]]}), tall=tall).cues

    assert max(len(line) for cue in found for line in cue.lines) <= widest
    assert " ".join(line for cue in found for line in cue.lines) == f"{text} Да!"
    assert found[-1].speaker == "Анна"
    assert [word.from_s for cue in found[:-1] for word in cue.words] == [word[1] for word in words]


def test_nothing_is_no_captions():
    assert parse("") == Captions(())
    assert parse("{}") == Captions(())


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ("[]", "captions"), ("{", "captions"), ("[" * 100_000, "captions"),
        ('{"cues": []' + " " * 600_000 + "}", "captions"),
        ({"colour": "red"}, "colour"), ({"style": "comic"}, "style"), ({"style": ["bold"]}, "style"),
        ({"place": "left"}, "place"), ({"size": 12}, "size"), ({"burn": 1}, "burn"), ({"cues": {}}, "cues"),
        ({"cues": [CUE] * 1001}, "cues"), ({"cues": [CUE, 5]}, "cues.1"), ({"cues": [CUE | {"x": 1}]}, "cues.0.x"),
        ({"cues": [CUE | {"to": 0}]}, "cues.0.to"), ({"cues": [CUE | {"from": True}]}, "cues.0.from"),
        ({"cues": [CUE | {"from": float("nan")}]}, "cues.0.from"), ({"cues": [CUE | {"to": 1e9}]}, "cues.0.to"),
        ({"cues": [CUE | {"rows": []}]}, "cues.0.rows"), ({"cues": [CUE | {"rows": [[]]}]}, "cues.0.rows"),
        ({"cues": [CUE | {"rows": [[["Да", 0]]]}]}, "cues.0.rows"),
        ({"cues": [CUE | {"rows": [["Да"]]}]}, "cues.0.rows"),
        ({"cues": [CUE | {"rows": [[[" ", 0, 1]]]}]}, "cues.0.rows"),
        ({"cues": [CUE | {"rows": [[["x" * 501, 0, 1]]]}]}, "cues.0.rows"),
        ({"cues": [CUE | {"rows": [[["Да", -1, 1]]]}]}, "cues.0.rows"),
        ({"cues": [CUE | {"speaker": None}]}, "cues.0.speaker"),
        ({"said": "Да"}, "said"), ({"said": ["Да"]}, "said.0"), ({"said": [["Да", 0, 1]]}, "said.0"),
        ({"said": [["Да", 0, 1, [], "x", 1]]}, "said.0"), ({"said": [["Да", 0, 1, [["Да", 0]]]]}, "said.0"),
        ({"said": [["Да", 0, None, []]]}, "said.0"), ({"said": [[5, 0, 1, []]]}, "said.0"),
        ({"said": [["x" * 5001, 0, 1, []]]}, "said.0"), ({"said": [["Да", 0, 1, [], 5]]}, "said.0"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_form_is_refused_by_its_field(form, field):
    text = form if isinstance(form, str) else json.dumps(form)

    for reads in (parse, check):
        with pytest.raises(BadInput) as refused:
            reads(text)
        assert refused.value.facts["field"] == field


@pytest.mark.parametrize("text", ["", "{}", json.dumps({"cues": [CUE], "said": [["Да", 0, 1, []]], "burn": True})])
def test_what_can_be_read_stands_the_check(text):
    check(text)

    assert len(parse(text).cues) == (2 if text.startswith('{"') else 0)


def test_what_is_said_after_the_end_of_the_picture_is_left_out():
    said = json.dumps({"said": [["Good morning", 1, 2, []], ["All the best", 4.5, 7, []], ["Good night", 9, 10, []]]})

    found = parse(said, until=5).cues

    assert [cue.text for cue in found] == ["Good morning", "All the best"]
    assert found[-1].to_s == 5
