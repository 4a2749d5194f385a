"""Aligning under the conditions of real recordings: quiet, clipped, mains hum, silence around, other files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.sound import RATE, read_sound, write_wav
from reklamai.media.speech.align import align
from reklamai.media.speech.features import HOP, KEPT, heard
from reklamai.media.speech.features import RATE as NARROW
from reklamai.media.speech.speak import speak
from reklamai.media.speech.warp import warped
from tests.media.film.clips import ffmpeg

TEXT = "Новый кофе для тех, кто просыпается раньше города. Сегодня скидка на всю обувь в магазине у дома."


@pytest.fixture(scope="module")
def spoken(tmp_path_factory) -> tuple[np.ndarray, np.ndarray]:
    """(samples of a recording by another voice than the aligner's own, when its words begin)."""
    made = speak(TEXT, tmp_path_factory.mktemp("spoken") / "a.wav", voice="irina")
    return read_sound(made.path)[:, 0], np.array([word.from_s for word in made.words])


def begins(path: Path, text: str = TEXT) -> np.ndarray:
    words = align(path, text)
    assert " ".join(word.text for word in words) == text
    assert all(one.from_s < one.to_s <= two.from_s for one, two in pairwise(words))
    return np.array([word.from_s for word in words])


def hum(count: int) -> np.ndarray:
    return 0.02 * np.sin(2 * np.pi * 50 * np.arange(count) / RATE)


CHANGES = {
    "forty decibels too quiet": lambda sound: sound * 0.01,
    "clipped": lambda sound: np.clip(sound * 8, -1, 1),
    "upside down": lambda sound: -sound,
    "with mains hum": lambda sound: sound + hum(len(sound)),
    "with an offset": lambda sound: sound * 0.5 + 0.2,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_poor_recording_costs_no_word(tmp_path: Path, spoken, change: str) -> None:
    sound, starts = spoken
    write_wav(tmp_path / "a.wav", CHANGES[change](sound).astype(np.float32))

    assert np.abs(begins(tmp_path / "a.wav") - starts).max() <= 0.15


def test_silence_around_a_recording_moves_the_words_by_as_much_and_no_more(tmp_path: Path, spoken) -> None:
    sound, starts = spoken
    still = np.zeros(3 * RATE, np.float32)
    write_wav(tmp_path / "a.wav", np.concatenate([still, sound, still]))

    found = begins(tmp_path / "a.wav")

    assert np.abs(found - starts - 3).max() <= 0.15
    assert align(tmp_path / "a.wav", TEXT)[-1].to_s <= 3 + len(sound) / RATE + 0.05


def test_a_telephone_s_recording_in_a_coded_file_is_followed(tmp_path: Path, spoken) -> None:
    sound, starts = spoken
    write_wav(tmp_path / "a.wav", sound)
    ffmpeg("-i", tmp_path / "a.wav", "-ar", "8000", "-ac", "1", "-b:a", "24k", tmp_path / "a.mp3")

    assert np.median(np.abs(begins(tmp_path / "a.mp3") - starts)) <= 0.05


@pytest.mark.parametrize("wrong", ["backwards", "one word of it"])
def test_what_is_not_said_there_is_refused(tmp_path: Path, spoken, wrong: str) -> None:
    sound, _starts = spoken
    write_wav(tmp_path / "a.wav", sound[::-1].copy() if wrong == "backwards" else sound)

    with pytest.raises(MediaError, match="not what is said"):
        align(tmp_path / "a.wav", TEXT if wrong == "backwards" else "Кофе.")


@pytest.mark.parametrize("samples", [100, 2_000])
def test_a_scrap_of_sound_holds_no_speech(tmp_path: Path, spoken, samples: int) -> None:
    write_wav(tmp_path / "a.wav", spoken[0][:samples])

    with pytest.raises(MediaError, match="no speech"):
        align(tmp_path / "a.wav", TEXT)


def test_what_is_no_sound_and_what_has_no_words_is_refused(tmp_path: Path, spoken) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF is not enough")
    write_wav(tmp_path / "b.wav", spoken[0])

    with pytest.raises(MediaError):
        align(tmp_path / "a.wav", TEXT)
    with pytest.raises(MediaError, match="no words"):
        align(tmp_path / "b.wav", "… 😀")


def test_numbers_of_a_text_are_found_as_the_words_they_are_written_with(tmp_path: Path) -> None:
    text = "Всего 1 990 ₽ за 2 билета."
    made = speak(text, tmp_path / "a.wav", voice="maxim")

    found = align(made.path, text)

    assert [word.text for word in found] == ["Всего", "1 990 ₽", "за", "2", "билета."]
    assert found[1].from_s == pytest.approx(made.words[1].from_s, abs=0.15)
    assert found[1].to_s - found[1].from_s > 0.8


def tones(*spans: tuple[float, float], seconds: float = 2.0, level: float = 0.3) -> np.ndarray:
    sound = 1e-5 * np.random.default_rng(1).standard_normal(round(seconds * NARROW))
    for first, last in spans:
        at = np.arange(round((last - first) * NARROW)) / NARROW
        sound[round(first * NARROW) : round(first * NARROW) + len(at)] += level * np.sin(2 * np.pi * 300 * at)
    return sound.astype(np.float32)


def test_only_frames_with_a_voice_in_them_are_heard() -> None:
    found = heard(tones((0.5, 1.0), (1.5, 1.8)))

    at = found.at * HOP / NARROW
    assert np.all(((at > 0.47) & (at < 1.01)) | ((at > 1.47) & (at < 1.81)))
    assert len(at) == pytest.approx(80, abs=6)
    assert found.frames.shape == (len(at), 2 * KEPT)
    assert len(found.flux) >= found.at[-1]


def test_frames_are_the_same_however_loud_the_recording_is() -> None:
    chance = np.random.default_rng(2)
    sound = (0.3 * chance.standard_normal(NARROW) * (np.arange(NARROW) % 4_000 < 2_600)).astype(np.float32)

    loud, soft = heard(sound), heard(sound * np.float32(0.1))

    assert loud.at.tolist() == soft.at.tolist()
    assert np.abs(loud.frames - soft.frames).max() < 0.02
    assert loud.frames.mean(axis=0) == pytest.approx(np.zeros(2 * KEPT), abs=1e-4)
    assert loud.frames.std(axis=0) == pytest.approx(np.ones(2 * KEPT), abs=1e-2)


def test_the_spectrum_is_seen_to_change_where_a_tone_becomes_another() -> None:
    at = np.arange(NARROW) / NARROW
    sound = np.where(at < 0.5, np.sin(2 * np.pi * 300 * at), np.sin(2 * np.pi * 2_500 * at)).astype(np.float32) * 0.3

    flux = heard(sound).flux

    assert int(flux.argmax()) * HOP / NARROW == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("seed", range(6))
def test_a_way_never_goes_back_and_ends_where_the_model_ends(seed: int) -> None:
    chance = np.random.default_rng(seed)
    model = chance.standard_normal((60, 8)).astype(np.float32)
    places = np.sort(chance.integers(0, 60, 90))
    places[0], places[-1] = 0, 59
    recording = model[places] + 0.05 * chance.standard_normal((90, 8)).astype(np.float32)

    way, distance = warped(recording, model, band=40)

    assert np.all(np.diff(way) >= 0)
    assert (way[0], way[-1]) == (0, 59)
    assert np.median(np.abs(way - places)) <= 1
    assert distance < 0.5


def test_a_recording_of_something_else_lies_far_from_the_model() -> None:
    chance = np.random.default_rng(3)
    one, other = (chance.standard_normal((80, 26)).astype(np.float32) for _ in range(2))

    assert warped(one, one, band=20)[1] < 1e-5
    assert warped(one, other, band=20)[1] > 1.0
