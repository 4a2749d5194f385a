"""What is said for what is written. The expected words are a native speaker's."""

from __future__ import annotations

import pytest

from reklamai.media.speech.model import Language
from reklamai.media.speech.reading import read


def said(text: str, language: Language = "ru") -> str:
    return " ".join(token.said for token in read(text, language=language).tokens if token.said)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Всего 1 990 ₽", "Всего тысяча девятьсот девяносто рублей"),
        ("от 990 ₽/мес", "от девятисот девяноста рублей в месяц"),
        ("цена 19,99 ₽", "цена девятнадцать рублей девяносто девять копеек"),
        ("за $1", "за один доллар"),
        ("5 евро или 5 €", "пять евро или пять евро"),
        ("1,5 млн ₽", "полтора миллиона рублей"),
        ("скидка 50%", "скидка пятьдесят процентов"),
        ("до 50%", "до пятидесяти процентов"),
        ("-1%", "минус один процент"),
        ("5 тыс. человек", "пять тысяч человек"),
    ],
)
def test_money_and_shares_are_said_in_full(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("12.05.2026", "двенадцатого мая две тысячи двадцать шестого года"),
        ("с 1 по 31 марта", "с первого по тридцать первое марта"),
        ("1–5 мая", "с первого по пятое мая"),
        ("к 8 марта", "к восьмому марта"),
        ("в 2025 году", "в две тысячи двадцать пятом году"),
        ("XXI век", "двадцать первый век"),
        ("до 21:00", "до двадцати одного часа"),
        ("в 10:05", "в десять ноль пять"),
        ("24/7", "двадцать четыре на семь"),
    ],
)
def test_days_years_and_hours_are_said_in_the_case_that_the_sentence_asks_for(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2 книги", "две книги"),
        ("21 книга", "двадцать одна книга"),
        ("1 яблоко", "одно яблоко"),
        ("за 1 минуту", "за одну минуту"),
        ("до 5 дней", "до пяти дней"),
        ("с 3 друзьями", "с тремя друзьями"),
        ("в 5 магазинах", "в пяти магазинах"),
        ("25 новых товаров", "двадцать пять новых товаров"),
        ("2-комнатная квартира", "двухкомнатная квартира"),
        ("1-е место", "первое место"),
        ("10–15 минут", "от десяти до пятнадцати минут"),
        ("3,5 л", "три с половиной литра"),
        ("100 км/ч", "сто километров в час"),
        ("120 м²", "сто двадцать квадратных метров"),
        ("220 В", "двести двадцать вольт"),
        ("2 в 1", "два в один"),
        ("№5", "номер пять"),
        ("007", "ноль ноль семь"),
    ],
)
def test_numbers_agree_with_what_they_count(written: str, words: str) -> None:
    assert said(written) == words


def test_a_telephone_is_said_in_its_groups() -> None:
    groups = "восемь, восемьсот, пятьсот пятьдесят пять, тридцать пять, тридцать пять"

    assert said("8 800 555-35-35") == said("8 (800) 555 35 35") == groups
    assert said("+7 (495) 123-45-07").endswith("сорок пять, ноль семь")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("«Nike», BMW X5 и L'Oréal", "«найк», бэ эм вэ икс пять и лореаль"),
        ("iPhone 15 Pro", "айфон пятнадцать Pro"),
        ("www.lamoda.ru/men", "ламода точка ру"),
        ("info@site.ru", "info собака site точка ру"),
        ("#скидки 👍 @brand", "скидки brand"),
        ("ул. Ленина, д. 5", "улица Ленина, дом пять"),
        ("чай, кофе и т. д.", "чай, кофе и так далее."),
        ("елка и все еще мед", "ёлка и все ещё мёд"),
        ("за́мок", "замок"),
        ("<b>[[x]]</b>", "b икс b"),
    ],
)
def test_brands_addresses_and_short_forms_are_said_as_people_say_them(written: str, words: str) -> None:
    assert " ".join(said(written).replace("(", "").split()) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("$19.99", "nineteen dollars and ninety-nine cents"),
        ("$5 million", "five million dollars"),
        ("1,990 USD", "one thousand nine hundred and ninety dollars"),
        ("-30%", "minus thirty percent"),
        ("May 5, 2026", "May fifth, twenty twenty-six"),
        ("since 1990", "since nineteen ninety"),
        ("1990 shoes", "one thousand nine hundred and ninety shoes"),
        ("9:00 a.m. to 5pm", "nine ay em to five pee em"),
        ("1-800-555-3535", "one, eight hundred, five five five, three five three five"),
        ("6 ft, 1 oz", "six feet, one ounce"),
        ("10-15 min", "ten to fifteen minutes"),
        ("Nike & site.com", "nigh key and site dot com"),
        ("the 1st", "the first"),
    ],
)
def test_english_has_rules_of_its_own(written: str, words: str) -> None:
    assert said(written, "en") == words


def test_a_sum_is_one_word_of_the_writers_so_that_no_caption_breaks_it() -> None:
    tokens = read("Только 1 990 ₽, и доставка 0 ₽!", language="ru").tokens

    assert [token.text for token in tokens] == ["Только", "1 990 ₽,", "и", "доставка", "0 ₽!"]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Привет. Hello there. Пока.", ["ru", "en", "ru"]),
        ("Новый Galaxy Watch Ultra уже здесь.", ["ru"]),
        ("Visit the Эрмитаж museum today.", ["en"]),
        ("100%", ["ru"]),
    ],
)
def test_each_sentence_is_spoken_in_what_most_of_it_is_written_in(text: str, languages: list[str]) -> None:
    assert [run.language for run in read(text).runs] == languages


def test_the_dot_of_a_short_form_ends_no_sentence() -> None:
    runs = read("Open on St. James street approx. 5 days. Работаем с 2020 г. без выходных.").runs

    assert [run.text.count(".") for run in runs] == [1, 1]
