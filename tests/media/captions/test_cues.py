"""Captions that can be read: lengths, times and breaks, by the rules of broadcasters."""

import random
from itertools import pairwise

import pytest

from reklamai.media.captions.cues import Said, cues

RUSSIAN = (
    "Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь настежь, чтобы город вошёл "
    "в комнату вместе со светом, шумом и запахом хлеба из пекарни на углу."
)
ENGLISH = (
    "Meet the new Aurora bottle. It keeps your coffee hot for 12 hours, and it weighs only 280 grams — less than "
    "your phone. Order before Friday and get the second one free!"
)
SMALL = {"с", "в", "на", "из", "со", "и", "чтобы", "which", "for", "and", "than", "the", "your", "it"}


def spoken(text, *, from_s=0.0, each=0.3, pauses=None):
    """Speech of words that all take as long, with pauses after some."""
    words, now = [], from_s
    for place, word in enumerate(text.split()):
        words.append((word, now, now + each))
        now += each + (pauses or {}).get(place, 0.05)
    return Said(text, from_s, now, tuple(words))


def rows(found):
    return [line for cue in found for line in cue.lines]


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH])
@pytest.mark.parametrize(("tall", "widest"), [(False, 42), (True, 26)])
def test_captions_are_of_two_lines_that_fit_the_picture_and_lose_no_word(text, tall, widest):
    found = cues([Said(text, 0, 14)], tall=tall)

    assert max(map(len, rows(found))) <= widest
    assert {len(cue.lines) for cue in found} <= {1, 2}
    assert " ".join(rows(found)) == text


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH])
@pytest.mark.parametrize("tall", [False, True])
def test_no_line_ends_between_a_small_word_and_its_own(text, tall):
    found = cues([Said(text, 0, 14)], tall=tall)

    assert not {row.split()[-1].lower() for row in rows(found)} & SMALL
    assert not any(row.startswith("—") for row in rows(found)), "a dash stays with what is in front of it"
    assert not any(row.split()[-1].isdigit() for row in rows(found)), "a number stays with what it counts"


def test_a_sentence_ends_its_caption():
    found = cues([Said("Это Аврора. Она держит тепло двенадцать часов.", 0, 5)])

    assert [cue.text for cue in found] == ["Это Аврора.", "Она держит тепло двенадцать часов."] or found[0].lines == (
        "Это Аврора.",
        "Она держит тепло двенадцать часов.",
    )


@pytest.mark.parametrize("name", ["г. Москва", "А. Пушкин", "Dr. Watson"])
def test_a_full_stop_that_ends_no_sentence_parts_nothing(name):
    found = cues([Said(f"Встречайте сегодня в полдень прямо там: {name} ждёт вас всех", 0, 6)])

    assert any(name in row for row in rows(found))


def test_the_words_say_when_a_caption_is_seen():
    said = spoken(ENGLISH, from_s=2.0)

    found = cues([said])

    for cue in found:
        assert cue.from_s == pytest.approx(cue.words[0].from_s), "it comes with its first word"
        assert cue.to_s >= cue.words[-1].to_s - 2 / 24
    assert [(word.text, word.from_s) for cue in found for word in cue.words if word.is_spoken] == [
        (word, pytest.approx(when)) for word, when, _end in said.words if word != "—"
    ]


def test_a_pause_parts_two_captions():
    text = "Вот она и вот мы все снова здесь"
    found = cues([spoken(text, pauses={1: 2.0})])

    assert [cue.text for cue in found] == ["Вот она", "и вот мы все снова здесь"]


def test_a_short_word_is_in_sight_long_enough_and_a_long_speech_not_for_ever():
    [cue] = cues([Said("Да!", 1, 1.2, (("Да!", 1, 1.2),))])
    assert cue.to_s - cue.from_s == pytest.approx(0.83)

    slow = cues([Said("Тише", 0, 20)])
    assert slow[0].to_s == 7


def test_a_caption_goes_when_the_clip_ends():
    found = cues([Said("Да!", 1, 1.2), Said("Потом", 5, 6)], until=1.5)

    assert [(cue.text, cue.to_s) for cue in found] == [("Да!", 1.5)]


def test_two_people_are_not_mixed_up():
    found = cues([Said("Ты идёшь?", 0, 1.2, speaker="Анна"), Said("Иду.", 1.2, 2, speaker="Пётр")])

    assert [(cue.speaker, cue.text) for cue in found] == [("Анна", "Ты идёшь?"), ("Пётр", "Иду.")]


