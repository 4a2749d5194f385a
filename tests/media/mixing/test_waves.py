"""The wave as an editor draws it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.mixing.waves import MOST_COLUMNS, peaks
from reklamai.media.sound import RATE
from tests.media.film.clips import clip, ffmpeg
from tests.media.mixing.sounds import tone, wav


def test_every_column_holds_the_lowest_and_highest_of_its_part(tmp_path: Path) -> None:
    sound = np.random.default_rng(2).uniform(-0.9, 0.9, (4 * RATE, 2)).astype(np.float32)
    sound *= np.repeat([0.1, 0.9, 0.5, 0.0], RATE)[:, None].astype(np.float32)

    found = np.array(peaks(wav(tmp_path / "a.wav", sound), 100))

    parts = sound.reshape(100, -1)
    expected = np.stack([parts.min(axis=1), parts.max(axis=1)], axis=1)
    # the steps of 128 samples and the columns of 1920 have edges in common
    assert found == pytest.approx(expected, abs=6e-4)


def test_a_channel_that_swings_the_other_way_does_not_cancel(tmp_path: Path) -> None:
    sound = tone(300, 1, level=0.6)
    sound[:, 1] *= -1

    found = np.array(peaks(wav(tmp_path / "a.wav", sound), 10))

    assert found == pytest.approx(np.tile([-0.6, 0.6], (10, 1)), abs=0.01)


def test_a_high_wave_is_not_drawn_along_its_zeros(tmp_path: Path) -> None:
    found = np.array(peaks(wav(tmp_path / "a.wav", tone(11_000, 1, level=0.5)), 50))

    assert np.all(found[:, 1] > 0.48)


def test_a_short_sound_fills_as_many_columns(tmp_path: Path) -> None:
    found = peaks(wav(tmp_path / "a.wav", tone(300, 0.05)), 400)

    assert len(found) == 400
    assert max(high for _, high in found) == pytest.approx(0.5, abs=0.01)


def test_clips_and_coded_sounds_are_drawn_too_and_the_answer_is_json(tmp_path: Path) -> None:
    coded = tmp_path / "a.mp3"
    ffmpeg("-i", wav(tmp_path / "a.wav", tone(300, 1)), coded)
    film = clip(tmp_path / "a.mp4", sound="0.5*sin(2*PI*440*t)")

    assert max(high for _, high in peaks(coded, 20)) == pytest.approx(0.5, abs=0.05)
    assert len(json.dumps(peaks(film, 20))) < 20 * 20


def test_silence_of_a_film_is_told_from_a_sound(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no sound"):
        peaks(clip(tmp_path / "a.mp4"), 10)


@pytest.mark.parametrize("columns", [0, -1, MOST_COLUMNS + 1])
def test_other_numbers_of_columns_are_refused(tmp_path: Path, columns: int) -> None:
    with pytest.raises(ValueError, match="columns"):
        peaks(wav(tmp_path / "a.wav", tone(300, 0.1)), columns)
