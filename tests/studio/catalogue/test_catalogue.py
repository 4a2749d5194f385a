"""Form, checks, price and schema, all derived from entries: ours, and vendor ones of every shape."""

from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from reklamai.core.errors import Unsupported
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import BrokenEntry, parse
from studio.catalogue.price import quote
from studio.catalogue.schema import json_schema
from studio.catalogue.validate import AskInvalid, check
from studio.services import catalogue

HERE = Path(__file__).parent
VENDOR = [parse(data) for data in yaml.safe_load((HERE / "vendor_entries.yaml").read_text("utf-8"))]
LOCAL = [parse(data) for data in catalogue.entries()]
A_CENT = Decimal("0.01")


def entry_of(**parts):
    plain = {"model": "m", "title": "M", "kind": "text_to_video", "output": "video", "inputs": {}}
    return parse(plain | parts)


def an_ask(entry, **changes):
    return Ask(kind=entry.kind, model=entry.id, **{"prompt": "a cup by the sea"} | changes)


def price_of(entry, **parameters):
    return quote(entry, an_ask(entry, parameters=parameters), margin_percent=0, credit_usd=A_CENT)


@pytest.mark.parametrize("entry", [*VENDOR, *LOCAL], ids=lambda entry: entry.id)
def test_every_entry_has_a_schema_whose_defaults_it_accepts_itself(entry):
    schema = json_schema(entry)

    defaults = {name: item["default"] for name, item in schema["properties"].items() if "default" in item}
    given = an_ask(entry, parameters=defaults)
    try:
        checked = check(entry, given)
    except AskInvalid as invalid:
        assert not [field for field in invalid.errors if field.removeprefix("parameters.") in defaults]
    else:
        assert defaults.items() <= checked.parameters.items()


@pytest.mark.parametrize("entry", [*VENDOR, *LOCAL], ids=lambda entry: entry.id)
def test_what_an_entry_does_not_declare_is_refused(entry):
    with pytest.raises(AskInvalid) as caught:
        check(entry, an_ask(entry, parameters={"no_such_setting": 1}))

    assert "parameters.no_such_setting" in caught.value.errors


def test_a_deprecated_double_of_an_input_is_neither_shown_nor_sent():
    banana = next(entry for entry in VENDOR if entry.id == "google/nano-banana")

    assert [item.name for item in banana.inputs if item.role == "aspect_ratio"] == ["aspect_ratio"]


@pytest.mark.parametrize(
    "broken", [{}, {"model": "x"}, {"model": "x", "title": "X", "kind": "k", "output": "o", "inputs": [1]}]
)
def test_an_entry_that_cannot_be_read_says_which(broken):
    with pytest.raises(BrokenEntry, match=broken.get("model", r"\?")):
        parse(broken)


@pytest.mark.parametrize(
    ("price", "parameters", "charged"),
    [
        ({"unit": "image", "credits": 4}, {}, 2),  # 4 x 0.005 USD = 2 cents
        ({"unit": "image", "credits": 3}, {}, 2),  # 1.5 cents, rounded up
        ({"unit": "image", "credits": 0}, {}, 0),
        ({"unit": "second", "credits": 12}, {"duration": 5}, 30),
        ({"unit": "image", "tiers": [{"when": {"size": "4K"}, "credits": 24}], "credits": 18}, {"size": "4K"}, 12),
        ({"unit": "image", "tiers": [{"when": {"size": "4K"}, "credits": 24}], "credits": 18}, {"size": "1K"}, 9),
        ({"unit": "video", "tiers": [{"when": {"sound": True}, "credits": 40}], "credits": 20}, {"sound": True}, 20),
        ({"unit": "video", "tiers": [{"when": {"duration": ["5", "10"]}, "credits": 8}]}, {"duration": "10"}, 4),
    ],
)
def test_a_price_follows_its_unit_and_its_tiers_and_is_rounded_up(price, parameters, charged):
    assert price_of(entry_of(price=price), **parameters) == charged


def test_the_margin_comes_on_top_before_rounding():
    entry = entry_of(price={"unit": "image", "credits": 10})

    assert quote(entry, an_ask(entry), margin_percent=30, credit_usd=A_CENT) == 7  # 5 cents x 1.3 = 6.5


@pytest.mark.parametrize(
    "price",
    [None, {"unit": "second", "credits": 2}, {"unit": "image", "tiers": [{"when": {"size": "4K"}, "credits": 1}]}],
)
def test_what_has_no_knowable_price_cannot_be_quoted(price):
    with pytest.raises(Unsupported):
        price_of(entry_of(price=price))


NUMBER = {"type": "integer", "min": 1, "max": 10, "maps_to": "seed"}


