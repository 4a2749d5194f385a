"""The words and the styles of music: every one means something that there is, in both languages and all cases."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
import yaml

from reklamai.media.synth.music.instruments import PATCHES
from reklamai.media.synth.music.instruments.kits import KITS
from reklamai.media.synth.music.lexicon import FILE, phrase_at
from reklamai.media.synth.music.players import PLAYERS
from reklamai.media.synth.music.players.drumming import DRUMS
from reklamai.media.synth.music.progressions import MOODS, PROGRESSIONS
from reklamai.media.synth.music.reading import BY_INSTRUMENT, BY_MOOD, PARTS, SPEEDS, USUAL, read
from reklamai.media.synth.music.request import TEMPI, Request
from reklamai.media.synth.music.styles import STYLES, instruments, style_of
from reklamai.media.words.tokens import tokenise

WORDS = yaml.safe_load(FILE.read_text("utf-8"))
NOTES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
NOTEN = {"до": 0, "ре": 2, "ми": 4, "фа": 5, "соль": 7, "ля": 9, "си": 11}


def phrases(sort: str) -> list[tuple[str, str]]:
    """(what it stands for, the words) of every phrase of a sort."""
    return [(str(value), text.strip()) for value, texts in WORDS[sort].items() for text in texts.split(",")]


def test_every_phrase_stands_for_something_that_there_is() -> None:
    assert {value for value, _ in phrases("style")} <= set(STYLES)
    assert {value for value, _ in phrases("scene")} <= set(STYLES)
    assert {value for value, _ in phrases("mood")} <= set(MOODS)
    assert {value for value, _ in phrases("speed")} <= set(SPEEDS)
    assert {value for value, _ in phrases("instrument")} <= set(instruments()) | PARTS
    assert all(0 <= float(value) <= 1 for value, _ in phrases("energy"))


@pytest.mark.parametrize("sort", ["style", "mood", "speed", "instrument", "energy"])
def test_everything_can_be_asked_for_in_both_languages(sort: str) -> None:
    for value in {value for value, _ in phrases(sort)}:
        words = [text for each, text in phrases(sort) if each == value]

        assert any(text.isascii() for text in words), value
        assert any(not text.isascii() for text in words), value


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_found_by_each_of_its_own_names(style: str) -> None:
    for value, text in phrases("style"):
        if value == style and "*" not in text:
            assert read(text).style == style, text


def test_every_instrument_is_wanted_by_its_names_and_left_out_after_without() -> None:
    for value, text in phrases("instrument"):
        if "*" in text or value in PARTS:
            continue
        assert value in read(f"corporate, {text}").wanted, text
        assert value in read(f"corporate, without {text}").unwanted, text


@pytest.mark.parametrize(
    "form", ["гитара", "гитары", "гитаре", "гитару", "гитарой", "гитар", "гитарами", "ГИТАРА", "Гитарой"]
)
def test_an_instrument_is_known_in_every_case(form: str) -> None:
    assert "guitar" in read(f"музыка, {form}").wanted


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize(("sign", "shift"), [("", 0), ("#", 1), (" sharp", 1), (" flat", -1)])
def test_every_key_is_read_in_english(name: str, sign: str, shift: int) -> None:
    for mode in ("major", "minor"):
        key = read(f"piano in {name}{sign} {mode}").key

        assert (key.tonic, key.mode) == ((NOTES[name] + shift) % 12, mode)


@pytest.mark.parametrize("name", NOTEN)
@pytest.mark.parametrize(("sign", "shift"), [("", 0), ("-диез", 1), (" бемоль", -1)])
def test_every_key_is_read_in_russian(name: str, sign: str, shift: int) -> None:
    for mode, word in (("major", "мажор"), ("minor", "миноре")):
        key = read(f"фортепиано, {name}{sign} {word}").key

        assert (key.tonic, key.mode) == ((NOTEN[name] + shift) % 12, mode)


@pytest.mark.parametrize(
    ("words", "tempo"),
    [
        ("bpm 10", TEMPI[0]),
        ("999 bpm", TEMPI[1]),
        ("house 1.5 bpm", None),
        ("5 bpm", None),
        ("200 bpm", 200),
        ("40 bpm", 40),
    ],
)
def test_a_tempo_is_kept_within_what_can_be_played(words: str, tempo: float | None) -> None:
    assert read(words).tempo == tempo


def test_the_style_goes_before_the_scene_the_scene_before_instruments_and_those_before_the_mood() -> None:
    assert read("sad lo-fi with guitar").style == "lofi"
    assert read("sad guitar").style == BY_INSTRUMENT["guitar"]
    assert read("sad").style == BY_MOOD["sad"]
    assert read("energetic").style == "pulse"
    assert read("").style == USUAL
    assert set(BY_MOOD) == set(MOODS)
    assert set(BY_MOOD.values()) | set(BY_INSTRUMENT.values()) <= set(STYLES)


@pytest.mark.parametrize("words", ["не грустно", "not sad", "без грусти"])
def test_a_mood_that_is_denied_is_none(words: str) -> None:
    assert read(words).mood != "sad"


def test_a_denial_reaches_to_the_end_of_its_clause_and_no_further() -> None:
    request = read("no drums or flute, with piano")

    assert set(request.unwanted) == {"drums", "flute"}
    assert request.wanted == ("piano",)


def test_places_of_words_are_told_as_they_stand_and_none_is_told_twice() -> None:
    chance = random.Random(2)
    vocabulary = [
        text.replace("*", "") for sort in ("style", "mood", "instrument", "scene") for _, text in phrases(sort)
    ]
    for _ in range(120):
        words = ", ".join(chance.choices([*vocabulary, "Zibbo", "кроссовки", "90 bpm", "без", "no", "in A minor"], k=5))
        request = read(words)
        spans = sorted([*((start, end) for start, end, _ in request.understood), *request.unknown])
        assert all(0 <= start < end <= len(words) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), words
        assert request.style in STYLES


def test_the_longest_phrase_is_taken() -> None:
    tokens = tokenise("electric piano")

    assert phrase_at(tokens, 0).value == "electric_piano"
    assert phrase_at(tokens, 1).value == "piano"
    assert phrase_at(tokenise("zibbo"), 0) is None


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_made_of_what_there_is(name: str) -> None:
    style = style_of(name)
    low, high = style.tempo

    assert TEMPI[0] <= low < high <= TEMPI[1]
    assert style.harmony in PROGRESSIONS
    assert style.mood in MOODS
    assert not style.kit or style.kit in KITS
    assert 0.5 <= style.swing < 0.75
    assert 0 <= style.loose_ms <= 30
    assert set(style.effects) <= set(DRUMS)
    assert any(part.from_level <= 0.4 for part in style.parts), "something plays in the sparsest section"
    for part in style.parts:
        assert part.player in PLAYERS
        assert part.patch in PATCHES
        assert 0 < part.chance <= 1
        assert part.from_level < part.below_level
        assert -1 <= part.pan <= 1
        assert 0 <= part.send <= 1
        assert 0 <= part.pump <= 1


def test_a_wish_for_another_tempo_changes_nothing_else() -> None:
    request = Request(style="house", wanted=("piano",))

    assert request.at(120.0) == Request(style="house", wanted=("piano",), tempo=120.0)
    with pytest.raises(ValueError, match="polka"):
        style_of("polka")
