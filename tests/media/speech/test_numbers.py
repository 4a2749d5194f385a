"""Numbers, units, days and hours in words, read back by parsers that know nothing of how they were made."""

from __future__ import annotations

import random
import re

import pytest

from reklamai.media.speech.saying import english, russian
from reklamai.media.speech.saying.brands import IN_ENGLISH, IN_RUSSIAN
from reklamai.media.speech.saying.english_dates import cardinal as english_cardinal
from reklamai.media.speech.saying.numerals import cardinal, ordinal, price
from reklamai.media.speech.saying.plainly import said as plainly_said
from reklamai.media.speech.saying.plainly import with_dots
from reklamai.media.speech.saying.rules import Around, any_of, rule, spoken
from reklamai.media.speech.saying.tables import (
    GOES_ON,
    MONEY,
    MONEY_EN,
    MONTHS,
    MONTHS_EN,
    NEVER_LAST,
    PER,
    SHORT,
    SHORT_EN,
    UNITS,
    UNITS_EN,
)
from tests.media.speech.test_saying import said

RUSSIAN = """
ноль один одна два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать
пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят
восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот
"""
ENGLISH = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
RUSSIAN_VALUES = [0, 1, 1, 2, 2, *range(3, 20), *range(20, 100, 10), *range(100, 1000, 100)]
ENGLISH_VALUES = [*range(20), *range(20, 100, 10)]
RUSSIAN_WORDS = dict(zip(RUSSIAN.split(), RUSSIAN_VALUES, strict=True))
ENGLISH_WORDS = dict(zip(ENGLISH.split(), ENGLISH_VALUES, strict=True))
SCALES = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def number_of(words: str) -> int:
    """A number told in words, Russian or English."""
    whole = part = 0
    for word in re.split(r"[ -]", words):
        scale = next((SCALES[stem] for stem in sorted(SCALES, key=len, reverse=True) if word.startswith(stem)), None)
        if scale:
            whole, part = whole + max(part, 1) * scale, 0
        elif word == "hundred":
            part *= 100
        elif word != "and":
            part += RUSSIAN_WORDS[word] if word in RUSSIAN_WORDS else ENGLISH_WORDS[word]
    return whole + part


def numbers() -> list[int]:
    chance = random.Random(3)
    drawn = [chance.randrange(10 ** chance.randrange(1, 13)) for _ in range(300)]
    return [*range(130), 200, 999, 1000, 1001, 2000, 11_000, 21_000, 100_000, 1_000_000, 2_000_001, 10**9, *drawn]


def test_a_number_told_in_russian_is_the_number_that_was_written() -> None:
    for number in numbers():
        assert number_of(cardinal(number)) == number, cardinal(number)


def test_a_number_told_in_english_is_the_number_that_was_written() -> None:
    for number in numbers():
        assert number_of(english_cardinal(number)) == number, english_cardinal(number)


@pytest.mark.parametrize("case", "ngdaip")
def test_a_number_goes_through_every_case_without_a_figure_left(case: str) -> None:
    found = {number: cardinal(number, case=case) for number in (0, 1, 2, 5, 11, 40, 90, 100, 200, 500, 1000, 2026)}

    assert all(re.fullmatch(r"[а-яё ]+", words) for words in found.values()), found
    if case in "gdip":
        assert all(words != cardinal(number) for number, words in found.items() if number != 1000)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "первого"), (3, "третьего"), (20, "двадцатого"), (31, "тридцать первого"), (2000, "двухтысячного")],
)
def test_an_ordinal_stands_in_its_case(number: int, words: str) -> None:
    assert ordinal(number, case="g") == words


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_unit_leaves_a_figure_or_a_sign_to_be_spelt_out(language) -> None:
    for unit in UNITS if language == "ru" else UNITS_EN:
        if unit == "в":
            continue  # a volt is a capital letter
        for number in ("1", "2", "5", "21", "1,5" if language == "ru" else "1.5", "0"):
            told = said(f"{number} {unit}", language)
            assert not re.search(r"[\d%‰°²³]", told), (unit, told)
            assert " " in told


@pytest.mark.parametrize("sign", MONEY)
def test_every_money_is_named_in_russian_in_front_and_behind(sign: str) -> None:
    told = said(f"5 {sign}")

    assert not re.search(r"[\d$€£¥₽₸]", told)
    assert len(told.split()) == 2
    if not sign[0].isalnum():
        assert said(f"{sign}5") == told


@pytest.mark.parametrize("sign", MONEY_EN)
def test_every_money_is_named_in_english(sign: str) -> None:
    one, many = said(f"1 {sign}", "en"), said(f"2 {sign}", "en")

    assert one.startswith("one ")
    assert many.startswith("two ")
    assert not re.search(r"[\d$€£¥₽]", one + many)


@pytest.mark.parametrize("per", PER)
def test_a_price_for_something_is_said_with_what_it_is_for(per: str) -> None:
    assert said(f"100 ₽/{per}") == f"сто рублей {PER[per]}"


