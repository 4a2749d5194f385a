"""The parts of computed sound, measured by Fourier and by energy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth import dsp, levels, space

SECOND = RATE


def power_db(sound: NDArray[np.float32], hz: float) -> float:
    """dB of the power density around a frequency."""
    found, power = signal.welch(sound, RATE, nperseg=8192)
    near = (found > hz * 0.8) & (found < hz * 1.25)
    return float(10 * np.log10(power[near].mean()))


@pytest.mark.parametrize("slope", [0.0, -3.0, -6.0, 3.0])
def test_noise_falls_as_many_decibels_an_octave_as_was_asked(slope: float) -> None:
    made = dsp.noise(8 * SECOND, dsp.stream(1, "noise"), slope=slope)

    found = (power_db(made, 4_000) - power_db(made, 250)) / 4

    assert found == pytest.approx(slope, abs=0.35)
    assert float(np.sqrt(np.mean(made**2))) == pytest.approx(1, abs=1e-3)


def test_noise_stays_between_its_corners() -> None:
    made = dsp.noise(4 * SECOND, dsp.stream(1, "band"), low=500, high=2_000)

    assert power_db(made, 60) < power_db(made, 1_000) - 30
    assert power_db(made, 16_000) < power_db(made, 1_000) - 30


def test_the_end_of_a_ring_of_noise_runs_on_into_its_beginning() -> None:
    made = dsp.noise(SECOND, dsp.stream(3, "ring"), slope=-6.0)
    seam = abs(float(made[0] - made[-1]))

    usual = np.abs(np.diff(made))

    assert seam < np.quantile(usual, 0.9999)


def test_streams_of_other_names_or_seeds_draw_other_numbers_and_the_same_ones_the_same() -> None:
    first = dsp.white(1_000, dsp.stream(7, "rain", 0))

    assert np.array_equal(first, dsp.white(1_000, dsp.stream(7, "rain", 0)))
    assert not np.array_equal(first, dsp.white(1_000, dsp.stream(7, "rain", 1)))
    assert not np.array_equal(first, dsp.white(1_000, dsp.stream(8, "rain", 0)))


@pytest.mark.parametrize(
    ("section", "hz", "gain"),
    [
        (dsp.bell(1_000, 6.0), 1_000, 6.0),
        (dsp.bell(1_000, -9.0), 1_000, -9.0),
        (dsp.bell(1_000, 6.0), 20, 0.0),
        (dsp.shelf(1_000, 4.0, high=True), 20_000, 4.0),
        (dsp.shelf(1_000, 4.0, high=True), 20, 0.0),
        (dsp.shelf(1_000, -5.0, high=False), 20, -5.0),
        (dsp.shelf(1_000, -5.0, high=False), 20_000, 0.0),
        (dsp.resonance(440, 8.0), 440, 0.0),
        (dsp.cut("lowpass", 1_000), 1_000, -3.01),
        (dsp.cut("highpass", 30_000.0), 0.49 * RATE, -3.01),
    ],
)
def test_a_filter_has_the_gain_it_names(section: dsp.Sections, hz: float, gain: float) -> None:
    _, answer = signal.sosfreqz(section, worN=[hz], fs=RATE)

    assert 20 * np.log10(abs(answer[0])) == pytest.approx(gain, abs=0.6)


def test_a_swept_filter_follows_its_corner() -> None:
    source = dsp.noise(4 * SECOND, dsp.stream(1, "sweep"))

    made = dsp.swept(source, np.geomspace(200, 8_000, len(source)), shape="bandpass", q=4)

    assert power_db(made[: SECOND // 2], 250) > power_db(made[: SECOND // 2], 6_000) + 15
    assert power_db(made[-SECOND // 2 :], 6_500) > power_db(made[-SECOND // 2 :], 250) + 15


def test_a_filtered_ring_has_no_seam() -> None:
    tone = np.sin(2 * np.pi * 50 * np.arange(SECOND) / RATE).astype(np.float32)

    made = dsp.filtered_ring(tone, dsp.cut("lowpass", 400.0))

    assert abs(float(made[0] - made[-1])) <= float(np.abs(np.diff(made)).max()) * 1.01


def test_a_decay_has_fallen_by_60_db_in_its_time() -> None:
    made = dsp.decay(SECOND, 0.5)

    assert 20 * np.log10(made[SECOND // 2]) == pytest.approx(-60, abs=0.1)


def test_the_envelope_of_a_note_rises_holds_and_ends_in_silence() -> None:
    made = dsp.adsr(SECOND, attack_s=0.1, decay_s=0.1, sustain=0.5, release_s=0.2)

    assert made[0] == 0
    assert made[int(0.1 * RATE)] == pytest.approx(1, abs=0.01)
    assert made[int(0.6 * RATE)] == pytest.approx(0.5, abs=0.01)
    assert made[-1] < 1e-4


def test_a_drift_stays_in_its_range_and_closes() -> None:
    made = dsp.drift(5 * SECOND, dsp.stream(1, "drift"), hz=0.5, low=0.2, high=0.8)

    assert made.min() >= 0.2
    assert made.max() <= 0.8
    assert np.ptp(made) > 0.2
    assert float(np.abs(np.diff(made, append=made[:1])).max()) < 1e-3


@pytest.mark.parametrize("where", [-1.0, -0.4, 0.0, 0.7, 1.0])
def test_panning_keeps_the_power(where: float) -> None:
    left, right = space.sides(where)

    assert left**2 + right**2 == pytest.approx(2)
    assert (left > right) == (where < 0) or where == 0


@pytest.mark.parametrize("width", [0.0, 0.5, 1.0])
def test_width_moves_the_sides_together_and_keeps_the_power(width: float) -> None:
    left, right = (dsp.noise(2 * SECOND, dsp.stream(1, side)) for side in "lr")

    made = space.wide(left, right, width)

    assert float(np.corrcoef(made.T)[0, 1]) == pytest.approx((1 - width**2) / (1 + width**2), abs=0.03)
    assert float(np.mean(made**2)) == pytest.approx(1, abs=0.03)


def test_what_hangs_over_the_end_of_a_ring_comes_in_at_its_beginning() -> None:
    canvas = space.Canvas(SECOND, tail_s=1)
    canvas.lay(SECOND - 10, np.ones(30, np.float32))

    ring, ended = canvas.ring(), canvas.cut()

    assert np.all(ring[:20] == 1)
    assert np.all(ring[20 : SECOND - 10] == 0)
    assert np.all(ended[:20] == 0)
    assert len(ring) == len(ended) == SECOND


def test_grains_beyond_the_canvas_are_cut_at_both_ends() -> None:
    canvas = space.Canvas(100, tail_s=0.001)

    canvas.lay(-5, np.arange(10, dtype=np.float32))
    canvas.lay(10_000, np.ones(10, np.float32))

    assert canvas.cut()[:5, 0].tolist() == [5, 6, 7, 8, 9]
    assert canvas.cut()[5:].sum() == 0


def test_a_room_rings_on_and_dies_by_60_db_in_about_its_time() -> None:
    answer = space.room(1.0, dsp.stream(1, "room"), predelay_s=0.01)
    energy = np.cumsum((answer[::-1].astype(np.float64) ** 2).sum(axis=1))[::-1]
    level = 10 * np.log10(energy / energy[0] + 1e-12)

    # Schroeder's line from -5 to -25 dB, three times as long
    slope = (np.argmax(level < -25) - np.argmax(level < -5)) / RATE * 3

    assert 0.5 < slope < 1.2
    assert np.all(answer[: int(0.009 * RATE)] == 0)


def test_a_reverberant_ring_brings_its_tail_round() -> None:
    sound = np.zeros((SECOND, 2), np.float32)
    sound[-100] = 1

    made = space.reverb(sound, space.room(0.5, dsp.stream(1, "room")), wet=1.0, ring=True)

    assert float(np.abs(made[: SECOND // 10]).max()) > 1e-3
    assert len(made) == SECOND


def test_a_sine_of_full_scale_is_as_loud_as_the_standard_says() -> None:
    # BS.1770: a 997 Hz sine at 0 dBFS on one side measures -3.01 LKFS; on both sides 0
    tone = np.sin(2 * np.pi * 997 * np.arange(2 * SECOND) / RATE).astype(np.float32)

    assert levels.loudness(space.panned(tone)) == pytest.approx(0.0, abs=0.4)


def test_levels_are_met_and_silence_stays_silent() -> None:
    sound = space.panned(dsp.noise(2 * SECOND, dsp.stream(1, "level")))
    silence = np.zeros((100, 2), np.float32)

    assert levels.loudness(levels.levelled(sound, -26)) == pytest.approx(-26, abs=0.01)
    assert float(np.abs(levels.peaked(sound, -6)).max()) == pytest.approx(10 ** (-6 / 20), abs=1e-4)
    assert not levels.levelled(silence, -26).any()
    assert not levels.peaked(silence, -6).any()


def test_rounding_bends_peaks_and_leaves_the_rest_alone() -> None:
    ramp = np.linspace(-3, 3, 601, dtype=np.float32)

    made = levels.rounded(ramp)

    assert float(np.abs(made).max()) <= 0.9701
    assert np.array_equal(made[np.abs(ramp) <= 0.7], ramp[np.abs(ramp) <= 0.7])
    assert np.all(np.diff(made) >= 0)
