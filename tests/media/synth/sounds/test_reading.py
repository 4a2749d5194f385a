"""Words read into recipes, in English and in Russian."""

from __future__ import annotations

import random

import pytest

from reklamai.media.synth.sounds import KINDS, Layer, Recipe
from reklamai.media.synth.sounds.lexicon import phrases
from reklamai.media.synth.sounds.reading import MOST_LAYERS, MOST_TIMES, read
from reklamai.media.synth.sounds.timeline import natural_seconds


def layer(recipe: Recipe, kind: str) -> Layer:
    return next(each for each in recipe.layers if each.kind == kind)


def kinds(words: str) -> list[str]:
    return [each.kind for each in read(words).layers]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rain on a tin roof, distant traffic, footsteps", ["rain", "city", "footsteps"]),
        ("дождь по железной крыше, вдалеке машины, шаги", ["rain", "city", "footsteps"]),
        ("Шум моря и крики… нет, просто море без ветра", ["sea"]),
        ("thunderstorm at night with crickets", ["rain", "thunder", "wind", "crickets"]),
        ("гроза за окном", ["rain", "thunder", "wind"]),
        ("лес утром, пение птиц", ["birds", "wind"]),
        ("треск костра, сверчки", ["fire", "crickets"]),
        ("кафе: гул голосов и звон бокалов", ["crowd", "ice"]),
        ("скрип двери, потом шаги по паркету", ["door", "footsteps"]),
        ("champagne cork pops, then fizz", ["pop", "fizz"]),
        ("открывают банку, наливают лимонад, лёд в стакане", ["pop", "pour", "fizz", "ice"]),
        ("epic riser, then a huge hit", ["riser", "hit"]),
        ("вжух и удар", ["whoosh", "hit"]),
        ("три стука в дверь", ["knock"]),
        ("three knocks on a wooden door", ["knock"]),
        ("knocking and a door", ["knock", "door"]),
        ("офис, стук клавиатуры", ["keyboard", "room_tone"]),
        ("мотоцикл проезжает мимо", ["passby"]),
        ("the heart beats, a clock ticks", ["heartbeat", "clock"]),
        ("жарка на сковороде", ["sizzle"]),
        ("аплодисменты", ["applause"]),
        ("звук затвора фотоаппарата", ["shutter"]),
        ("волшебные переливы", ["sparkle"]),
        ("журчание воды", ["stream"]),
        ("тишина", ["room_tone"]),
        ("скрип снега под ногами", ["footsteps"]),
        ("вода капает из крана", ["stream"]),
        ("мышь: щелчок", ["click"]),
        ("рёв мотора", ["engine"]),
        ("уведомление на телефоне", ["chime"]),
        ("шторм", ["rain", "wind"]),
        ("пляж", ["sea", "wind"]),
        ("quantum llama", []),
        ("", []),
    ],
)
def test_words_name_sounds_in_their_order(words, expected):
    assert kinds(words) == expected


@pytest.mark.parametrize(
    ("words", "kind", "setting", "low", "high"),
    [
        ("heavy rain", "rain", "intensity", 0.8, 1.0),
        ("сильный дождь", "rain", "intensity", 0.8, 1.0),
        ("ливень", "rain", "intensity", 0.8, 1.0),
        ("моросит", "rain", "intensity", 0.0, 0.3),
        ("light wind", "wind", "intensity", 0.0, 0.3),
        ("heavy rain and light wind", "wind", "intensity", 0.0, 0.3),
        ("гром вдалеке", "thunder", "distance", 0.6, 1.0),
        ("rain in the distance and footsteps", "rain", "distance", 0.6, 1.0),
        ("rain in the distance and footsteps", "footsteps", "distance", 0.0, 0.3),
        ("быстрые шаги", "footsteps", "speed", 1.2, 2.0),
        ("he walks slowly", "footsteps", "speed", 0.5, 0.9),
        ("бегущие шаги", "footsteps", "speed", 1.2, 2.0),
        ("a huge hit", "hit", "size", 0.7, 1.0),
        ("ocean waves", "sea", "size", 0.7, 1.0),
        ("three hits", "hit", "times", 3, 3),
        ("два удара", "hit", "times", 2, 2),
        ("5 ударов", "hit", "times", 5, 5),
        ("999 hits", "hit", "times", MOST_TIMES, MOST_TIMES),
    ],
)
def test_settings_go_to_the_sound_they_stand_by(words, kind, setting, low, high):
    assert low <= getattr(layer(read(words), kind), setting) <= high


