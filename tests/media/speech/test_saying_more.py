"""What advertisements write, and what people say for it: prices, opening hours, ages, ranges, dates."""

from __future__ import annotations

import pytest

from reklamai.core.errors import MediaError
from reklamai.media.speech.model import MOST_CHARACTERS, Language
from reklamai.media.speech.reading import plain, read, sentences_of
from reklamai.media.speech.saying.numerals import Amount, agreed, amount, cardinal, counted, decimal, figures, in_case
from tests.media.speech.test_saying import said


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("10.000 ₽", "десять тысяч рублей"),
        ("от 1.990 ₽", "от тысячи девятисот девяноста рублей"),
        ("1.990.000 ₽", "один миллион девятьсот девяносто тысяч рублей"),
        ("$1,990", "тысяча девятьсот девяносто долларов"),
        ("0,125 $", "ноль целых сто двадцать пять тысячных доллара"),
        ("2,125 млн ₽", "две целых сто двадцать пять тысячных миллиона рублей"),
        ("1990р", "тысяча девятьсот девяносто рублей"),
        ("500 р в день", "пятьсот рублей в день"),
        ("7 долл.", "семь долларов."),
        ("500–1 000 ₽", "от пятисот до тысячи рублей"),
        ("от 500-1000 руб.", "от пятисот до тысячи рублей."),
        ("1–2 млн ₽", "от одного до двух миллионов рублей"),
        ("5,05 ₽", "пять рублей пять копеек"),
        ("$0.99", "девяносто девять центов"),
        ("21 ₽ и 22 ₽", "двадцать один рубль и двадцать два рубля"),
        ("112 ₽", "сто двенадцать рублей"),
        ("1 000 ₽/день", "тысяча рублей в день"),
    ],
)
def test_a_price_is_what_it_says_however_it_is_written(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("9:00–18:00", "с девяти часов до восемнадцати часов"),
        ("с 9:00-18:00", "с девяти часов до восемнадцати часов"),
        ("10:30 — 21:00", "с десяти тридцати до двадцати одного часа"),
        ("пн-пт", "с понедельника по пятницу"),
        ("Вт–Вс 10:00–20:00", "со вторника по воскресенье с десяти часов до двадцати часов"),
        ("Пн, ср и сб", "понедельник, среда и суббота"),
        ("пн.–сб.", "с понедельника по субботу."),
        ("с 9 до 18", "с девяти до восемнадцати"),
        ("24:00", "двадцать четыре часа"),
        ("9:05", "девять ноль пять"),
    ],
)
def test_opening_hours_are_said_from_and_to(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("01.01.26", "первого января двадцать шестого года"),
        ("1.1.2026", "первого января две тысячи двадцать шестого года"),
        ("до 12.05", "до двенадцатого мая"),
        ("12.05", "двенадцать целых пять сотых"),
        ("версия 17.1.12", "версия семнадцать   один   двенадцать"),
        ("32.12.2025", "тридцать два   двенадцать   две тысячи двадцать пять"),
        ("2020–2025 гг.", "с две тысячи двадцатого по две тысячи двадцать пятый год."),
        ("в 2020-2025 годах", "в две тысячи двадцатом — две тысячи двадцать пятом годах"),
        ("90-е", "девяностые"),
        ("музыка 80-х", "музыка восьмидесятых"),
        ("20-е место", "двадцатое место"),
        ("1-е число", "первое число"),
        ("XIX век", "девятнадцатый век"),
        ("с 1 по 5 мая", "с первого по пятое мая"),
    ],
)
def test_days_years_and_decades_are_told_apart_from_numbers(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("18+", "восемнадцать плюс"),
        ("0+", "ноль плюс"),
        ("10 чел.", "десять человек."),
        ("3 чел.", "три человека."),
        ("до 5 чел.", "до пяти человек."),
        ("1000-летие", "тысячелетие"),
        ("10-летие", "десятилетие"),
        ("100%-ный хлопок", "стопроцентный хлопок"),
        ("+1 202 555 0123", "плюс один, двести два, пятьсот пятьдесят пять, ноль сто двадцать три"),
        ("8 900 123 45 67", "восемь, девятьсот, сто двадцать три, сорок пять, шестьдесят семь"),
        ("128 ГБ", "сто двадцать восемь гигабайтов"),
        ("5G и 4K", "пять джи и четыре ка"),
        ("0,5 л", "ноль целых пять десятых литра"),
        ("−20 °C", "минус двадцать градусов Цельсия"),
        ("1/4 часа", "одна четвёртая часа"),
        (
            "12 345 678 901 234",
            "один два три четыре пять шесть семь восемь девять ноль один два три четыре",
        ),
    ],
)
def test_ages_people_telephones_and_measures(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    "text",
    [
        "Нас 1 млн. человек",
        "Скидка 5 тыс. рублей и 2 млрд. бонусов",
        "т. к. мы рядом",
        "звоните, т. е. пишите",
        "в 19 в. до н. э. было так",
        "работаем в 2020–2025 гг. без выходных",
        "on Jan. 5 we open",
    ],
)
def test_a_dot_in_front_of_a_small_letter_or_a_figure_ends_no_sentence(text: str) -> None:
    assert len(sentences_of(text.split())) == 1


