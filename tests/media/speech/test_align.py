"""Words found in recordings of other voices, whose times are known as we have spoken them."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import signal

from reklamai.core.errors import MediaError
from reklamai.media.sound import RATE, read_sound, write_wav
from reklamai.media.speech.align import align
from reklamai.media.speech.features import heard
from reklamai.media.speech.speak import speak
from reklamai.media.speech.warp import warped
from tests.media.speech.test_timings import FLOWING

RUSSIAN, ENGLISH = FLOWING[:6], FLOWING[15:21]
PACES = (0.8, 1.2, 1.0, 1.35, 0.75, 1.1)


def recording(folder: Path, sentences: tuple[str, ...], *, voice: str, gap_s: float = 0.0) -> tuple[Path, list[float]]:
    """Each sentence at a pace of its own, pauses of changing length between; and when its words begin."""
    parts, starts, at = [np.zeros(round(gap_s * RATE), np.float32)], [], gap_s
    for number, sentence in enumerate(sentences):
        made = speak(sentence, folder / "one.wav", voice=voice, speed=PACES[number % len(PACES)] if gap_s else 1)
        sound = read_sound(made.path)[:, 0]
        starts += [at + word.from_s for word in made.words]
        parts += [sound, np.zeros(round(gap_s * (1 + number % 3) * RATE), np.float32)]
        at += (len(parts[-1]) + len(sound)) / RATE
    write_wav(folder / "all.wav", np.concatenate(parts))
    return folder / "all.wav", starts


def errors(path: Path, text: str, starts: list[float]) -> np.ndarray:
    words = align(path, text)
    assert " ".join(word.text for word in words) == text
    assert all(one.from_s < one.to_s <= two.from_s for one, two in pairwise(words))
    return np.abs(np.array([word.from_s for word in words]) - starts)


@pytest.mark.parametrize(
    ("voice", "sentences"),
    [
        pytest.param("irina", RUSSIAN, id="irina-ru"),
        pytest.param("victor", ENGLISH, id="victor-en"),
        pytest.param("irina", ENGLISH, id="irina-en", marks=pytest.mark.soak),
        pytest.param("victor", RUSSIAN, id="victor-ru", marks=pytest.mark.soak),
    ],
)
def test_words_of_another_voice_are_found_within_a_frame_of_film(
    tmp_path: Path, voice: str, sentences: tuple[str, ...]
) -> None:
    path, starts = recording(tmp_path, sentences, voice=voice)

    off = errors(path, " ".join(sentences), starts)
    assert np.median(off) <= 0.02
    assert np.percentile(off, 90) <= 0.06
    assert off.max() <= 0.15


def test_a_changing_pace_and_long_pauses_are_followed(tmp_path: Path) -> None:
    path, starts = recording(tmp_path, RUSSIAN, voice="maxim", gap_s=0.7)

    off = errors(path, " ".join(RUSSIAN), starts)
    assert np.median(off) <= 0.02
    assert off.max() <= 0.15


def test_a_noisy_room_costs_some_milliseconds_and_no_word(tmp_path: Path) -> None:
    path, starts = recording(tmp_path, ENGLISH, voice="emma", gap_s=0.4)
    chance = np.random.default_rng(3)
    room = np.exp(-np.arange(9_600) / 2_400) * chance.standard_normal(9_600) * 0.03
    room[0] = 1
    dry = read_sound(path)[:, 0]
    wet = signal.fftconvolve(dry, room)[: len(dry)] + 0.003 * chance.standard_normal(len(dry))
    write_wav(path, (wet / 2).astype(np.float32))

    off = errors(path, " ".join(ENGLISH), starts)
    assert np.median(off) <= 0.03
    assert np.percentile(off, 90) <= 0.1


@pytest.mark.parametrize(
    ("spoken", "text"), [(FLOWING[0], FLOWING[1]), (FLOWING[18], FLOWING[20]), (FLOWING[3], "Да.")]
)
def test_another_text_than_the_one_spoken_is_refused(tmp_path: Path, spoken: str, text: str) -> None:
    speak(spoken, tmp_path / "a.wav", voice="irina")

    with pytest.raises(MediaError, match="not what is said"):
        align(tmp_path / "a.wav", text)


def test_a_recording_without_speech_is_refused(tmp_path: Path) -> None:
    write_wav(tmp_path / "still.wav", np.zeros(3 * RATE, np.float32))
    write_wav(tmp_path / "hiss.wav", (0.1 * np.random.default_rng(1).standard_normal(3 * RATE)).astype(np.float32))
    write_wav(tmp_path / "tone.wav", (0.3 * np.sin(np.arange(3 * RATE) * 0.05)).astype(np.float32))

    for name in ("still.wav", "hiss.wav", "tone.wav"):
        with pytest.raises(MediaError):
            align(tmp_path / name, FLOWING[0])


def test_half_a_minute_takes_about_half_a_second_of_the_processor(tmp_path: Path) -> None:
    path, starts = recording(tmp_path, FLOWING[:13], voice="irina")
    began = time.process_time()
    align(path, " ".join(FLOWING[:13]))

    assert starts[-1] > 28
    assert time.process_time() - began < 1.5


def test_a_row_laid_along_itself_is_the_straight_line_and_costs_nothing() -> None:
    frames = np.random.default_rng(0).standard_normal((80, 26)).astype(np.float32)

    way, distance = warped(frames, frames, band=20)

    assert way.tolist() == list(range(80))
    assert distance == pytest.approx(0, abs=1e-6)


def test_a_row_at_half_the_pace_is_found_to_be_at_half_the_pace() -> None:
    frames = np.random.default_rng(0).standard_normal((80, 26)).astype(np.float32)

    way, _ = warped(np.repeat(frames, 2, axis=0), frames, band=30)

    assert np.abs(way - np.arange(160) / 2).max() <= 1


def test_silence_and_scraps_hold_no_frames() -> None:
    assert len(heard(np.zeros(100, np.float32)).at) == 0
