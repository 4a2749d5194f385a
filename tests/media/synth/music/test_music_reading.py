"""Words of marketers read into requests."""

import pytest

from reklamai.media.synth.music.reading import read
from reklamai.media.synth.music.styles import STYLES

STYLED = {
    "uplifting corporate music": "corporate", "корпоративная музыка для презентации": "corporate",
    "happy ukulele jingle": "upbeat", "весёлая музыка с укулеле": "upbeat", "для рекламы игрушек, весело": "upbeat",
    "pulsing electronic track for a startup": "pulse", "электронная музыка про технологии": "pulse",
    "bossa nova for a hotel": "lounge", "лаунж для ресторана": "lounge", "спокойный джаз": "lounge",
    "soft pad under a voice": "pad", "мягкая подложка": "pad", "calm background": "pad",
    "ambient drone": "ambient", "музыка для йоги": "ambient", "космический эмбиент": "ambient",
    "sad piano": "piano", "грустное фортепиано": "piano", "музыка для свадьбы": "piano",
    "acoustic guitar folk": "acoustic", "гитара, путешествие": "acoustic", "тёплая музыка": "acoustic",
    "lo-fi beats": "lofi", "лоу-фай для кофейни": "lofi", "chillhop": "lofi",
    "deep house": "house", "музыка для показа мод": "house", "реклама духов": "house",
    "epic trailer": "cinematic", "эпичный оркестр": "cinematic", "тревожный триллер": "cinematic",
    "tribal percussion": "percussion", "барабаны для спортивного ролика": "percussion",
}  # fmt: skip


@pytest.mark.parametrize("words", STYLED)
def test_a_style_is_read_from_its_name_its_scene_or_its_mood(words):
    assert read(words).style == STYLED[words]


@pytest.mark.parametrize(("words", "tempo"), [
    ("house at 124 bpm", 124), ("bpm: 90", 90), ("темп 105", 105), ("110 ударов в минуту", 110),
    ("tempo 72, piano", 72), ("95 beats per minute", 95), ("бит, 88 уд/мин", 88),
])  # fmt: skip
def test_a_tempo_in_numbers_is_kept(words, tempo):
    assert read(words).tempo == tempo


def test_a_tempo_in_words_is_of_the_styles_own():
    slow, fast = (read(f"{word} house").tempo for word in ("slow", "fast"))

    assert 100 < slow < 121 < fast < 140
    assert read("медленный хаус").tempo == slow


@pytest.mark.parametrize(("words", "key"), [
    ("piano in C minor", "C minor"), ("in F# major", "F# major"), ("B flat major", "Bb major"),
    ("в ля миноре", "A minor"),
    ("до-диез минор", "C# minor"), ("си бемоль мажор", "Bb major"), ("in A minor", "A minor"), ("D dorian", "D dorian"),
])  # fmt: skip
def test_a_key_is_read_in_both_languages(words, key):
    assert read(words).key.name == key


@pytest.mark.parametrize("words", ["a major brand", "be major about it", "music for a minor hotel"])
def test_what_only_looks_like_a_key_is_none(words):
    assert read(words).key is None


def test_minor_and_major_without_a_tonic_set_the_mood():
    assert read("рок в миноре").mood == "sad"
    assert read("pop, major").mood == "hopeful"


def test_instruments_are_wanted_or_not():
    request = read("corporate with strings and flute, no drums, without guitar")

    assert request.wanted == ("strings", "flute")
    assert set(request.unwanted) == {"drums", "guitar"}


def test_russian_instruments_bend_with_their_cases():
    request = read("музыка со скрипкой и флейтой, без барабанов и без мелодии")

    assert set(request.wanted) == {"strings", "flute"}
    assert set(request.unwanted) == {"drums", "melody"}


def test_what_is_denied_is_not_the_mood():
    assert read("not sad").mood == ""
    assert read("не грустная").mood == ""


def test_energy_is_read():
    assert read("minimal piano").energy < 0.3 < 0.7 < read("energetic pop").energy
    assert read("динамичный ролик").energy > 0.7


def test_a_chosen_style_goes_before_the_words():
    assert read("sad piano", style="house").style == "house"
    assert read("sad piano", style="auto").style == "piano"


def test_what_says_nothing_of_music_is_told_with_its_place():
    words = "музыка для рекламы кроссовок Zibbo"
    unknown = [words[start:end] for start, end in read(words).unknown]

    assert unknown == ["кроссовок", "Zibbo"]


def test_what_was_understood_is_told_with_its_place():
    words = "calm piano, 80 bpm"
    told = {words[start:end]: concept for start, end, concept in read(words).understood}

    assert told == {"calm": "mood:calm", "piano": "instrument:piano", "80 bpm": "tempo:80"}


@pytest.mark.parametrize(
    "words", ["", " ", "🎵🎵", "\x00\x01", "a" * 5000, "no no no", "bpm", "без", "120", "999999 bpm", "{}[]<>"]
)
def test_any_words_give_music(words):
    request = read(words)

    assert request.style in STYLES
    assert request.tempo is None or 40 <= request.tempo <= 200