def test_a_dot_in_front_of_a_capital_ends_one_where_it_may() -> None:
    assert [len(each) for each in sentences_of(["Нас", "5", "млн.", "Приходите!", "Вот", "так."])] == [3, 1, 2]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("$10K", "ten thousand dollars"),
        ("$5m", "five million dollars"),
        ("€2bn", "two billion euros"),
        ("$5-$10", "five to ten dollars"),
        ("£5–10", "five to ten pounds"),
        ("5–10 USD", "five to ten dollars"),
        ("$1,299.99", "one thousand two hundred and ninety-nine dollars and ninety-nine cents"),
        ("£0.99", "ninety-nine pence"),
        ("$1.5 million", "one point five million dollars"),
        ("1 USD", "one dollar"),
    ],
)
def test_english_prices_keep_their_money(written: str, words: str) -> None:
    assert said(written, "en") == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("9am-5pm", "nine ay em to five pee em"),
        ("9:00–17:00", "nine o'clock to seventeen o'clock"),
        ("10:30am - 6pm", "ten thirty ay em to six pee em"),
        ("Jan 5", "January fifth"),
        ("Jan. 5, 2026", "January fifth, twenty twenty-six"),
        ("5 Sept.", "September fifth."),
        ("the 1990s", "the nineteen nineties"),
        ("the 90s", "the nineties"),
        ("2010s", "twenty tens"),
        ("a 30s ad", "a thirty s ad"),
        ("in 1905", "in nineteen oh-five"),
        ("May 40", "May forty"),
    ],
)
def test_english_hours_days_and_decades(written: str, words: str) -> None:
    assert " ".join(said(written, "en").split()) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("5G", "five G"),
        ("5 g", "five grams"),
        ("3x faster", "three times faster"),
        ("2 x 4", "two by four"),
        ("1/2", "one half"),
        ("3/4 of it", "three quarters of it"),
        ("2/3", "two thirds"),
        ("9/11", "nine eleven"),
        ("ends 1/5", "ends one five"),
        ("100-2000 people", "one hundred to two thousand people"),
        ("18+", "eighteen plus"),
        ("555-1234", "five five five, one two three four"),
        ("+44 20 7946 0958", "plus four four, two zero, seven nine four six, zero nine five eight"),
        ("5 000 000 people", "five million people"),
        ("90°F", "ninety degrees Fahrenheit"),
        ("R&D w/ love", "R and D with love"),
        ("No. 5 Chanel", "number five shanell"),
        ("1,00,000", "one , zero zero , zero zero zero"),
    ],
)
def test_english_signs_and_measures(written: str, words: str) -> None:
    assert " ".join(said(written, "en").split()) == words


@pytest.mark.parametrize(
    ("text", "language", "tongues"),
    [
        ("Купи iPhone 17 Pro", "ru", ["ru"]),
        ("Buy Матрёшка dolls today", "en", ["ru"]),
        ("Hello there", "en", ["en-us"]),
        ("Привет! Hello there! Пока!", "ru", ["ru", "en-us", "ru"]),
        ("100", "ru", ["ru"]),
        ("Добрый día", "ru", ["ru"]),
    ],
)
def test_mixed_scripts_are_spoken_by_whoever_reads_them(text: str, language: Language, tongues: list[str]) -> None:
    found = read(text)

    assert found.language == language
    assert [run.tongue for run in found.runs] == tongues


def test_a_language_that_was_chosen_is_kept_for_every_sentence() -> None:
    assert {run.language for run in read("Привет. Hello.", language="en").runs} == {"en"}
    assert {run.language for run in read("100. 200.", own="en").runs} == {"en"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "—", "…", "«»", "😀😀", "@", "\x00\x01", "\u200b", "★★★", "-", "()"])