@pytest.mark.parametrize(
    ("item", "given", "kept"),
    [
        (NUMBER, "7", 7),
        (NUMBER, 7.0, 7),
        (NUMBER | {"special": -1}, -1, -1),
        ({"type": "number", "maps_to": "seed"}, "0.5", 0.5),
        ({"type": "boolean", "maps_to": "seed"}, "on", True),
        ({"type": "boolean", "maps_to": "seed"}, False, False),
        ({"type": "string", "enum": ["5", "10"], "maps_to": "seed"}, 5, "5"),
        ({"type": "array", "enum": ["a", "b"], "maps_to": "seed"}, "a", ["a"]),
        ({"type": "array", "enum": ["a", "b"], "maps_to": "seed"}, ["b", "a"], ["b", "a"]),
    ],
)
def test_values_are_kept_in_the_type_of_their_input(item, given, kept):
    entry = entry_of(inputs={"prompt": {"maps_to": "prompt"}, "x": item})

    value = check(entry, an_ask(entry, parameters={"seed": given})).parameters["seed"]

    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize(
    ("item", "given"),
    [
        (NUMBER, 0),
        (NUMBER, 11),
        (NUMBER, "1.5"),
        (NUMBER, True),
        (NUMBER, "inf"),
        (NUMBER, "1e400"),
        (NUMBER, {"a": 1}),
        ({"type": "boolean", "maps_to": "seed"}, "perhaps"),
        ({"type": "string", "max_length": 3, "maps_to": "seed"}, "long"),
        ({"type": "string", "enum": ["a"], "maps_to": "seed"}, "b"),
        ({"type": "array", "enum": ["a", "b"], "max_items": 1, "maps_to": "seed"}, ["a", "b"]),
        ({"type": "array", "enum": ["a", "b"], "maps_to": "seed"}, ["a", "a"]),
        ({"type": "array", "enum": ["a", "b"], "maps_to": "seed"}, ["c"]),
    ],
)
def test_values_beyond_their_limits_are_refused(item, given):
    entry = entry_of(inputs={"prompt": {"maps_to": "prompt"}, "x": item})

    with pytest.raises(AskInvalid) as caught:
        check(entry, an_ask(entry, parameters={"seed": given}))

    assert set(caught.value.errors) == {"parameters.seed"}


FRAMES = {
    "prompt": {"maps_to": "prompt"},
    "first": {"maps_to": "start_frame"},
    "last": {"maps_to": "end_frame"},
    "images": {"type": "array", "max_items": 9, "maps_to": "reference_images"},
    "size": {"maps_to": "resolution", "enum": ["1K", "4K"]},
    "shape": {"maps_to": "aspect_ratio", "enum": ["1:1", "16:9"]},
}
START, END, IMAGE = {"start_frame": uuid4()}, {"end_frame": uuid4()}, {"references": (ReferenceAsk("asset", "x"),)}


@pytest.mark.parametrize(
    ("rule", "good", "bad", "field"),
    [
        ({"rule": "requires", "field": "last", "needs": ["first"]}, START | END, END, "end_frame"),
        (
            {"rule": "mutually_exclusive", "groups": [["first", "last"], ["images"]]},
            START | END,
            START | IMAGE,
            "references",
        ),
        ({"rule": "at_least_one", "fields": ["prompt", "images"]}, IMAGE | {"prompt": ""}, {"prompt": ""}, "prompt"),
        ({"rule": "total_max", "fields": ["images", "first"], "max": 1}, IMAGE, IMAGE | START, "references"),
        (
            {"rule": "when", "if": {"size": "4K"}, "then": {"shape_not": ["1:1"]}},
            {"parameters": {"resolution": "4K", "aspect_ratio": "16:9"}},
            {"parameters": {"resolution": "4K", "aspect_ratio": "1:1"}},
            "parameters.aspect_ratio",
        ),
        (
            {"rule": "when", "if": {"size": "4K"}, "then": {"images": "absent"}},
            IMAGE | {"parameters": {"resolution": "1K"}},
            IMAGE | {"parameters": {"resolution": "4K"}},
            "references",
        ),
        (
            {"rule": "when", "if": {"first": "present"}, "then": {"images_count": 1}},
            START | IMAGE,
            START | {"references": (ReferenceAsk("asset", "x"), ReferenceAsk("asset", "y"))},
            "references",
        ),
    ],
)
def test_rules_between_inputs_hold(rule, good, bad, field):
    entry = entry_of(inputs=FRAMES, constraints=[rule])

    check(entry, an_ask(entry, **good))
    with pytest.raises(AskInvalid) as caught:
        check(entry, an_ask(entry, **bad))

    assert set(caught.value.errors) == {field}


def test_loading_twice_changes_nothing_and_keeps_what_staff_set(db):
    from studio.models import CatalogueModel

    new, _ = catalogue.load()
    CatalogueModel.objects.filter(pk="draft-clip").update(enabled=False, margin_percent=20, notes="ours")

    again, changed = catalogue.load()

    row = CatalogueModel.objects.get(pk="draft-clip")
    assert (new, again, changed) == (len(LOCAL), 0, 0)
    assert (row.enabled, row.margin_percent, row.notes) == (False, 20, "ours")
