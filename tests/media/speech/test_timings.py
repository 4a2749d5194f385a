"""The times of words against an ear that knows nothing of the synthesiser."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reklamai.media.sound import read_sound
from reklamai.media.speech.speak import speak
from tests.media.speech.onsets import changes, nearest, rises

APART = (
    "Привет, мир, это, новый, кофе, для, всех, кто, любит, утро.",
    "Сегодня, завтра, всегда, скидки, подарки, бонусы, яркие, игрушки.",
    "Open, your, eyes, and, taste, the, morning, coffee, fresh, strong.",
    "Apple, zebra, victory, house, yellow, river, little, northern, shoe.",
)
FLOWING = (
    "Новый кофе для тех, кто просыпается раньше города.",
    "Сегодня скидка на всю обувь в магазине у дома.",
    "Только здесь и только сейчас подарки детям.",
    "Открой банку свежего вкуса и почувствуй лето.",
    "Твой телефон теперь снимает кино даже ночью.",
    "Мы доставим ужин за двадцать минут.",
    "Каждая покупка дарит вам ещё один шанс.",
    "Попробуйте первый месяц бесплатно.",
    "Чистая вода с горных вершин Кавказа.",
    "Ваша мечта о доме стала ближе.",
    "Лето начинается с хорошего завтрака.",
    "Большая семья собирается за большим столом.",
    "Быстрый интернет для работы и отдыха.",
    "Купите 2 билета по цене 1 990 ₽.",
    "Смартфон Samsung со скидкой 30%.",
    "Wake up to a cup of fresh coffee every morning.",
    "This summer take the road that nobody takes.",
    "Big savings on shoes for the whole family today.",
    "Our phone takes pictures even in the dark.",
    "Dinner at your door in twenty minutes.",
    "Every purchase brings you closer to the prize.",
    "Try the first month without paying.",
    "Pure water from the top of the mountain.",
    "The house of your dreams is closer than you think.",
    "A good breakfast is where the summer begins.",
    "Fast internet for work and for rest.",
    "Only today save 30% on everything.",
    "Give your skin the care that it deserves.",
    "The new car is here and it is electric.",
    "Call us before Friday for a special price.",
)


def found(sentence: str, voice: str, folder: Path) -> tuple[list[float], np.ndarray]:
    made = speak(sentence, folder / "a.wav", voice=voice)
    return [word.from_s for word in made.words], read_sound(made.path)[:, 0]


@pytest.mark.parametrize("voice", ["irina", "oleg", "emma", "james"])
def test_words_behind_a_pause_begin_where_sound_comes_back(tmp_path: Path, voice: str) -> None:
    for sentence in APART:
        starts, sound = found(sentence, voice, tmp_path)
        heard = rises(sound)
        assert len(heard) >= len(starts) - 2
        # held from the sound to the words: a pause that a long consonant fills is no rise
        offsets = [abs(nearest(np.array(starts), at)) for at in heard]
        assert max(offsets) <= 0.04, sentence


def test_words_in_flowing_speech_begin_where_the_spectrum_changes(tmp_path: Path) -> None:
    offsets, by_chance = [], []
    for number, sentence in enumerate(FLOWING):
        starts, sound = found(sentence, ("irina", "maxim", "grace")[number % 3], tmp_path)
        heard = changes(sound)
        offsets += [nearest(heard, at) for at in starts]
        by_chance += [nearest(heard, at + 0.05) for at in starts]
    near, chance = (np.abs(np.array(each)) for each in (offsets, by_chance))

    assert len(near) > 200
    assert np.mean(near <= 0.04) >= 0.96
    assert np.mean(near <= 0.02) >= 0.9
    # the spectrum of speech changes every 70 ms: 50 ms off, a good third would find no change as near
    assert np.mean(chance <= 0.02) < 0.75
    assert abs(np.median(offsets)) <= 0.005


def test_speed_moves_the_times_with_the_sound(tmp_path: Path) -> None:
    for speed, still_s in ((0.6, 0.12), (1.4, 0.07)):
        made = speak(APART[0], tmp_path / "a.wav", voice="irina", speed=speed)
        heard = rises(read_sound(made.path)[:, 0], still_s=still_s)
        assert len(heard) == 10
        assert max(abs(nearest(np.array([word.from_s for word in made.words]), at)) for at in heard) <= 0.04


def test_a_vowel_behind_a_soft_consonant_is_long_enough_for_a_mouth_to_open(tmp_path: Path) -> None:
    made = speak("Мир, рыба, лимон, вино, тигр, книга, синий, милый, лис.", tmp_path / "a.wav", voice="oleg")
    heard = changes(read_sound(made.path)[:, 0])
    soft = [two for one, two in pairwise(made.phonemes) if one.ipa.endswith("ʲ") and two.ipa in "iɪ"]

    assert len(soft) >= 8
    assert min(vowel.to_s - vowel.from_s for vowel in soft) >= 0.03
    assert np.mean([abs(nearest(heard, vowel.from_s)) <= 0.02 for vowel in soft]) >= 0.7