def test_what_has_no_word_in_it_is_refused(text: str) -> None:
    with pytest.raises(MediaError, match="no words"):
        read(text)


def test_five_thousand_characters_are_read_and_one_more_is_refused() -> None:
    text = ("Скидка 50% до 31.12.2026! " * 300)[:MOST_CHARACTERS]

    found = read(text)

    assert len(text) == 5_000
    assert "".join("".join(token.text for token in found.tokens).split()) == "".join(text.split())
    with pytest.raises(MediaError, match="too long") as refused:
        read(text + "а")
    assert refused.value.facts == {"most": 5_000, "characters": 5_001}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("при\x00вет", "при вет"),
        ("a\ud800b", "a b"),
        ("и\u0306од", "йод"),
        ("раз\r\nдва", "раз\nдва"),
        ("\x1b[31mкрасный", " [31mкрасный"),
        ("\u202eтекст\u202c", " текст "),
    ],
)
def test_what_nobody_writes_is_taken_out_before_anything_is_read(text: str, kept: str) -> None:
    assert plain(text).replace(" \n", "\n") == kept


def test_no_token_of_a_text_is_lost_or_said_twice() -> None:
    found = read("Всего 1 990 ₽ — только 5–7 мая, с 9:00–18:00! Call +7 495 123-45-67 or visit site.ru 😀 now.")

    told = [number for run in found.runs for _character, number in run.starts]
    assert told == sorted(set(told))
    silent = [token.text for number, token in enumerate(found.tokens) if number not in told]
    assert silent == ["—", "😀"]
    for run in found.runs:
        for character, number in run.starts:
            assert run.text[character:].startswith(found.tokens[number].said)


@pytest.mark.parametrize(
    ("written", "whole", "fraction"),
    [
        ("1 990", 1990, ""), ("1 990,50", 1990, "50"), ("0.5", 0, "5"), ("007", 7, ""), ("3,14", 3, "14"),
        ("12 345 678", 12_345_678, ""),
    ],
)  # fmt: skip
def test_an_amount_is_a_whole_and_the_figures_behind_its_point(written: str, whole: int, fraction: str) -> None:
    assert amount(written) == Amount(whole, fraction)


@pytest.mark.parametrize(
    ("number", "rubles", "copecks"),
    [
        (0, "рублей", "копеек"), (1, "рубль", "копейка"), (2, "рубля", "копейки"), (4, "рубля", "копейки"),
        (5, "рублей", "копеек"), (11, "рублей", "копеек"), (14, "рублей", "копеек"), (21, "рубль", "копейка"),
        (22, "рубля", "копейки"), (25, "рублей", "копеек"), (100, "рублей", "копеек"), (101, "рубль", "копейка"),
        (111, "рублей", "копеек"), (1002, "рубля", "копейки"),
    ],
)  # fmt: skip
def test_nouns_agree_with_their_number_as_grammars_print_it(number: int, rubles: str, copecks: str) -> None:
    assert agreed("рубль", number) == rubles
    assert agreed("копейка", number) == copecks


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("n", "два квадратных метра"), ("g", "двух квадратных метров"), ("d", "двум квадратным метрам"),
        ("i", "двумя квадратными метрами"), ("p", "двух квадратных метрах"),
    ],
)  # fmt: skip
def test_a_noun_with_its_adjective_goes_through_the_cases(case: str, words: str) -> None:
    assert counted(Amount(2), "квадратный метр", case=case) == words


def test_halves_and_fractions_are_said_as_people_say_them() -> None:
    assert counted(Amount(1, "5"), "час") == "полтора часа"
    assert counted(Amount(1, "5"), "тонна") == "полторы тонны"
    assert counted(Amount(2, "5"), "час") == "два с половиной часа"
    assert decimal(Amount(3, "14")) == "три целых четырнадцать сотых"
    assert decimal(Amount(0, "123456")).startswith("ноль и один два три")


def test_numbers_that_nobody_says_are_told_figure_by_figure() -> None:
    assert cardinal(10**12) == figures(str(10**12), "ru")
    assert cardinal(999_999_999_999).startswith("девятьсот девяносто девять миллиардов")
    assert figures("0700", "en") == "zero seven zero zero"


def test_a_word_that_has_no_such_case_stays_as_it_is() -> None:
    assert in_case("zzz", "g", "plur") == "zzz"
