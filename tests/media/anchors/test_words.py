"""Phrases for prompts: nothing that was not measured, and Russian that agrees with itself."""

import re
from dataclasses import replace

import pymorphy3
import pytest

from anchors.media import grammar, russian
from anchors.media.features import ELEMENTS, ClothingFound, Colour, LightFound, PlaceFound, ProductFound, SkinFound
from anchors.media.names import COLOUR_WORDS
from anchors.media.words import words_for
from reklamai.media.mattes.model import Missing
from tests.media.anchors.test_features import Dice

NOTHING = Missing("unsure")
CASES = {"feminine": {"femn", "sing", "nomn"}, "of": {"masc", "sing", "gent"}, "many": {"plur", "nomn"}}
UNMEASURED = re.compile(
    r"\b(wom[ae]n|m[ae]n|girls?|boys?|young|old|child|asian|african|european|beautiful|handsome|shirt|dress|sweater"
    r"|женщин\w*|мужчин\w*|девушк\w*|молод\w*|стар\w*|ребён\w*|азиат\w*|красив\w*|рубашк\w*|плать\w*|свитер\w*)\b"
)


@pytest.fixture(scope="module")
def dictionary():
    return pymorphy3.MorphAnalyzer(lang="ru")


def features(**found):
    """Features in which only these parts were found."""
    blank = dict.fromkeys(("face", "skin", "person", "clothing", "light", "place", "product"), NOTHING)
    return replace(Dice(1).features(), **(blank | found))


def colours(**named):
    return tuple(Colour("#000000", (0.0, 0.0, 0.0), share, name.replace("_", " ")) for name, share in named.items())


def clothing(pattern="plain", sure=0.9, **named):
    return ClothingFound((0, 0, 9, 9), 0.5, colours(**named), pattern, (), 0.9, sure)


def light(azimuth=0.0, elevation=0.0, hardness=0.5, kelvin=5500.0, contrast=1.0, confidence=0.9, sure=0.9):
    return LightFound(azimuth, elevation, hardness, kelvin, contrast, confidence, sure)


def place(indoors, **named):
    return PlaceFound(colours(**named), indoors, 0.0, 0.9)


def product(**named):
    return ProductFound((0, 0, 9, 9), 0.3, colours(**named), (), 0.9)


CLOTHES = [
    (clothing(navy=0.9), "plain navy clothing", "однотонная тёмно-синяя одежда"),
    (clothing("striped", navy=0.8, white=0.1), "navy striped clothing", "тёмно-синяя одежда в полоску"),
    (
        clothing("striped", navy=0.6, white=0.4),
        "navy and white striped clothing",
        "одежда тёмно-синего и белого цвета в полоску",
    ),
    (clothing("checked", red=0.9), "red checked clothing", "красная одежда в клетку"),
    (clothing("dotted", light_blue=0.9), "light blue polka-dot clothing", "голубая одежда в горошек"),
    (clothing("patterned", khaki=0.9), "khaki patterned clothing", "одежда цвета хаки с узором"),
    (clothing("striped", sure=0.3, black=1.0), "black clothing", "чёрная одежда"),
    (clothing(black=0.6, white=0.4), "black and white clothing", "одежда чёрного и белого цвета"),
    (clothing(khaki=0.6, fuchsia=0.3), "khaki and fuchsia clothing", "одежда цвета хаки и цвета фуксии"),
    (clothing(khaki=0.6, white=0.3), "khaki and white clothing", "одежда цвета хаки и белого цвета"),
    (clothing(), "plain clothing", "однотонная одежда"),
    (clothing(sure=0.1), "", ""),
]
LIGHTS = [
    (
        light(270, 35, 0.2, 3200),
        "soft warm light from the left, from above",
        "мягкий тёплый свет слева, сверху",
    ),
    (
        light(-45, 5, 0.9, 9000, 3.0),
        "hard cool light from the front left, with deep shadows",
        "жёсткий холодный свет спереди слева, с глубокими тенями",
    ),
    (light(180, 10), "neutral light from behind", "нейтральный свет сзади"),
    (light(130, -30, sure=0.2), "light from behind on the right, from below", "свет сзади справа, снизу"),
    (
        light(0, 75, 0.1, 6000, 0.2),
        "soft neutral light from the front, from high above, with hardly any shadows",
        "мягкий нейтральный свет спереди, высоко сверху, почти без теней",
    ),
    (light(90, 40, 0.1, 3000, 3.0, confidence=0.2), "warm light", "тёплый свет"),
    (light(90, -20), "neutral light from the right", "нейтральный свет справа"),
    (light(90, 40, confidence=0.2, sure=0.2), "", ""),
]
PLACES = [
    (
        place(False, green=0.5, beige=0.3),
        "outdoors, green and beige tones",
        "на открытом воздухе, зелёные и бежевые тона",
    ),
    (place(True, white=0.9, grey=0.05), "indoors, white tones", "в помещении, белые тона"),
    (place(None, khaki=0.5, blue=0.3), "khaki and blue tones", "тона цвета хаки и синие тона"),
    (place(None), "", ""),
    (place(True), "indoors", "в помещении"),
]
PRODUCTS = [
    (product(red=0.9), "a red product", "красный предмет"),
    (product(orange=0.9), "an orange product", "оранжевый предмет"),
    (product(red=0.6, white=0.3), "a red and white product", "предмет красного и белого цвета"),
    (product(khaki=0.9), "a khaki product", "предмет цвета хаки"),
    (product(), "", ""),
]


