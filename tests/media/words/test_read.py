"""Reading prompts: what a sentence says, what it rules out, and that no text can break it."""

from __future__ import annotations

import logging
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reklamai.media.words import Framing, Garment, Move, Place, Pose, Reading, Side, Thing, Time, Who, read
from reklamai.media.words.vocabulary import FOLDER
from tests.media.words.expectations import Expected, faults, load

ENOUGH = 0.9
BLIND = [f"blind_{letter}.yaml" for letter in "abcdefghijklmno"]
WORDS = (
    "девушка мужчина в красном пальто с чашкой кофе без людей и не на кроме улице слева место под текст камера "
    "наезжает две банки газировки , . — : woman old red and light orange juice cream no except left of can with "
    "holding beard hair long 35 летняя 3 bottles for the background warm light couple пара для ни"
)
BRIEFLIKE = st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join)


@pytest.mark.parametrize("row", load("development_prompts.yaml"), ids=lambda row: row["prompt"][:40])
def test_every_development_prompt_reads_as_expected(row: Expected) -> None:
    assert faults(read(row["prompt"]), row) == []


@pytest.mark.parametrize("row", load("rules.yaml"), ids=lambda row: row["rule"])
def test_every_rule_reads_its_example(row: Expected) -> None:
    assert faults(read(row["prompt"]), row) == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_lexicon_file_repeats_a_key(path: Path) -> None:
    """YAML keeps the last of two equal keys in silence, and the words of the first are lost."""
    kinds = yaml.compose(path.read_text("utf-8"))

    levels = [kinds.value, *(values.value for _, values in kinds.value if isinstance(values, yaml.MappingNode))]
    keys = [[key.value for key, _ in pairs] for pairs in levels]

    assert all(len(set(level)) == len(level) for level in keys)


@pytest.mark.parametrize("name", [*BLIND, "earlier_prompts.yaml"])
def test_nine_in_ten_prompts_of_every_set_read_right_in_every_named_field(name: str) -> None:
    rows = load(name)

    wrong = {row["prompt"]: found for row in rows if (found := faults(read(row["prompt"]), row))}

    assert len(rows) >= 40
    assert 1 - len(wrong) / len(rows) >= ENOUGH, wrong


def test_a_russian_brief_becomes_a_whole_scene() -> None:
    reading = read("Девушка в красном пальто пьёт кофе в кафе на рассвете, крупный план, место под текст слева")

    (person,) = reading.people
    assert (reading.language, reading.place, reading.time) == ("ru", Place.CAFE, Time.DAWN)
    assert (person.who, person.pose, person.holds) == (Who.WOMAN, Pose.HOLDING, Thing.CUP)
    assert [(one.garment, one.colour and one.colour.name) for one in person.clothes] == [(Garment.COAT, "red")]
    assert (reading.framing, reading.copy_space) == (Framing.CLOSE_UP, Side.LEFT)


def test_a_prompt_that_mixes_languages_is_read_in_both() -> None:
    reading = read("Девушка в красном dress на beach, sunset, slow dolly in, место для текста on the left")

    assert (reading.place, reading.time, reading.moves) == (Place.BEACH, Time.SUNSET, (Move.DOLLY_IN,))
    assert reading.copy_space is Side.LEFT


def test_an_empty_prompt_says_nothing() -> None:
    assert read("") == Reading(prompt="")


@pytest.mark.parametrize(
    ("prompt", "without"),
    [
        ("улица без людей и машин", {"people", "car"}),
        ("street with no people, cars or text", {"people", "car", "text"}),
        ("портрет не ночью", {"night"}),
        ("no people and soft light", {"people"}),
        ("без людей и яркий свет", {"people"}),
        ("никого, кроме девушки", set()),
        ("any weather except rain", {"rain"}),
        ("без текста, без логотипа: кофе и круассан", {"text", "logo"}),
        ("не только девушка, но и мужчина", set()),
    ],
)
def test_negation_rules_out_what_it_speaks_of_and_no_more(prompt: str, without: set[str]) -> None:
    assert read(prompt).without == without


@pytest.mark.parametrize(
    "prompt", ["ночной крем", "дорожная сумка", "зимняя резина", "beach bag", "spring water", "35-летняя девушка"]
)
def test_words_that_only_name_a_thing_set_no_scene(prompt: str) -> None:
    reading = read(prompt)

    assert (reading.place, reading.time, reading.season) == (None, None, None)


def test_each_colour_goes_to_its_own_noun() -> None:
    reading = read("Рыжая девушка в зелёном пальто держит синюю сумку на жёлтом фоне")

    (person,), (bag,) = reading.people, reading.products
    assert person.hair is not None
    assert person.hair.name == "copper"
    assert person.clothes[0].colour is not None
    assert person.clothes[0].colour.name == "green"
    assert bag.colour is not None
    assert bag.colour.name == "blue"
    assert [tint.name for tint in reading.palette] == ["yellow"]


def test_a_noun_without_a_drawing_becomes_a_pack_only_when_it_is_the_product() -> None:
    advertised = read("Реклама сепаратора на синем фоне")
    passing = read("Девушка смотрит на водопад и сепаратор")

    assert [(one.thing, one.label) for one in advertised.products] == [(Thing.PACK, "сепаратора")]
    assert passing.products == ()
    assert "сепаратор" in [span.text for span in passing.unknown]


def test_a_colour_of_a_noun_that_nobody_knows_colours_nothing() -> None:
    reading = read("девушка у красной избушки")

    assert reading.palette == ()
    assert [span.text for span in reading.unknown] == ["красной", "избушки"]