def test_every_day_of_a_year_is_told_in_both_languages() -> None:
    for place, (month, named) in enumerate(zip(MONTHS, MONTHS_EN, strict=True), 1):
        for day in (1, 2, 3, 10, 19, 20, 21, 28):
            russian_day, english_day = said(f"{day} {month}"), said(f"{named} {day}", "en")
            assert russian_day == f"{ordinal(day, case='g', gender='n')} {month}"
            assert said(f"{day:02d}.{place:02d}.2026").startswith(russian_day)
            assert re.fullmatch(rf"{named} [a-z-]+", english_day)


def test_every_hour_is_told_in_both_languages() -> None:
    for hour in range(25):
        for minute in (0, 5, 10, 30, 59):
            written = f"{hour}:{minute:02d}"
            for language in ("ru", "en"):
                assert not re.search(r"[\d:]", said(written, language)), written
    assert said("до 0:00") in {"до нуля часов", "до ноля часов"}


@pytest.mark.parametrize("year", [1812, 1900, 1905, 1999, 2000, 2001, 2010, 2026, 2099])
def test_a_year_is_told_as_years_are(year: int) -> None:
    told, english_told = said(f"в {year} году"), said(f"in {year}", "en")

    assert told.startswith("в ")
    assert told.endswith(" году")
    assert not re.search(r"\d", told + english_told)
    assert "hundred and" not in english_told


def test_brands_are_said_in_the_letters_of_the_language_that_speaks() -> None:
    for brand, told in IN_RUSSIAN.items():
        assert brand == brand.lower()
        assert re.fullmatch(r"[а-яё -]+", told), brand
        assert plainly_said(brand.upper(), "ru") == told
    for brand, told in IN_ENGLISH.items():
        assert re.fullmatch(r"[a-z ]+", told), brand


def test_short_forms_are_said_in_full_with_the_signs_around_them() -> None:
    for short, told in SHORT.items():
        if short.isalpha():
            assert plainly_said(f"«{short}»", "ru") == f"«{told}»"
    assert plainly_said("(vs.)", "en") == "(versus)"
    assert all(word.endswith(".") for word in (*NEVER_LAST, *GOES_ON))
    assert not set(SHORT_EN) & {"a", "i"}


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("еще", "ещё"), ("все", "все"), ("Елка", "Елка"), ("дом", "дом"), ("зелёный", "зелёный"),
        ("зеленый", "зелёный"), ("xyz", "xyz"),
    ],
)  # fmt: skip
def test_a_word_gets_its_dots_where_it_can_have_no_others(word: str, told: str) -> None:
    assert with_dots(word).lower() in {told.lower(), "ёлка"}


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("1.990", 1990),
        ("12.345.678", 12_345_678),
        ("1,990", 1990),
        ("0.125", 0),
        ("1.99", 1),
        ("1990", 1990),
        ("1 990", 1990),
    ],
)
def test_a_dot_in_a_price_parts_thousands_where_three_figures_stand_behind_it(written: str, whole: int) -> None:
    assert price(written).whole == whole


def test_a_rule_takes_as_many_words_as_it_needs_and_sees_those_beside_it() -> None:
    heard: list[Around] = []

    def tell(found: re.Match[str], around: Around) -> str:
        heard.append(around)
        return "three words"

    tokens = spoken("say «a b c», please now", [rule(r"A B C", tell)], str.upper)

    assert [(token.text, token.said) for token in tokens] == [
        ("say", "SAY"), ("«a b c»,", "«three words»,"), ("please", "PLEASE"), ("now", "NOW"),
    ]  # fmt: skip
    assert heard == [Around("say", ())], "nothing behind a sign belongs to it"


def test_a_rule_that_says_nothing_leaves_the_word_to_the_next_one() -> None:
    rules = [rule(r"\d+", lambda _found, _around: ""), rule(r"\d+ \w+", lambda found, _around: f"<{found.group()}>")]

    assert [token.said for token in spoken("5 apples fell", rules, str)] == ["<5 apples>", "fell"]


def test_no_rule_takes_a_part_of_a_word_or_a_code() -> None:
    rules = [rule(r"\d+", lambda found, _around: "N")]

    assert [token.said for token in spoken("5a 12345678901234567 5", rules, str)] == ["5a", "12345678901234567", "N"]
    assert any_of(["m", "mm", "km"]).split("|")[-1] == "m", "the longest is tried first"


@pytest.mark.parametrize("rules", [russian.RULES, english.RULES])
def test_rules_take_no_time_over_hostile_figures(rules) -> None:
    for text in ("1" * 3_000, "1 " * 1_500, "1." * 1_500, "1-" * 1_500, "$" * 3_000, "9:" * 1_500, "+7 " * 1_000):
        tokens = spoken(" ".join(text.split()), rules, str)
        assert "".join(token.text for token in tokens).replace(" ", "") == text.replace(" ", "")