@pytest.mark.parametrize(
    ("words", "kind", "material"),
    [
        ("rain on a tin roof", "rain", "metal"),
        ("капли дождя по стеклу", "rain", "glass"),
        ("дождь стучит по зонту", "rain", "fabric"),
        ("footsteps on gravel", "footsteps", "gravel"),
        ("gravel footsteps", "footsteps", "gravel"),
        ("шаги по снегу", "footsteps", "snow"),
        ("шаги по опавшим листьям", "footsteps", "leaves"),
        ("wooden door", "door", "wood"),
        ("metallic hit", "hit", "metal"),
        ("rain on leaves, footsteps on wooden floor", "rain", "leaves"),
        ("rain on leaves, footsteps on wooden floor", "footsteps", "wood"),
    ],
)
def test_what_is_walked_and_rained_on_is_understood(words, kind, material):
    assert layer(read(words), kind).material == material


def test_heels_click_and_doors_creak():
    assert layer(read("стук каблуков по мрамору"), "footsteps").manner == "heels"
    assert layer(read("a creaking door"), "door").manner == "creak"
    assert layer(read("пляж, крики чаек"), "birds").manner == "gulls"


@pytest.mark.parametrize(
    ("words", "absent"),
    [("rain, no wind", "wind"), ("море без чаек и ветра", "wind"), ("city without rain or thunder", "thunder")],
)
def test_what_is_not_wanted_does_not_sound(words, absent):
    recipe = read(words)

    assert recipe.layers
    assert absent not in [each.kind for each in recipe.layers]


def test_the_scene_says_where_and_when():
    assert read("за окном дождь").inside
    assert not read("на улице дождь").inside
    assert read("город ночью").time == "night"
    assert read("birds at dawn").time == "morning"


@pytest.mark.parametrize(
    ("words", "seconds"), [("10 seconds of rain", 10), ("дождь 7,5 сек", 7.5), ("9999 s of rain", 120)]
)
def test_words_may_say_how_long_it_lasts(words, seconds):
    assert natural_seconds(read(words)) == seconds


def test_a_bed_lasts_longer_than_a_moment_where_nobody_says():
    assert natural_seconds(read("whoosh")) < natural_seconds(read("three whooshes")) < natural_seconds(read("rain"))


def test_words_that_say_nothing_are_told_with_their_places():
    words = "rain with purple elephants"

    recipe = read(words)

    assert [span.text for span in recipe.unknown] == ["purple", "elephants"]
    for span in (*recipe.unknown, *recipe.understood):
        assert words[span.start : span.end] == span.text
    assert [(span.text, span.concept) for span in recipe.understood] == [("rain", "rain")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chosen_kind_sounds_whatever_the_words_are(kind):
    assert [each.kind for each in read("", kind=kind).layers] == [kind]
    assert [each.kind for each in read("heavy and far away", kind=kind).layers] == [kind]
    assert read("heavy", kind=kind).layers[0].intensity > 0.8


def test_words_beside_a_chosen_kind_say_how_it_sounds():
    assert read("быстрые, по гравию", kind="footsteps").layers[0] == Layer("footsteps", speed=1.4, material="gravel")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_named_in_both_languages(kind):
    named = [
        phrase.words for some in phrases().values() for phrase in some
        if phrase.meaning.sort == "sounds" and any(each == kind for each, _ in phrase.meaning.layers)
    ]  # fmt: skip

    assert any(words[0].isascii() and not words[0].startswith("~") for words in named)
    assert any(words[0].startswith("~") for words in named)


def test_every_phrase_of_the_lexicon_names_kinds_and_settings_that_there_are():
    for some in phrases().values():
        for phrase in some:
            for kind, settings in phrase.meaning.layers:
                assert Layer(kind, **settings).kind in KINDS
            assert Layer("rain", **dict(phrase.meaning.settings))


def test_a_hundred_sounds_are_kept_to_a_few_layers():
    assert len(read(", ".join(KINDS)).layers) <= MOST_LAYERS


def test_no_words_break_the_reading():
    chance = random.Random(5)
    vocabulary = [
        "rain",
        "без",
        "no",
        "3",
        "секунд",
        "и",
        "вдалеке",
        "tin",
        "🎧",
        "<b>",
        "1e9",
        "٣",
        "², ",
        "\x00",
        "-",
        "дверь",
        ",...",
    ]
    for _ in range(300):
        words = " ".join(chance.choices(vocabulary, k=chance.randint(0, 12)))
        recipe = read(words)
        assert 0.5 <= natural_seconds(recipe) <= 120 or not recipe.layers
    assert read("rain " * 1_000).layers == (Layer("rain"),)


def test_a_number_without_an_end_is_as_often_as_there_may_be():
    assert read("9" * 400 + " knocks").layers[0].times == MOST_TIMES