def test_spans_point_at_the_words_and_name_their_concepts() -> None:
    reading = read("Закат у моря, без людей, заковыристый")

    assert [(span.text, span.concept) for span in reading.understood] == [
        ("Закат", "time:sunset"), ("у моря", "place:beach"), ("людей", "without:person"),
    ]  # fmt: skip
    assert [(span.start, span.text) for span in reading.unknown] == [(25, "заковыристый")]


def test_a_short_quotation_is_a_name_and_says_nothing_of_the_picture() -> None:
    reading = read("Постер с надписью «Летний пляж», студия")

    assert (reading.place, reading.season) == (Place.STUDIO, None)


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("Картинка для автосалона: седан едет по загородной трассе", Place.ROAD),
        ("Мы открываем кофейню, нужен кадр на пляже", Place.BEACH),
        ("Мы открываем кофейню, вечер, чашка", Place.CAFE),
        ("Bakery ad, woman with a cake, shop interior", Place.SHOP),
        ("Scene 3 - INT. KITCHEN - MORNING", Place.KITCHEN),
    ],
)
def test_the_client_is_where_it_plays_only_when_nothing_else_is(prompt: str, place: Place) -> None:
    assert read(prompt).place is place


@pytest.mark.parametrize(
    "prompt",
    ["Гости, хочу пост про помаду", "Kids sneakers on a bench", "Семейный минивэн у дома", "шампунь для мужчин"],
)
def test_those_whom_a_brief_or_a_thing_is_for_are_not_drawn(prompt: str) -> None:
    assert read(prompt).people == ()


@pytest.mark.parametrize(
    ("prompt", "without"),
    [
        ("седан на трассе, людей в кадре быть не должно", {"people"}),
        ("гостиная с креслом, людей нет", {"people"}),
        ("phone on a table, people should not be visible", {"people"}),
    ],
)
def test_a_negation_that_ends_its_clause_rules_out_what_stands_before_it(prompt: str, without: set[str]) -> None:
    reading = read(prompt)

    assert reading.without == without
    assert reading.people == ()


@pytest.mark.parametrize(
    ("prompt", "things"),
    [
        ("We sell handmade lamps, put one lamp on a table", [Thing.LAMP]),
        ("мама держит торт, медленный зум на торт", [Thing.CAKE]),
        ("ice cold soda can, банка по центру", [Thing.CAN]),
        ("Man on a skateboard holds a burger", [Thing.BURGER]),
        ("A bottle of wine and two glasses", [Thing.BOTTLE, Thing.GLASS]),
        ("cake with candles", [Thing.CAKE]),
    ],
)
def test_a_thing_named_twice_or_only_stood_on_is_no_second_product(prompt: str, things: list[Thing]) -> None:
    assert [product.thing for product in read(prompt).products] == things


@pytest.mark.parametrize(
    ("prompt", "thing", "colour"),
    [
        ("handbag, green leather, studio", Thing.BAG, "green"),
        ("Тортик на заказ: розовый, с клубникой", Thing.CAKE, "pink"),
        ("термос чёрный 500 мл, белый фон", Thing.BOTTLE, "black"),
    ],
)
def test_a_colour_said_after_its_thing_is_the_things(prompt: str, thing: Thing, colour: str) -> None:
    (first, *_) = read(prompt).products

    assert (first.thing, first.colour and first.colour.name) == (thing, colour)


@pytest.mark.parametrize("prompt", ["чашка на столе", "premium watch on a table", "сочный бургер на деревянной доске"])
def test_surfaces_and_praise_are_not_shown_as_unknown(prompt: str) -> None:
    assert read(prompt).unknown == ()


def test_the_dictionary_loads_without_a_word_in_the_log() -> None:
    assert logging.getLogger("pymorphy3").getEffectiveLevel() == logging.WARNING


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=5000), BRIEFLIKE))
def test_any_text_is_read_with_sound_spans_and_always_the_same(prompt: str) -> None:
    reading = read(prompt)

    spans = sorted([*reading.understood, *reading.unknown], key=lambda span: span.start)
    assert read(prompt) == reading
    assert all(prompt[span.start : span.end] == span.text != "" for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "hostile",
    ["red " * 1250, "left " * 1000, "без " * 1250, "«" * 5000, '"a' * 2500, "а" * 5000, "a-" * 2500, "1." * 2500,
     "woman and " * 500, "bottle of " * 500, "\u0301" * 5000, "no a, " * 830],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_five_thousand_hostile_characters_are_read_within_a_second(hostile: str) -> None:
    read("warm up")

    start = time.process_time()
    read(hostile)

    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("prompt", "move"),
    [
        ("whip pan to a red car on a road", Move.WHIP_RIGHT),
        ("whip pan left, a man in a cafe", Move.WHIP_LEFT),
        ("fast push in on a perfume bottle", Move.PUSH_IN_FAST),
        ("camera spirals in on a watch", Move.SPIRAL_IN),
        ("crash zoom out from a burger", Move.SNAP_ZOOM_OUT),
        ("slow drift, a forest at dawn", Move.DRIFT),
        ("violent shake, a street at night", Move.SHAKE),
        ("Свиш пан, красная машина на дороге", Move.WHIP_RIGHT),
        ("Стремительный наезд на флакон духов", Move.PUSH_IN_FAST),
        ("Дрейф камеры, лес на рассвете", Move.DRIFT),
        ("Сильная тряска камеры, улица ночью", Move.SHAKE),
    ],
)
def test_the_sudden_and_the_floating_moves_are_read_by_their_names(prompt: str, move: Move) -> None:
    assert read(prompt).moves == (move,)