def test_speech_that_spells_a_number_out_still_gives_its_times():
    words = (("Всего", 0.0, 0.4), ("пять", 0.4, 0.7), ("тысяч", 0.7, 1.1), ("рублей", 1.1, 1.6), ("сегодня", 2.0, 2.6))

    [cue] = cues([Said("Всего 5000 рублей сегодня", 0, 2.6, words)])

    times = {word.text: (word.from_s, word.to_s) for word in cue.words}
    assert times["Всего"] == (0.0, 0.4)
    assert times["5000"] == (0.4, 1.1)
    assert times["сегодня"] == (2.0, 2.6)


def test_what_a_voice_says_in_pieces_or_in_one_is_put_to_the_words_that_are_read():
    words = (("кое-", 0.0, 0.3), ("кто", 0.3, 0.6), ("1 990 ₽ —", 0.6, 1.6), ("сегодня", 1.7, 2.0))

    [cue] = cues([Said("Кое-кто 1 990 ₽ — сегодня", 0, 2, words)])

    assert [(word.text, round(word.from_s, 3), round(word.to_s, 3)) for word in cue.words] == [
        ("Кое-кто", 0.0, 0.6), ("1\u00a0990\u00a0₽", 0.6, 1.6), ("—", 1.6, 1.6), ("сегодня", 1.7, 2.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [(("x", 0, 1),), (("Да", float("nan"), 1),), (("", 0, 1),), (("Нет", 5, 1), ("да", 0, 0))]
)
def test_times_that_are_of_nothing_do_no_harm(words):
    found = cues([Said("Нет да", 0, 2, words)])

    assert " ".join(rows(found)) == "Нет да"
    assert all(0 <= cue.from_s < cue.to_s for cue in found)


@pytest.mark.parametrize("text", ["", " \n ", "\u3000"])
def test_nothing_to_say_is_no_caption(text):
    assert cues([Said(text, 0, 4)]) == ()


def test_a_word_that_is_longer_than_a_line_is_cut():
    found = cues([Said("http://" + "a" * 100, 0, 4)])

    assert "".join(rows(found)) == "http://" + "a" * 100
    assert max(map(len, rows(found))) <= 42


@pytest.mark.parametrize("seed", range(30))
def test_any_speech_comes_in_order_whole_and_never_two_at_once(seed):
    chance = random.Random(seed)
    said, now = [], 0.0
    for _turn in range(chance.randint(1, 8)):
        length = chance.randint(1, 40)
        text = " ".join(
            "".join(chance.choices("абвгaeiou1-—", k=chance.randint(1, 14))) + chance.choice(["", "", ".", ",", "!"])
            for _ in range(length)
        )
        one = spoken(text, from_s=now, each=chance.choice([0.1, 0.3, 0.8]), pauses={chance.randrange(length): 1.5})
        said.append(one if chance.random() < 0.7 else Said(text, now, one.to_s))
        now = one.to_s + chance.choice([-0.5, 0, 0.2, 3])
        now = max(0.0, now)
    tall = chance.random() < 0.5

    found = cues(said, tall=tall)

    wanted = [word for one in sorted(said, key=lambda each: each.from_s) for word in one.text.split()]
    assert " ".join(" ".join(rows(found)).split()) == " ".join(wanted)
    for one, other in pairwise(found):
        assert other.from_s - one.to_s >= 2 / 24 - 1e-6, "two frames between two"
    for cue in found:
        assert 0 < cue.to_s - cue.from_s <= 7 + 1e-6


def test_a_quiet_speech_is_not_read_faster_than_people_can():
    found = cues([spoken(RUSSIAN, each=0.35)])

    speeds = [sum(map(len, cue.lines)) / (cue.to_s - cue.from_s) for cue in found]
    assert max(speeds) <= 20
    assert min(cue.to_s - cue.from_s for cue in found) >= 0.83


def test_a_long_text_takes_no_long_time(benchmark_seconds=2.0):
    from time import perf_counter

    begun = perf_counter()
    found = cues([Said(RUSSIAN * 30, 0, 400)])

    assert len(found) > 60
    assert perf_counter() - begun < benchmark_seconds


def test_what_may_not_be_broken_is_one_word():
    found = cues([Said("Новая бутылка Аврора стоит сегодня всего 1\u00a0990\u00a0₽ до\u202fпятницы", 0, 6)], tall=True)

    assert any("1\u00a0990\u00a0₽" in row for row in rows(found))
    assert any("до\u202fпятницы" in row for row in rows(found))


@pytest.mark.parametrize("sign", ["a", "😀", "—"])
def test_rows_of_single_signs_are_weighed_in_captions_of_thirty_at_most(sign):
    found = cues([Said(f"{sign} " * 800, 0, 100)])

    assert sum(len(cue.words) for cue in found) == 800
    assert max(len(cue.words) for cue in found) <= 30
