"""Words of a sound track: which of them are music, and which only begin like it; who says what is said."""

import pytest

from reklamai.media.soundtrack import parted
from reklamai.media.soundtrack_words import is_a_mans, is_played, says_who_speaks

MUSIC = [
    "music", "soft piano", "pianos", "an acoustic guitar", "guitars", "two violins", "strings", "a string section",
    "an orchestra", "orchestral swell", "synths", "a warm synth pad", "soft pads", "drums", "a drum loop", "a beat",
    "slow beats", "bass", "a deep bassline", "a jazzy tune", "melodies", "a sad song", "old songs", "lo-fi", "lofi",
    "soft lounge", "upbeat corporate", "corporate in the background", "soundtracks", "a film score", "score",
    "groovy funk", "musicians in the street", "a drummer", "drumming",
    "музыка", "тихая музыка", "музыкой", "музыкальная шкатулка", "мелодии", "мелодичный перезвон", "песня", "две песни",
    "песенку", "бит", "мощные биты", "под медленный бит", "в такт битам", "пианино", "на пианино", "роялем", "рояля",
    "гитары", "гитарой", "гитарный перебор", "скрипку", "скрипок", "струнные", "струнных", "оркестра", "оркестром",
    "оркестровое вступление", "синтезаторы", "барабаны", "барабанов", "барабанная дробь", "басом", "глубокие басы",
    "джаза", "джазовое трио", "лаунж", "саундтреком", "корпоративный", "корпоративная в фоне", "лоу-фай", "виолончели",
    "уличные музыканты", "дробь барабанов",
]  # fmt: skip
NO_MUSIC = [
    "a battle", "beaten eggs", "a beating heart", "heart beats", "the beat of wings", "basement steps", "a bassinet",
    "padding paws", "a launch pad", "a mouse pad", "stringent rules", "a string of lights", "a string of pearls",
    "birdsong", "a bird's song", "songs of whales", "rain drums on the roof", "fingers drum on a table",
    "rain drumming on a roof", "hail drumming", "fingers drumming on a desk", "hooves drumming on the ground",
    "a scoreboard",
    "a team scores", "an airport lounge", "people in the lounge", "a corporate office", "tuned engine", "a fortune",
    "jazzercise", "a drumstick of a chicken",
    "битва", "шум битвы", "битвой", "бита", "удар битой", "бейсбольную биту", "разбитое стекло", "битое стекло",
    "бидон", "басня", "бассейн", "плеск в бассейне", "баскетбол", "струйка воды", "вода струится", "барабанит дождь",
    "дождь барабанил по крыше", "барабан стиральной машины", "песня птиц", "птичьи песни", "песок",
    "корпоративный офис",
    "шумный корпоратив", "падение капель", "падает снег", "голос", "скрип двери", "скрипят половицы",
    "роялти", "синтетика шуршит", "музей", "джакузи", "лавина",
]  # fmt: skip


@pytest.mark.parametrize("clause", MUSIC)
def test_a_clause_asks_for_music_in_any_form_of_its_words(clause):
    assert is_played(clause)
    assert is_played(clause.upper()), "capitals change nothing"


@pytest.mark.parametrize("clause", NO_MUSIC)
def test_a_word_that_only_begins_like_music_is_none(clause):
    assert not is_played(clause)


SENTENCES = [
    ("Шум битвы и лязг мечей", ("", "Шум битвы, лязг мечей", "")),
    ("Плеск в бассейне, тихий джаз", ("", "Плеск в бассейне", "тихий джаз")),
    ("Дождь барабанит по крыше под гитару", ("", "Дождь барабанит по крыше", "гитару")),
    ("Rain drums on the roof, a slow beat", ("", "Rain drums on the roof", "a slow beat")),
    ("Мужчина говорит басом: «Доброе утро», дождь", ("Доброе утро", "дождь", "")),
    ("A bass voice says “Good morning” with soft piano", ("Good morning", "", "soft piano")),
    ("Говорливый ручей, «Доброе утро»", ("Доброе утро", "Говорливый ручей", "")),
    ("Голосование в зале, «Кто за?»", ("Кто за?", "Голосование в зале", "")),
    ("A lounge bar with a jazz trio", ("", "A lounge bar", "a jazz trio")),
]


@pytest.mark.parametrize(("words", "parts"), SENTENCES)
def test_a_sentence_is_parted_into_what_is_said_what_is_around_and_what_is_played(words, parts):
    assert parted(words, "mixed") == parts


MEN = [
    "Мужчина говорит ей:", "Он отвечает:", "Парни кричат:", "Мальчику скучно", "A man tells her:", "Two men say:",
    "The old guy's voice", "A man tells a woman:", "Женщине отвечает мужчина:", "Мужским голосом:",
]  # fmt: skip
NO_MEN = [
    "Женщина говорит ему:", "Она отвечает:", "Девушка в парнике:", "Парная и веник", "A woman tells him:", "Girls say:",
    "A maniac laugh", "Mankind", "Женщина, а потом мужчина:", "Парниковый эффект", "История успеха", "",
]  # fmt: skip


@pytest.mark.parametrize(("words", "man"), [*((each, True) for each in MEN), *((each, False) for each in NO_MEN)])
def test_who_is_named_speaks_and_not_who_is_spoken_to(words, man):
    assert is_a_mans(words) == man


@pytest.mark.parametrize(
    ("clause", "speaks"),
    [("A woman says", True), ("a man's voice", True), ("Мужчина произносит", True), ("Женский голос", True),
     ("Диктор:", True), ("The invoice is printed", False), ("Голосистый петух", False), ("сговор", False)],
)  # fmt: skip
def test_a_clause_says_who_speaks(clause, speaks):
    assert says_who_speaks(clause) == speaks
