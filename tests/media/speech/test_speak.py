"""Words to sound: what comes out, and what is refused."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.sound import RATE, read_sound
from reklamai.media.speech.speak import speak
from reklamai.media.speech.voices import voices

LINE = "Новый кофе Nike. Только сегодня — скидка для всех!"


def mono(path: Path) -> np.ndarray:
    return read_sound(path)[:, 0]


def test_a_sentence_becomes_a_sound_of_one_channel_at_48_khz(tmp_path: Path) -> None:
    made = speak(LINE, tmp_path / "a.wav", voice="irina")

    with wave.open(str(made.path)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (1, RATE, 2)
        assert made.seconds == pytest.approx(file.getnframes() / RATE)
    assert 2.5 < made.seconds < 6


def test_the_words_are_told_as_they_were_written(tmp_path: Path) -> None:
    made = speak(LINE, tmp_path / "a.wav", voice="irina")

    assert " ".join(word.text for word in made.words) == LINE
    assert [word.text for word in made.words][3:5] == ["Только", "сегодня —"]
    assert made.language == "ru"


def test_words_and_sounds_follow_one_another_inside_the_file(tmp_path: Path) -> None:
    made = speak(LINE, tmp_path / "a.wav", voice="oleg")

    for each in (made.words, made.phonemes):
        assert all(one.from_s < one.to_s for one in each)
        assert all(one.to_s <= two.from_s + 0.001 for one, two in pairwise(each))
        assert each[0].from_s >= 0.04
        assert each[-1].to_s <= made.seconds


def test_both_ends_are_50_ms_of_silence_and_nothing_is_cut_off(tmp_path: Path) -> None:
    sound = mono(speak(LINE, tmp_path / "a.wav", voice="emma").path)

    edge = round(0.05 * RATE)
    assert not sound[:edge].any()
    assert not sound[-edge:].any()
    assert np.abs(sound[edge : edge + 2400]).max() > 0.005
    assert np.abs(sound).max() < 0.98


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (speak(LINE, tmp_path / f"{n}.wav", voice="darya", speed=1.2) for n in (1, 2))

    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.words == second.words


def test_twice_the_speed_takes_about_half_the_time(tmp_path: Path) -> None:
    slow, usual, fast = (speak(LINE, tmp_path / "a.wav", voice="james", speed=speed) for speed in (0.5, 1, 2))

    assert slow.seconds / usual.seconds == pytest.approx(2, rel=0.25)
    assert usual.seconds / fast.seconds == pytest.approx(2, rel=0.25)


@pytest.mark.parametrize("voice", [each.id for each in voices()])
def test_every_voice_speaks_both_languages(tmp_path: Path, voice: str) -> None:
    made = speak("Добрый день. Good morning.", tmp_path / "a.wav", voice=voice)

    assert [word.text for word in made.words] == ["Добрый", "день.", "Good", "morning."]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("", {}),
        (" \n\t", {}),
        ("… — !", {}),
        ("🙂🙂", {}),
        ("a" * 5001, {}),
        ("word", {"speed": 0.4}),
        ("a", {"voice": "x"}),
    ],
)
def test_what_cannot_be_spoken_is_refused(tmp_path: Path, text: str, changes: dict[str, object]) -> None:
    with pytest.raises(MediaError):
        speak(text, tmp_path / "a.wav", **{"voice": "irina", **changes})

    assert not (tmp_path / "a.wav").exists()


def test_a_stopped_order_leaves_no_file(tmp_path: Path) -> None:
    def stopped(stage: str, share: float) -> None:
        if share:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        speak(LINE, tmp_path / "a.wav", voice="irina", report=stopped)

    assert not (tmp_path / "a.wav").exists()