@pytest.mark.parametrize(
    ("element", "part", "found", "english", "russian_words"),
    [
        *(("clothing", "clothing", *row) for row in CLOTHES),
        *(("lighting", "light", *row) for row in LIGHTS),
        *(("environment", "place", *row) for row in PLACES),
        *(("product", "product", *row) for row in PRODUCTS),
    ],
)
def test_each_element_is_said_as_it_was_measured(element, part, found, english, russian_words):
    read = features(**{part: found})

    assert words_for(read, element, language="en") == english
    assert words_for(read, element, language="ru") == russian_words
    assert words_for(read, element, language="ru-RU") == russian_words


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("seed", range(8))
def test_of_a_face_nothing_is_said(language, seed):
    dice = Dice(seed)
    skin = SkinFound((60.0, 10.0, 15.0), 30.0, "tan", 0.2, 0.95)

    assert words_for(features(face=dice.face(), skin=skin), "face", language=language) == ""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("element", ELEMENTS)
def test_what_is_missing_has_no_words(element, language):
    assert words_for(features(), element, language=language) == ""


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("element", ELEMENTS)
def test_any_features_give_short_tidy_words_of_measured_things(element, seed):
    read = Dice(seed).features()

    for language, letters in (("en", "[a-z ,-]*"), ("ru", "[а-яё ,-]*")):
        said = words_for(read, element, language=language)
        assert re.fullmatch(letters, said), said
        assert not UNMEASURED.search(said), said
        assert len(said) <= 120
        assert said == " ".join(said.split())
        assert not said.endswith(",")


@pytest.mark.parametrize("key", COLOUR_WORDS)
@pytest.mark.parametrize("form", CASES)
def test_colours_are_declined_as_the_dictionary_declines_them(dictionary, key, form):
    word = COLOUR_WORDS[key]["ru"]
    if not grammar.is_adjective(word):
        assert russian.in_colours([word]).startswith("цвета ")
        return
    head, dash, tail = word.rpartition("-")
    adjective = next(each for each in dictionary.parse(tail) if each.tag.POS == "ADJF" and each.normal_form == tail)

    assert grammar.declined(word, form) == head + dash + adjective.inflect(CASES[form]).word


def test_what_is_no_adjective_is_not_declined():
    with pytest.raises(ValueError, match="хаки"):
        grammar.declined("хаки", "of")
