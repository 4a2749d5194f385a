"""When each word is heard: from speech that says the text in its own way, or shared by length."""

from itertools import pairwise

import pytest

from reklamai.media.captions.breaks import NEVER, cost, ends_sentence
from reklamai.media.captions.model import Said, Word, words_in
from reklamai.media.captions.timing import bare, timed, together


def times(said, longest=42):
    return [(word.text, round(word.from_s, 3), round(word.to_s, 3)) for word in timed(said, longest=longest)]


def test_words_share_the_time_by_their_length_and_leave_some_for_pauses():
    found = timed(Said("Да, конечно. Потом", 1, 5), longest=42)

    assert (found[0].from_s, found[-1].to_s) == (1, pytest.approx(5))
    for one, other in pairwise(found):
        assert one.to_s == pytest.approx(other.from_s)
    seconds = {word.text: word.to_s - word.from_s for word in found}
    assert seconds["конечно."] > seconds["Потом"] >= seconds["Да,"]


def test_every_word_has_the_time_that_its_voice_says():
    words = (("Доброе", 0.1, 0.5), ("утро!", 0.6, 1.0))

    assert times(Said("Доброе утро!", 0, 2, words)) == [("Доброе", 0.1, 0.5), ("утро!", 0.6, 1.0)]


@pytest.mark.parametrize("spelled", ["доброе", "ДОБРОЕ,", "«Доброе»", "Доброе…"])
def test_signs_and_capitals_do_not_matter_to_a_voice(spelled):
    words = (("Доброе", 0.1, 0.5), ("утро", 0.6, 1.0))

    assert times(Said(f"{spelled} утро!", 0, 2, words)) == [(spelled, 0.1, 0.5), ("утро!", 0.6, 1.0)]


def test_words_that_were_added_to_a_text_lie_between_those_that_are_heard():
    words = (("Доброе", 0.0, 0.4), ("утро", 2.0, 2.4))

    found = times(Said("Доброе солнечное тёплое утро", 0, 3, words))

    assert found[0] == ("Доброе", 0.0, 0.4)
    assert found[3] == ("утро", 2.0, 2.4)
    assert 0.4 <= found[1][1] < found[1][2] <= found[2][1] < found[2][2] <= 2.0


def test_a_text_of_which_nothing_is_heard_shares_its_time():
    found = times(Said("совсем другое", 1, 3, (("hello", 1.2, 1.5),)))

    assert (found[0][1], found[-1][2]) == (1, 3)


def test_no_word_comes_before_the_one_in_front_of_it():
    words = (("раз", 2.0, 2.5), ("два", 0.5, 1.0), ("три", 2.6, 3.0))

    found = times(Said("раз два три", 1, 4, words))

    assert [begins for _text, begins, _ends in found] == sorted(begins for _text, begins, _ends in found)
    assert all(begins <= ends for _text, begins, ends in found)
    assert found[0][1] == 2.0


def test_a_word_that_is_longer_than_a_line_comes_in_pieces_that_share_its_time():
    found = times(Said("a" * 10, 0, 4), longest=4)

    assert [text for text, *_times in found] == ["aaaa", "aaaa", "aa"]
    assert [(begins, ends) for _text, begins, ends in found] == [(0, 1.333), (1.333, 2.667), (2.667, 4)]


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        (["1 990 ₽"], ["от", "1\u00a0990\u00a0₽", "—", "до", "пятницы"]),
        (["1 990 ₽ —"], ["от", "1\u00a0990\u00a0₽", "—", "до", "пятницы"]),
        (["1 990 ₽ — до пятницы и ещё дольше"], ["от", "1", "990", "₽", "—", "до", "пятницы"]),
        (["990 1"], ["от", "1", "990", "₽", "—", "до", "пятницы"]),
        (["—", "", " "], ["от", "1", "990", "₽", "—", "до", "пятницы"]),
    ],
)
def test_what_a_voice_says_in_one_stays_together(heard, wanted):
    assert together(["от", "1", "990", "₽", "—", "до", "пятницы"], heard) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("", []), (" \t\n", []), ("\u00a0", []), ("а  б", ["а", "б"]), ("5\u00a0₽ и\u202f7", ["5\u00a0₽", "и\u202f7"])],
)
def test_words_are_parted_at_spaces_that_may_be_broken(text, wanted):
    assert words_in(text) == wanted


def test_only_letters_and_digits_are_said():
    assert bare("«Ё-моё!» №5") == "ёмоё5"


def hurts(one, other, pause=0.0):
    return cost(Word(one, 0, 1), Word(other, 1 + pause, 2))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("домой.", "Потом"), ("домой,", "потом")), (("домой,", "потом"), ("домой", "и")),
        (("домой", "и"), ("белый", "дом")), (("белый", "дом"), ("Анна", "Каренина")),
        (("белый", "дом"), ("5", "минут")), (("белый", "дом"), ("в", "доме")), (("red", "house"), ("the", "house")),
        (("дом", "стоит"), ("тот", "же")), (("домой.", "Потом"), ("г.", "Москва")), (("ok.", "Go"), ("Dr.", "Go")),
        (("домой»,", "потом"), ("белый", "дом")),
    ],
)  # fmt: skip
def test_a_break_hurts_less_where_the_sense_ends(better, worse):
    assert hurts(*better) < hurts(*worse)


def test_a_dash_never_begins_a_line_and_a_pause_makes_a_break_easier():
    assert hurts("да", "—") == NEVER
    assert hurts("белый", "дом", pause=0.5) < hurts("белый", "дом")


@pytest.mark.parametrize("text", ["Да.", "Да!", "Да?", "Да…", "«Да.»", "Yes.)", "конец..."])
def test_a_sentence_ends(text):
    assert ends_sentence(Word(text, 0, 1))


@pytest.mark.parametrize("text", ["Да,", "г.", "А.", "руб.", "Mr.", "Да:"])
def test_a_sentence_goes_on(text):
    assert not ends_sentence(Word(text, 0, 1))
