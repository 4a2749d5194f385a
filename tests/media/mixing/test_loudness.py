"""How loud a sound is, against the recommendation's own signals and FFmpeg's meter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reklamai.media.mixing.loudness import BLOCK, MS, SILENT, factors, loudness, peaks_by_ms, true_peak
from reklamai.media.sound import RATE
from tests.media.mixing.sounds import bed, ebur128, hits, music, tone, voice, wav


def at(decibels: float) -> float:
    return float(10 ** (decibels / 20))


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_stereo_tone_of_1_khz_is_as_loud_as_its_peak_says(level: float) -> None:
    """EBU Tech 3341, cases 1 and 2."""
    assert loudness(tone(1000, 20, level=at(level))) == pytest.approx(level, abs=0.1)


def test_what_is_far_softer_than_the_rest_does_not_count() -> None:
    """EBU Tech 3341, case 3."""
    soft, loud = tone(1000, 10, level=at(-36)), tone(1000, 60, level=at(-23))

    assert loudness(np.concatenate([soft, loud, soft])) == pytest.approx(-23, abs=0.1)


def test_what_is_little_softer_than_the_rest_counts() -> None:
    """EBU Tech 3341, case 5."""
    loud, soft = tone(1000, 20.1, level=at(-20)), tone(1000, 20, level=at(-26))

    assert loudness(np.concatenate([soft, loud, soft])) == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("made", [voice, bed, music, hits])
def test_it_is_what_ffmpeg_measures(tmp_path: Path, made) -> None:
    sound = made(np.random.default_rng(5), 12.3)
    told, peak = ebur128(wav(tmp_path / "a.wav", np.clip(sound, -1, 1)))

    assert loudness(np.clip(sound, -1, 1)) == pytest.approx(told, abs=0.1)
    assert true_peak(np.clip(sound, -1, 1)) == pytest.approx(peak, abs=0.2)


def test_blocks_of_work_leave_no_seam() -> None:
    sound = bed(np.random.default_rng(1), BLOCK / RATE * 1.37)

    whole = true_peak(sound)

    assert whole == pytest.approx(max(true_peak(sound[: BLOCK + 99]), true_peak(sound[BLOCK - 99 :])), abs=1e-3)
    assert len(peaks_by_ms(sound)) == -(-len(sound) // MS)


@pytest.mark.parametrize(
    ("hertz", "phase", "level", "peak"),
    [(12_000, 0, 0.5, -6.0), (12_000, 45, 0.5, -6.0), (8_000, 60, 0.5, -6.0), (6_000, 67.5, 0.5, -6.0)],
)
def test_a_peak_between_two_samples_is_found(hertz: float, phase: float, level: float, peak: float) -> None:
    """EBU Tech 3341, cases 15 to 18; it allows +0.2 and -0.4 dB."""
    ramp = np.clip(np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 2400, 0, 1)
    wave = level * ramp * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE + np.radians(phase))

    assert -0.4 <= true_peak(np.repeat(wave[:, None], 2, axis=1).astype(np.float32)) - peak <= 0.2


def test_silence_and_nothing_are_silent() -> None:
    for length in (0, 100, RATE):
        nothing = np.zeros((length, 2), np.float32)
        assert loudness(nothing) == SILENT
        assert true_peak(nothing) == -np.inf


def test_a_sound_shorter_than_a_block_has_a_loudness() -> None:
    assert loudness(tone(1000, 0.15, level=at(-20))) == pytest.approx(-20, abs=1)


def test_gain_by_the_millisecond_goes_in_straight_lines_of_decibels() -> None:
    gain = np.array([0.0, -6.0, -6.0])

    shares = factors(gain, slice(0, 2 * MS))[:, 0]

    assert shares[[0, MS // 2, MS, MS + 5]] == pytest.approx([1, at(-3), at(-6), at(-6)], rel=1e-4)
    assert factors(gain, slice(MS // 2, MS))[:, 0] == pytest.approx(shares[MS // 2 : MS], rel=1e-5)


def test_a_gain_makes_it_louder_by_as_much() -> None:
    sound = bed(np.random.default_rng(2), 5)
    gain = np.full(5001, 4.5)

    assert loudness(sound, gain) - loudness(sound) == pytest.approx(4.5, abs=0.01)


def test_a_gain_is_followed_ten_minutes_into_a_sound_as_at_its_beginning() -> None:
    gain = np.tile([0.0, -20.0], 300_001)
    early, late = (factors(gain, slice(first, first + 4 * MS)) for first in (0, 40 * BLOCK))

    np.testing.assert_allclose(late, early, rtol=1e-5)
