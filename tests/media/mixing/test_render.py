"""Whole mixes, measured by FFmpeg's own meter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import Cancelled
from reklamai.media.mixing.model import Mix, Piece
from reklamai.media.mixing.render import HIGHEST, render
from reklamai.media.sound import RATE, read_sound
from tests.media.mixing.sounds import bed, ebur128, hits, music, random_mix, tone, voice, wav


def coarse(path: Path, made, *, seconds: float = 3, seed: int = 4) -> Path:
    return wav(path, np.clip(made(np.random.default_rng(seed), seconds), -1, 1))


@pytest.mark.parametrize("number", range(12))
def test_a_mix_is_as_loud_as_asked_its_peaks_under_the_limit_and_the_sum_of_its_stems(
    tmp_path: Path, number: int
) -> None:
    """Fifty more, longer ones, are in the soak."""
    mix = random_mix(number, tmp_path, longest_s=4)

    made = render(mix, folder=tmp_path)

    told, peak = ebur128(made.coded)
    assert told == pytest.approx(mix.loudness, abs=0.5)
    assert peak <= HIGHEST
    assert made.loudness == pytest.approx(told, abs=0.1)
    assert made.true_peak == pytest.approx(peak, abs=0.2)
    assert np.abs(sum(made.lanes.values()) - made.total).max() < 1e-5
    assert len(made.total) == round(mix.seconds * RATE)


def test_music_steps_back_under_speech_by_as_much_as_is_asked_and_effects_do_not(tmp_path: Path) -> None:
    spoken = wav(tmp_path / "spoken.wav", tone(200, 2, level=0.3))
    high, low = wav(tmp_path / "high.wav", tone(3000, 8)), wav(tmp_path / "low.wav", tone(1000, 8))
    mix = Mix((Piece(spoken, "dialogue", 3), Piece(high, "music"), Piece(low, "effects")), 8, loudness=-23)

    made = render(replace(mix, duck_db=9), folder=tmp_path)

    def level(lane: str, first: float, last: float) -> float:
        part = made.lanes[lane][round(first * RATE) : round(last * RATE)]
        return float(20 * np.log10(np.sqrt((part**2).mean())))

    assert made.ducked == (pytest.approx((3, 5), abs=0.011),)
    assert level("music", 3, 5) - level("music", 0.5, 2.5) == pytest.approx(-9, abs=0.1)
    assert level("music", 6, 7.5) == pytest.approx(level("music", 0.5, 2.5), abs=0.1)
    assert level("effects", 3, 5) == pytest.approx(level("effects", 0.5, 2.5), abs=0.1)


def test_nothing_steps_back_where_that_is_not_wanted(tmp_path: Path) -> None:
    pieces = (Piece(coarse(tmp_path / "v.wav", voice), "dialogue"), Piece(coarse(tmp_path / "m.wav", music), "music"))

    assert render(Mix(pieces, 3, duck_db=0), folder=tmp_path).ducked == ()
    assert render(Mix(pieces[1:], 3), folder=tmp_path).ducked == ()


def test_silence_stays_silent_and_says_so(tmp_path: Path) -> None:
    made = render(Mix((), 2.5), folder=tmp_path)

    assert made.silent
    assert not np.any(made.total)
    assert made.true_peak == -np.inf
    assert ebur128(made.coded)[0] <= -70


def test_the_noise_of_an_empty_recording_is_not_made_loud(tmp_path: Path) -> None:
    hum = wav(tmp_path / "hum.wav", np.random.default_rng(1).normal(0, 3e-4, (3 * RATE, 2)).astype(np.float32))

    made = render(Mix((Piece(hum, "dialogue"),), 3), folder=tmp_path)

    assert made.silent
    assert np.abs(made.total).max() < 0.01


def test_a_single_knock_is_not_crushed_to_be_as_loud_as_music(tmp_path: Path) -> None:
    made = render(Mix((Piece(coarse(tmp_path / "knock.wav", hits), "effects"),), 3), folder=tmp_path)

    told, peak = ebur128(made.coded)
    assert -30 < told < -14.5
    assert peak <= HIGHEST
    assert made.limited_db == pytest.approx(18, abs=2)


def test_what_is_heard_of_the_file_is_what_was_mixed(tmp_path: Path) -> None:
    mix = Mix((Piece(coarse(tmp_path / "m.wav", music), "music"),), 3, loudness=-23)

    made = render(mix, folder=tmp_path)

    heard = read_sound(made.coded)[: len(made.total)]
    shifts = {
        shift: float((heard[1000 + shift : 9000 + shift] * made.total[1000:9000]).sum()) for shift in range(-5, 6)
    }
    assert max(shifts, key=lambda shift: shifts[shift]) == 0


def test_the_same_mix_is_the_same_to_the_byte(tmp_path: Path) -> None:
    mix = random_mix(2, tmp_path, longest_s=4)

    one, other = render(mix, folder=tmp_path), render(mix, folder=tmp_path)

    assert np.array_equal(one.total, other.total)
    assert one.coded.read_bytes() == other.coded.read_bytes()


def test_a_watcher_hears_rising_shares_and_may_stop_it(tmp_path: Path) -> None:
    mix = Mix((Piece(coarse(tmp_path / "b.wav", bed), "ambience"),), 3)
    heard: list[tuple[str, float]] = []

    def stopped(stage: str, share: float) -> None:
        raise Cancelled("Stopped.")

    render(mix, folder=tmp_path, report=lambda stage, share: heard.append((stage, share)))

    assert {stage for stage, _ in heard} == {"sounds", "mix"}
    for stage in ("sounds", "mix"):
        shares = [share for each, share in heard if each == stage]
        assert shares == sorted(shares)
    assert all(0 <= share <= 1 for _, share in heard)
    with pytest.raises(Cancelled):
        render(mix, folder=tmp_path, report=stopped)
