"""Colour names: they fit the colours they stand for, in words that our own reader of prompts knows."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import rgb2lab

from anchors.media.names import COLOUR_WORDS, anchor_of, colour_name, difference
from reklamai.media.words.parser import read

# Sharma, Wu, Dalal (2005), table 1: two Lab colours and their CIEDE2000
SHARMA = (
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
    ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
)
# Of the CSS colour table, by the name a shop would use
CSS = {
    "#dc143c": {"crimson", "red"},
    "#800000": {"burgundy", "dark red"},
    "#000080": {"navy", "blue", "indigo"},
    "#ff7f50": {"coral"},
    "#ffdab9": {"peach", "beige"},
    "#ffff00": {"yellow"},
    "#808000": {"olive"},
    "#40e0d0": {"turquoise"},
    "#008080": {"teal"},
    "#87ceeb": {"light blue"},
    "#4b0082": {"indigo"},
    "#e6e6fa": {"lavender", "white", "light grey"},
    "#ffc0cb": {"pink"},
    "#8b4513": {"brown", "terracotta"},
    "#f5f5dc": {"cream"},
    "#d3d3d3": {"light grey"},
    "#808080": {"grey"},
    "#006400": {"dark green", "green"},
    "#ffffff": {"white"},
    "#000000": {"black"},
}

# Names that the reader of prompts takes for a neighbour
FOLDED = {"dark red": "burgundy", "dark green": "emerald", "light grey": "grey", "indigo": "blue"}


def lab_of(code: str) -> tuple[float, float, float]:
    screen = np.array([[[int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]]])
    lightness, a, b = rgb2lab(screen)[0, 0]
    return float(lightness), float(a), float(b)


@pytest.mark.parametrize(("one", "other", "expected"), SHARMA)
def test_differences_are_those_of_the_published_table(one, other, expected) -> None:
    found = difference(np.array(one, np.float64), np.array(other, np.float64))

    assert float(found) == pytest.approx(expected, abs=2e-4)


def test_one_colour_is_compared_with_each_of_many() -> None:
    many = np.array([(73, 25, -18), (61, -5, 29), (56, -27, -3)], np.float64)

    found = difference(np.array((50, 2.5, 0), np.float64), many)

    assert found.tolist() == pytest.approx([27.1492, 22.8977, 31.9030], abs=2e-4)


def test_the_folds_of_cloth_count_for_less_when_that_is_asked() -> None:
    lit, shaded = np.array((60, 20, 10), np.float64), np.array((45, 20, 10), np.float64)

    assert float(difference(lit, shaded, shade=2.0)) == pytest.approx(float(difference(lit, shaded)) / 2, rel=0.01)


@pytest.mark.parametrize("key", COLOUR_WORDS)
def test_every_name_finds_itself(key: str) -> None:
    assert colour_name(anchor_of(key)) == key


@pytest.mark.parametrize("key", COLOUR_WORDS)
def test_a_name_holds_against_a_small_error(key: str) -> None:
    lightness, a, b = anchor_of(key)

    nudged = {colour_name((lightness + dl, a + da, b)) for dl in (-1, 1) for da in (-1, 1)}

    assert nudged == {key}


@pytest.mark.parametrize("code", CSS)
def test_well_known_colours_have_their_names(code: str) -> None:
    assert colour_name(lab_of(code)) in CSS[code]


def test_something_that_is_no_name_has_no_colour() -> None:
    with pytest.raises(KeyError):
        anchor_of("octarine")


def test_there_are_about_forty_names_each_with_its_own_words() -> None:
    assert 36 <= len(COLOUR_WORDS) <= 48
    for language in ("en", "ru"):
        words = [each[language] for each in COLOUR_WORDS.values()]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("key", COLOUR_WORDS)
def test_russian_words_are_russian(key: str) -> None:
    assert set(COLOUR_WORDS[key]["ru"]) <= set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя- ")


@pytest.mark.parametrize("key", COLOUR_WORDS)
@pytest.mark.parametrize(("language", "phrase"), [("en", "a man in a {} jacket"), ("ru", "мужчина надел {} пиджак")])
def test_the_prompt_reader_understands_the_words(key: str, language: str, phrase: str) -> None:
    (person,) = read(phrase.format(COLOUR_WORDS[key][language])).people

    assert person.clothes[0].colour is not None
    assert person.clothes[0].colour.name in {key, FOLDED.get(key)}
