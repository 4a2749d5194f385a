"""Ranges, days of the week and sums behind a preposition. The expected words are a native speaker's."""

from __future__ import annotations

import time

import pytest

from tests.media.speech.test_saying import said


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("до 500–1000 ₽", "до пятисот — тысячи рублей"),
        ("за 500–1000 ₽", "за пятьсот — тысячу рублей"),
        ("в 500–1000 ₽", "в пятьсот — тысячу рублей"),
        ("около 500-1000 руб. в день", "около пятисот — тысячи рублей в день"),
        ("более 500–1000 ₽", "более пятисот — тысячи рублей"),
        ("по 500–1000 ₽/шт", "по пятьсот — тысячу рублей за штуку"),
        ("за 1–2 млн ₽", "за один — два миллиона рублей"),
        ("до 1–2 тыс. ₽", "до одной — двух тысяч рублей"),
        ("от 500–1000 ₽", "от пятисот до тысячи рублей"),
        ("с 500–1000 ₽", "с пятисот до тысячи рублей"),
        ("порядка 500–1000 ₽", "порядка пятисот — тысячи рублей"),
        ("дешевле 500 ₽", "дешевле пятисот рублей"),
        ("цена 500–1000 ₽", "цена от пятисот до тысячи рублей"),
    ],
)
def test_a_range_of_prices_goes_with_the_word_before_it(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("до 10–15 мин", "до десяти — пятнадцати минут"),
        ("за 10–15 мин", "за десять — пятнадцать минут"),
        ("через 1–2 мин", "через одну — две минуты"),
        ("от 10–15 мин", "от десяти до пятнадцати минут"),
        ("на 10–15%", "на десять — пятнадцать процентов"),
        ("в течение 10–15 мин", "в течение десяти — пятнадцати минут"),
        ("под 10–15%", "под десять — пятнадцать процентов"),
        ("1–2 т", "от одной до двух тонн"),
        ("к 10–15 кг", "к десяти — пятнадцати килограммам"),
    ],
)
def test_a_range_of_measures_goes_with_the_word_before_it(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("до 9:00–18:00", "до девяти часов — восемнадцати часов"),
        ("в 9:00–18:00", "в девять часов — восемнадцать часов"),
        ("от 9:00–18:00", "от девяти часов до восемнадцати часов"),
        ("со 2:00–18:00", "со двух часов до восемнадцати часов"),
        ("с 1–5 мая", "с первого по пятое мая"),
        ("на 1–5 мая", "на первое — пятое мая"),
        ("до 1–5 мая", "до первого — пятого мая"),
        ("работаем с 1 по 5 мая", "работаем с первого по пятое мая"),
    ],
)
def test_a_range_of_hours_or_days_goes_with_the_word_before_it(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("с 2020–2025 гг.", "с две тысячи двадцатого по две тысячи двадцать пятый год."),
        ("за 2020–2025 гг.", "за две тысячи двадцатый — две тысячи двадцать пятый годы."),
        ("для 2020–2025 гг.", "для две тысячи двадцатого — две тысячи двадцать пятого годов."),
        ("к 2020–2025 годам", "к две тысячи двадцатому — две тысячи двадцать пятому годам"),
        ("в 2020–2025 гг.", "в две тысячи двадцатом — две тысячи двадцать пятом годах."),
        ("2020–2025 гг.", "с две тысячи двадцатого по две тысячи двадцать пятый год."),
    ],
)
def test_a_range_of_years_goes_with_the_word_before_it(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("с пн-пт", "с понедельника по пятницу"),
        ("со вт–вс", "со вторника по воскресенье"),
        ("в пн–пт", "в понедельник — пятницу"),
        ("по пн-пт", "по понедельникам — пятницам"),
        ("кроме сб–вс", "кроме субботы — воскресенья"),
        ("вт–вс", "со вторника по воскресенье"),
        ("скидки в пт и сб", "скидки в пятницу и субботу"),
        ("в пн, ср и пт.", "в понедельник, среду и пятницу."),
        ("до пт", "до пятницы"),
        ("кроме сб и вс!", "кроме субботы и воскресенья!"),
        ("по сб и вс", "по субботам и воскресеньям"),
        ("с пн по пт", "с понедельника по пятницу"),
        ("с понедельника по пт.", "с понедельника по пятницу."),
        ("со вт по вс", "со вторника по воскресенье"),
        ("между пн и ср", "между понедельником и средой"),
        ("во вт", "во вторник"),
        ("Пн, Вт, Ср: 10:00", "понедельник, вторник, среда: десять часов"),
        ("Скидки: Вт и Чт", "Скидки: вторник и четверг"),
        ("Вт: выходной", "вторник: выходной"),
        ("ВТ и вс", "вторник и воскресенье"),
        ("акция до Вт", "акция до вторника"),
        ("каждую пт и сб", "каждую пятницу и субботу"),
        ("каждый пн", "каждый понедельник"),
    ],
)
def test_a_day_of_the_week_goes_with_the_word_before_it(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ср. чек 500 ₽", "средний чек пятьсот рублей"),
        ("Ср. цена 500 ₽", "средняя цена пятьсот рублей"),
        ("при ср. чеке", "при среднем чеке"),
        ("за ср. срок", "за средний срок"),
        ("в ср. и пт.", "в среду и пятницу."),
        ("скидки в ср. скидки", "скидки в среду скидки"),
        ("только в ср.", "только в среду."),
        ("мощность, Вт: 100", "мощность, Вт: сто"),
        ("мощность в Вт", "мощность в Вт"),
        ("мощность 100 Вт", "мощность сто ватт"),
    ],
)
def test_what_looks_like_a_day_of_the_week_and_is_none_is_not_said_as_one(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    "text", ["пн " * 1_666, "пн x сб x " * 500, "Вт " * 1_666, "а" * 4_900 + " пн", "ср. а " * 833]
)
def test_endless_days_of_the_week_are_read_in_a_moment(text: str) -> None:
    said("пн")  # the dictionary is loaded
    started = time.process_time()

    said(text)

    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("$5–10", "от пяти до десяти долларов"),
        ("$5-$10", "от пяти до десяти долларов"),
        ("до $5–10", "до пяти — десяти долларов"),
        ("€1–2 млн", "от одного до двух миллионов евро"),
        ("$5,50", "пять долларов пятьдесят центов"),
    ],
)
def test_a_sign_before_two_numbers_is_the_money_of_both(written: str, words: str) -> None:
    assert said(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("500-1250 users", "five hundred to one thousand two hundred and fifty users"),
        ("100-2000 people", "one hundred to two thousand people"),
        ("call 555-1230", "call five five five, one two three zero"),
        ("call 550-1234", "call five five zero, one two three four"),
        ("$5M-$10M", "five million to ten million dollars"),
        ("$500K–1M", "five hundred thousand to one million dollars"),
        ("5K-10K USD", "five thousand to ten thousand dollars"),
        ("$5–10M", "five to ten million dollars"),
    ],
)
def test_english_ranges_are_told_from_telephones_and_keep_their_millions(written: str, words: str) -> None:
    assert " ".join(said(written, "en").split()) == words
