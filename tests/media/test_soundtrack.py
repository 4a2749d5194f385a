"""Who speaks in the sound of a clip, as the words around the quotation say."""

import pytest

from reklamai.media import soundtrack
from reklamai.media.soundtrack import parted, track
from reklamai.media.speech.voices import voice_of

WORDS = [
    ("Мужчина говорит: «Доброе утро»", "male"),
    ("Мужской голос: «Доброе утро»", "male"),
    ("Парень зовёт: «Доброе утро»", "male"),
    ("Мужчина шепчет: «Она уже пришла»", "male"),
    ("Женщина говорит: «Он уже пришёл»", "female"),
    ("«Доброе утро»", "female"),
    ("A man stands there and says “Good morning”", "male"),
    ("A guy among sheep says “She is here”", "male"),
    ("A woman says “He is here”", "female"),
]


@pytest.mark.parametrize(("words", "gender"), WORDS)
def test_a_man_or_a_woman_speaks_as_the_words_say(tmp_path, monkeypatch, words, gender):
    chosen = []
    monkeypatch.setattr(soundtrack, "speak", lambda text, path, *, voice: chosen.append(voice) or 1 / 0)

    with pytest.raises(ZeroDivisionError):
        track(words, "mixed", seconds=5, seed=1, folder=tmp_path)

    assert voice_of(chosen[0]).gender == gender


def test_empty_quotation_marks_say_nothing():
    assert parted("“ ” rain on the roof", "mixed") == ("", "rain on the roof", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Встречаемся в 10:30 у входа", "Встречаемся в 10:30 у входа"),
        ("Диктор: встречаемся в 10:30", "встречаемся в 10:30"),
        ("A man says:\nGood morning", "Good morning"),
        ("See http://brand.com today", "See http://brand.com today"),
        ("A man says:", "A man says:"),
        ("A man says: “At 10:30”", "At 10:30"),
    ],
)
def test_of_dialogue_without_quotation_marks_what_stands_behind_a_colon_is_said(words, said):
    assert parted(words, "dialogue") == (said, "", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("A man says 'Good morning'", "Good morning"),
        ("A man says ‘It’s time, isn’t it?’, rain", "It’s time, isn’t it?"),
        ("She says 'Don't go' and laughs", "Don't go"),
        ("rock 'n' roll, the band's drums and the dogs' barking", ""),
        ("the '90s and the '80s", ""),
        ("A cat's meow, the birds' song", ""),
        ("'Hi' and 'Bye', wind", "Hi Bye"),
    ],
)
def test_single_marks_quote_and_apostrophes_do_not(words, said):
    assert parted(words, "mixed")[0] == said


@pytest.mark.parametrize(
    ("words", "lanes"),
    [("Шум битвы в бассейне", ["ambience"]), ("Дождь, под медленный бит", ["ambience", "music"]),
     ("A heart beats in the rain", ["ambience"]), ("Slow beats", ["music"])],
)  # fmt: skip
def test_music_is_played_where_the_words_ask_for_it_and_nowhere_else(tmp_path, words, lanes):
    made = track(words, "mixed", seconds=2, seed=1, folder=tmp_path)

    assert [piece.lane for piece in made.pieces] == lanes
